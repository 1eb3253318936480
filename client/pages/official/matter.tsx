/** Who it is and what it is about; this person's earlier cases; the cases of this call. */
import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { joinCase, openCase } from '../../../shared/actions/desk.ts';
import { CASE_KINDS, type CaseKind, CaseState } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import type { Matter, ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { day, plainDate } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { AddCallFile } from '../../features/case-work/add-call-file.tsx';
import { CategorySelect } from '../../features/cases/choices.tsx';
import { promiseState } from '../../features/cases/promise-state.ts';
import stageCss from '../../features/stage/stage.module.css';
import { useLanguage } from '../../i18n/i18n.ts';
import { useRealtime } from '../../realtime/react.tsx';
import css from './official.module.css';

export function MatterCard({ matter, small }: { matter: Matter; small?: boolean }) {
  const t = useT();
  return (
    <div className={small ? css.small : undefined}>
      <div className={css.name}>
        {t('ticketNumber', { number: matter.number })} {matter.name}
      </div>
      <div className={css.subject}>{matter.subject}</div>
      <Text size="sm" c="dimmed">
        {t('aide.calledIn', { name: matter.publicName })} · {t('aide.place', { place: matter.placeName })} ·{' '}
        {t(`participation.${matter.participation}`)}
      </Text>
      {matter.more && !small && (
        <Text mt="xs" className={css.more}>
          {matter.more}
        </Text>
      )}
    </div>
  );
}

/** Over: what is said now is another matter. */
const OVER: readonly string[] = ['closed', 'refused', 'merged'];

export function Earlier({
  call,
  session,
}: {
  call: ViewOf<'aide'>['calls'][number];
  session: ViewOf<'aide'>['session'];
}) {
  const t = useT();
  const language = useLanguage();
  const run = useRun();
  const { matter, head } = call;
  const today = plainDate(useRealtime().now(), session.zone);
  const mayJoin = !matter.joined && (head.state === 'live' || head.state === 'held');
  const join = async (caseId: string, number: string) => {
    if (await run(joinCase, { sessionId: session.id, callId: head.id, caseId }))
      tellDone(t('aide.isJoined', { number }));
  };
  return (
    <Panel title={t('aide.earlier')}>
      {matter.earlier.length === 0 ? (
        <p className={stageCss.quiet}>{t('aide.noEarlier')}</p>
      ) : (
        <Stack gap="sm">
          {matter.earlier.map((one) => {
            const state = CaseState.options.find((known) => known === one.state);
            return (
              <div key={one.number}>
                <Link to={`/cases/${one.number}`} target="_blank">
                  {one.subject}
                </Link>
                <Text size="xs" c="dimmed">
                  {one.number} · {day(one.openedAt, session.zone, language)} ·{' '}
                  {state ? t(`case.state.${state}`) : one.state}
                </Text>
                {one.promises.map((promise) => (
                  <Text size="sm" key={promise.wording}>
                    {t(`aide.earlierPromise.${promiseState(one.state, promise, today)}`, {
                      wording: promise.wording,
                      date: promise.dueOn,
                    })}
                  </Text>
                ))}
                {mayJoin && !OVER.includes(one.state) && (
                  <ActButton
                    size="compact-xs"
                    variant="default"
                    mt={4}
                    title={t('aide.joinHelp')}
                    aria-label={t('aide.joinThis', { number: one.number })}
                    act={() => join(one.id, one.number)}
                  >
                    {t('aide.join')}
                  </ActButton>
                )}
              </div>
            );
          })}
        </Stack>
      )}
    </Panel>
  );
}

export function CallCases({ sessionId, call }: { sessionId: string; call: ViewOf<'aide'>['calls'][number] }) {
  const t = useT();
  const run = useRun();
  const [opened, setOpened] = useState(false);
  const [subject, setSubject] = useState('');
  const [kind, setKind] = useState<CaseKind>('consult');
  const [category, setCategory] = useState<string | null>(null);
  const isFirst = call.matter.cases.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled in once, when it opens
  useEffect(() => {
    if (!opened) return;
    // The first is, as a rule, what the citizen came with.
    setSubject(isFirst ? call.matter.subject : '');
    setCategory(isFirst ? call.matter.categoryCode : null);
  }, [opened]);
  return (
    <Panel
      title={t('aide.cases')}
      aside={
        <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
          {t(isFirst ? 'aide.openFirst' : 'aide.openCase')}
        </Button>
      }
    >
      <Stack gap={4}>
        {isFirst && <p className={stageCss.quiet}>{t('aide.noCases')}</p>}
        {call.matter.cases.map((one) => (
          <Text size="sm" key={one.id}>
            <Link to={`/cases/${one.number}`} target="_blank">
              {one.number}
            </Link>{' '}
            {one.subject} · {t(`case.kind.${one.kind}`)}{' '}
            <AddCallFile sessionId={sessionId} callId={call.head.id} one={one} />
          </Text>
        ))}
      </Stack>
      <FormDialog
        title={t(isFirst ? 'aide.openFirstTitle' : 'aide.openCaseTitle')}
        opened={opened}
        onClose={() => setOpened(false)}
        submitLabel={t(isFirst ? 'aide.openFirst' : 'aide.openCase')}
        canSubmit={subject.trim() !== '' && category !== null}
        onSubmit={async () => {
          if (!category) return false;
          const made = await run(openCase, { sessionId, callId: call.head.id, subject, kind, categoryCode: category });
          if (made) tellDone(t('aide.opened', { number: made.number }));
          return made;
        }}
      >
        <TextInput
          label={t('aide.subject')}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          maxLength={LIMITS.subject}
          required
          data-autofocus
        />
        <Select
          label={t('aide.kind')}
          data={CASE_KINDS.map((one) => ({ value: one, label: t(`case.kind.${one}`) }))}
          value={kind}
          onChange={(value) => value && setKind(value as CaseKind)}
          allowDeselect={false}
        />
        <CategorySelect value={category} onChange={setCategory} required />
      </FormDialog>
    </Panel>
  );
}
