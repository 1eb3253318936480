/** Questions of the audience at the moderator's desk: what is new, what waits for an answer, and what became of the others. */
import { Alert, Badge, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { listQuestions, type QuestionRow } from '../../../shared/actions/questions.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { useAsk } from '../../desk/ask.ts';
import { clock, dayAndTime } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { QuestionActions } from './question-actions.tsx';
import { type Asked, QuestionDialogs } from './question-dialogs.tsx';
import css from './questions.module.css';

const SECTIONS = {
  new: ['new'],
  approved: ['onAir', 'approved'],
  done: ['answered', 'written', 'merged', 'refused'],
} as const satisfies Record<string, readonly QuestionRow['state'][]>;
type Section = keyof typeof SECTIONS;

export function QuestionsPanel({ view }: { view: ViewOf<'moderator'> }) {
  const t = useT();
  const language = useLanguage();
  const { session, questions } = view;
  const { data, error, refetch } = useAsk(listQuestions, { sessionId: session.id }, { staleMs: 0 });
  const [section, setSection] = useState<Section>('new');
  const [asked, setAsked] = useState<{ what: Asked; id: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew whenever one of them changed.
  useEffect(() => {
    void refetch();
  }, [questions.changedAt, refetch]);
  const list = useRef<HTMLDivElement>(null);
  const focused = useRef<Element | null>(null);
  // What was just pressed is gone with its row or its dialog: whoever uses keys goes on from the section's head.
  useEffect(() => {
    if (!focused.current || focused.current.isConnected || document.activeElement !== document.body) return;
    focused.current = null;
    list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  });
  if (!data) return error ? <Trouble refusal={error} onRetry={() => void refetch()} /> : null;
  const rows = data.questions;
  const of = (one: Section) => rows.filter(({ state }) => (SECTIONS[one] as readonly string[]).includes(state));
  const open = rows.filter(({ state }) => state === 'new' || state === 'approved');
  const shown = of(section).toSorted((one, other) => Number(other.state === 'onAir') - Number(one.state === 'onAir'));
  const chosen = rows.find(({ id }) => id === asked?.id);
  return (
    <Stack
      gap="xs"
      onFocus={({ target }) => {
        focused.current = target;
      }}
    >
      {!session.public && <Text size="sm">{t('questions.notPublic')}</Text>}
      {data.decideBy !== null && open.length > 0 && (
        <Alert color="orange" role="status" p="xs">
          {t('questions.decide', { count: open.length, until: dayAndTime(data.decideBy, session.zone, language) })}
        </Alert>
      )}
      <Tabs value={section} onChange={(value) => setSection(value as Section)} variant="pills">
        <Tabs.List aria-label={t('questions.title')} ref={list}>
          {(Object.keys(SECTIONS) as Section[]).map((one) => (
            <Tabs.Tab key={one} value={one} px={8} py={4}>
              {t(`questions.section.${one}`)} {of(one).length}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section} pt="xs">
          {shown.length === 0 && <p className={css.soft}>{t(`questions.none.${section}`)}</p>}
          <ul className={css.list}>
            {shown.map((one) => (
              <li key={one.id} className={css.row} data-now={one.state === 'onAir' || undefined}>
                <Words row={one} rows={rows} />
                <p className={css.soft}>
                  {clock(one.askedAt, session.zone, language)} · {one.name} · {one.phoneMasked}
                </p>
                <QuestionActions
                  session={session}
                  row={one}
                  hasOther={open.some(({ id }) => id !== one.id)}
                  isTaken={rows.some(({ state }) => state === 'onAir')}
                  onAsk={(what) => setAsked({ what, id: one.id })}
                />
              </li>
            ))}
          </ul>
        </Tabs.Panel>
      </Tabs>
      {chosen && asked && (
        <QuestionDialogs
          key={`${asked.id}:${asked.what}`}
          sessionId={session.id}
          row={chosen}
          rows={rows}
          asked={asked.what}
          onClose={() => setAsked(null)}
        />
      )}
    </Stack>
  );
}

/** What is public first; what was asked beside it where that is another. */
function Words({ row, rows }: { row: QuestionRow; rows: readonly QuestionRow[] }) {
  const t = useT();
  const { shown, state, text } = row;
  const merged = rows.filter(({ intoId }) => intoId === row.id).length;
  const into = rows.find(({ id }) => id === row.intoId);
  return (
    <>
      <p className={css.shown}>{shown?.wording ?? text}</p>
      {shown && shown.wording !== text && <p>{t('questions.asked', { text })}</p>}
      <Group gap={6} mb={4}>
        {state !== 'new' && state !== 'approved' && (
          <Badge size="sm" variant="light" color={state === 'onAir' ? 'blue' : 'gray'} tt="none">
            {t(`questions.state.${state}`)}
          </Badge>
        )}
        <Text size="xs" span>
          {t(shown ? 'questions.publicName' : 'questions.wishedName', {
            name: (shown?.publicName ?? row.publicName) || t('questions.noName'),
          })}
        </Text>
        {merged > 0 && (
          <Text size="xs" span>
            {t('questions.merged', { count: merged })}
          </Text>
        )}
      </Group>
      {into && <p>{t('questions.into', { text: into.shown?.wording ?? into.text })}</p>}
      {row.says !== null && <p>{t(state === 'refused' ? 'questions.why' : 'questions.answer', { text: row.says })}</p>}
      {row.caseNumber !== null && (
        <p>
          <Button component="a" href={`/cases/${row.caseNumber}`} target="_blank" size="compact-xs" variant="default">
            {t('questions.case', { number: row.caseNumber })}
          </Button>
        </p>
      )}
    </>
  );
}
