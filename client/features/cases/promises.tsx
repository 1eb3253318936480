/** Promises of the running call: wording, unit and date; each counts once the leader confirmed it (C8). */
import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { recordPromise, remark } from '../../../shared/actions/desk.ts';
import type { PromiseRow } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Fold } from '../../desk/fold.tsx';
import { plainDate } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { isHalfTyped, keepDraft, leftDrafts, type PromiseDraft, useDrafts } from './promise-drafts.ts';
import { isWhole, onOneLine, PromiseFields, type PromiseText } from './promise-fields.tsx';
import { PromiseItem } from './promise-item.tsx';
import css from './promises.module.css';
import { isVague } from './vague.ts';

const DAY_MS = 24 * 3600_000;
const USUAL_DAYS = 10;

export interface PromiseCall {
  readonly id: string;
  /** Of the ticket. */
  readonly number: number;
  readonly name: string;
  readonly cases: readonly { readonly id: string; readonly number: string; readonly subject: string }[];
  readonly promises: readonly PromiseRow[];
}

interface Props {
  session: SessionHead;
  /** On the stages of this desk. */
  calls: readonly PromiseCall[];
  id: string;
  /** At a desk that has more to look at: one line each until it is opened. */
  folded?: boolean;
}

/** Promises of this very call that count: an earlier call of the same ticket may have others. */
export const confirmedIn = ({ id, promises }: Pick<PromiseCall, 'id' | 'promises'>): number =>
  promises.filter(({ callId, confirmed }) => confirmed && callId === id).length;

/** Of each call on the stage, and of what somebody was writing of a call that left it: in its place, with the keyboard. */
export function Promises({ session, calls, id, folded = false }: Props) {
  const left = leftDrafts(useDrafts(), { sessionId: session.id, onStage: calls.map((call) => call.id) });
  return (
    <div id={id} className={css.calls}>
      {[
        ...calls.map((call) => <OfCall key={call.id} session={session} call={call} folded={folded} isLeft={false} />),
        ...left.map((draft) => (
          <OfCall key={draft.id} session={session} call={{ ...draft, promises: [] }} folded={folded} isLeft />
        )),
      ]}
    </div>
  );
}

interface OfCallProps {
  session: SessionHead;
  call: PromiseCall;
  folded: boolean;
  isLeft: boolean;
}

function OfCall({ folded, ...props }: OfCallProps) {
  const t = useT();
  const { number, name, promises } = props.call;
  const whose = t('aide.promisesOf', { number, name });
  if (!folded) {
    return (
      <Panel title={props.isLeft ? whose : t('aide.promises')}>
        <Work {...props} />
      </Panel>
    );
  }
  const confirmed = promises.filter((one) => one.confirmed).length;
  const counts = promises.length > 0 && t('aide.promiseCounts', { confirmed, open: promises.length - confirmed });
  return (
    <Fold title={whose} aside={props.isLeft ? t('aide.notRecorded') : counts}>
      <Work {...props} />
    </Fold>
  );
}

/** Promises that a call has, and the form for the next. */
function Work({ session, call, isLeft }: Omit<OfCallProps, 'folded'>) {
  const t = useT();
  const run = useRun();
  const client = useRealtime();
  const { personId: by } = useMe();
  const { id: callId, number, name, cases } = call;
  const draft: PromiseDraft = useDrafts().get(callId) ?? {
    by,
    sessionId: session.id,
    number,
    name,
    cases,
    wording: '',
    unitId: null,
    dueOn: plainDate(client.now() + USUAL_DAYS * DAY_MS, session.zone),
    caseId: null,
    readBack: false,
    confirmed: false,
    left: false,
  };
  const { wording, unitId, dueOn, caseId, readBack } = draft;
  const confirmed = readBack && draft.confirmed;
  const change = (part: Partial<PromiseDraft>) => keepDraft(callId, { ...draft, cases, ...part, left: isLeft });
  const today = plainDate(client.now(), session.zone);
  const text: PromiseText = { wording, unitId, dueOn };
  const isReady = isWhole(text, today);

  const record = async () => {
    if (!isWhole(text, today)) return;
    const promise = { ...text, wording: onOneLine(wording), caseId, readBack, confirmed };
    if (!(await run(recordPromise, { sessionId: session.id, callId, ...promise }))) return;
    keepDraft(callId, null);
    tellDone(t('aide.recorded'));
  };
  const noteRemark = async () => {
    if (!(await run(remark, { sessionId: session.id, callId, caseId, text: onOneLine(wording) }))) return;
    keepDraft(callId, null);
    tellDone(t('aide.remarked'));
  };

  return (
    <Stack gap="sm">
      {isLeft && (
        <Text size="sm" role="status" c="var(--warn-text)">
          {t('aide.left')}
        </Text>
      )}
      {call.promises.map((promise) => (
        <PromiseItem key={promise.id} sessionId={session.id} zone={session.zone} promise={promise} isRunning />
      ))}
      <PromiseFields value={text} onChange={change} zone={session.zone} />
      {cases.length > 1 && (
        <Select
          label={t('aide.forCase')}
          data={cases.map((one) => ({ value: one.id, label: `${one.number} ${one.subject}` }))}
          value={caseId ?? cases[0]?.id ?? null}
          onChange={(value) => change({ caseId: value })}
          allowDeselect={false}
        />
      )}
      {isVague(wording) && (
        <Text size="sm" role="status" c="var(--warn-text)">
          {t('aide.vague')}
        </Text>
      )}
      <Checkbox
        size="md"
        label={t('aide.readBack')}
        checked={readBack}
        onChange={(event) => change({ readBack: event.currentTarget.checked })}
      />
      <Checkbox
        size="md"
        label={t('aide.confirmed')}
        checked={confirmed}
        disabled={!readBack}
        onChange={(event) => change({ confirmed: event.currentTarget.checked })}
      />
      <Group gap="xs">
        <ActButton size="md" act={record} disabled={!isReady}>
          {t('aide.record')}
        </ActButton>
        {isLeft ? (
          <Button size="md" variant="default" onClick={() => keepDraft(callId, null)}>
            {t('aide.drop')}
          </Button>
        ) : (
          <ActButton
            size="md"
            variant="default"
            title={t('aide.remarkHelp')}
            act={noteRemark}
            disabled={!isHalfTyped(draft)}
          >
            {t('aide.remark')}
          </ActButton>
        )}
      </Group>
    </Stack>
  );
}
