/** Promises of the running call: wording, unit and date; each counts once the leader confirmed it (C8). */
import { Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { recordPromise, remark } from '../../../shared/actions/desk.ts';
import type { PromiseRow } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Fold } from '../../desk/fold.tsx';
import { plainDate } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { keepHalfTyped } from './half-typed.ts';
import { isWhole, onOneLine, PromiseFields, type PromiseText } from './promise-fields.tsx';
import { PromiseItem } from './promise-item.tsx';
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
  call: PromiseCall;
  /** At a desk that has more to look at: one line until it is opened. */
  folded?: boolean;
}

/** Promises of this very call that count: an earlier call of the same ticket may have others. */
export const confirmedIn = ({ id, promises }: Pick<PromiseCall, 'id' | 'promises'>): number =>
  promises.filter(({ callId, confirmed }) => confirmed && callId === id).length;

export function Promises({ folded = false, ...props }: Props) {
  const t = useT();
  const { number, name, promises } = props.call;
  if (!folded) {
    return (
      <Panel title={t('aide.promises')}>
        <Work {...props} />
      </Panel>
    );
  }
  const confirmed = promises.filter((one) => one.confirmed).length;
  return (
    <Fold
      title={t('aide.promisesOf', { number, name })}
      aside={promises.length > 0 && t('aide.promiseCounts', { confirmed, open: promises.length - confirmed })}
    >
      <Work {...props} />
    </Fold>
  );
}

/** Promises that a call has, and the form for the next. */
function Work({ session, call }: Omit<Props, 'folded'>) {
  const t = useT();
  const run = useRun();
  const client = useRealtime();
  const empty = (): PromiseText => ({
    wording: '',
    unitId: null,
    dueOn: plainDate(client.now() + USUAL_DAYS * DAY_MS, session.zone),
  });
  const [text, setText] = useState(empty);
  const [caseId, setCaseId] = useState<string | null>(null);
  const [readBack, setReadBack] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const today = plainDate(client.now(), session.zone);
  const { id: callId, cases } = call;
  const halfTyped = text.wording.trim() !== '';
  useEffect(() => {
    keepHalfTyped(callId, halfTyped);
    return () => keepHalfTyped(callId, false);
  }, [callId, halfTyped]);

  const record = async () => {
    if (!isWhole(text, today)) return;
    const promise = { ...text, wording: onOneLine(text.wording), caseId, readBack, confirmed: readBack && confirmed };
    const done = await run(recordPromise, { sessionId: session.id, callId, ...promise });
    if (!done) return;
    clear();
    tellDone(t('aide.recorded'));
  };
  const clear = () => {
    setText(empty());
    setReadBack(false);
    setConfirmed(false);
  };
  const noteRemark = async () => {
    const said = { sessionId: session.id, callId, caseId, text: onOneLine(text.wording) };
    if (!(await run(remark, said))) return;
    clear();
    tellDone(t('aide.remarked'));
  };

  return (
    <Stack gap="sm">
      {call.promises.map((promise) => (
        <PromiseItem key={promise.id} sessionId={session.id} zone={session.zone} promise={promise} isRunning />
      ))}
      <PromiseFields value={text} onChange={setText} zone={session.zone} />
      {cases.length > 1 && (
        <Select
          label={t('aide.forCase')}
          data={cases.map((one) => ({ value: one.id, label: `${one.number} ${one.subject}` }))}
          value={caseId ?? cases[0]?.id ?? null}
          onChange={setCaseId}
          allowDeselect={false}
        />
      )}
      {isVague(text.wording) && (
        <Text size="sm" role="status" c="var(--warn-text)">
          {t('aide.vague')}
        </Text>
      )}
      <Checkbox
        size="md"
        label={t('aide.readBack')}
        checked={readBack}
        onChange={(event) => setReadBack(event.currentTarget.checked)}
      />
      <Checkbox
        size="md"
        label={t('aide.confirmed')}
        checked={readBack && confirmed}
        disabled={!readBack}
        onChange={(event) => setConfirmed(event.currentTarget.checked)}
      />
      <Group gap="xs">
        <ActButton size="md" act={record} disabled={!isWhole(text, today)}>
          {t('aide.record')}
        </ActButton>
        <ActButton size="md" variant="default" title={t('aide.remarkHelp')} act={noteRemark} disabled={!halfTyped}>
          {t('aide.remark')}
        </ActButton>
      </Group>
    </Stack>
  );
}
