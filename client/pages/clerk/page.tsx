/**
 * Where what was written is looked at first (clerk; the inspector, of what is sealed), and where messages and answers pass
 * their three reviews (clerk, supervisor, leader or administrator).
 */
import { Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { listCases } from '../../../shared/actions/case-lists.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import { listPublications } from '../../../shared/actions/publication.ts';
import { useAsk } from '../../desk/ask.ts';
import { deadline } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { reviewsPublications } from '../../features/publication/may.ts';
import css from '../../features/review/review.module.css';
import { CheckPane } from './check-pane.tsx';
import { type Chosen, PublicationPane } from './publication-pane.tsx';

/** What others changed is seen within so long. */
const EVERY_MS = 5_000;

type Opened =
  | { readonly what: 'case'; readonly number: string }
  | { readonly what: 'publication'; readonly key: string };

export default function ClerkPage() {
  const t = useT();
  const me = useMe();
  const checks = me.roles.some((role) => role === 'clerk' || role === 'inspector');
  const reviews = reviewsPublications(me.roles);
  const zone = useAsk(listSessions, {}, { staleMs: 10 * 60_000 }).data?.county.zone ?? 'UTC';
  const cases = useAsk(listCases, { state: 'submitted', sort: 'due' }, { enabled: checks, everyMs: EVERY_MS });
  const publications = useAsk(listPublications, {}, { enabled: reviews, everyMs: EVERY_MS });
  const [opened, setOpened] = useState<Opened | null>(null);
  const [typed, setTyped] = useState('');
  const [sought] = useDebouncedValue(typed.trim(), 300);
  const found = useAsk(listPublications, { number: sought }, { enabled: reviews && sought !== '' });
  const rows = (cases.data?.cases ?? []).filter(({ sealed }) => !sealed || me.roles.includes('inspector'));
  const { toBegin = [], inReview = [] } = publications.data ?? {};
  const published = (sought === '' ? publications : found).data?.published ?? [];
  const waiting = inReview.filter(({ mayReview }) => mayReview);
  const others = inReview.filter(({ mayReview }) => !mayReview);
  const all: { key: string; chosen: Chosen }[] = [
    ...toBegin.map((item) => ({ key: `${item.caseId}:${item.replyId ?? ''}`, chosen: { ...item, publication: null } })),
    ...[...waiting, ...others, ...published].map((one) => ({ key: one.id, chosen: { ...one, publication: one } })),
  ];
  const chosen = opened?.what === 'publication' ? all.find(({ key }) => key === opened.key)?.chosen : undefined;
  const group = (title: string, ones: typeof all, none: string | null, search?: ReactNode) => (
    <Panel title={search ? title : `${title} ${ones.length}`}>
      {search}
      {ones.length === 0 && none !== null && <Text size="sm">{none}</Text>}
      <ul className={css.list}>
        {ones.map(({ key, chosen: one }) => (
          <li key={key}>
            <button
              type="button"
              className={css.row}
              aria-pressed={opened?.what === 'publication' && opened.key === key}
              onClick={() => setOpened({ what: 'publication', key })}
            >
              {t(`clerk.kind.${one.kind}`)} {one.number} {one.subject || beginOf(one.text)}
              {one.publication && <div className={css.quiet}>{t(`clerk.stage.${one.publication.stage}`)}</div>}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
  const isIn = (ones: readonly { id: string }[]) => all.filter(({ key }) => ones.some(({ id }) => id === key));
  return (
    <Shell title={t('clerk.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('clerk.title')}</Title>
        <div className={css.grid}>
          <Stack gap="sm">
            {checks && (
              <Panel title={`${t('clerk.toCheck')} ${rows.length}`}>
                {cases.isPending && <Skeleton h={120} />}
                {cases.error && !cases.data && <Trouble refusal={cases.error} onRetry={() => void cases.refetch()} />}
                {cases.data && rows.length === 0 && <Text size="sm">{t('clerk.nothing')}</Text>}
                <ul className={css.list}>
                  {rows.map((row) => (
                    <li key={row.id}>
                      <button
                        type="button"
                        className={css.row}
                        aria-pressed={opened?.what === 'case' && opened.number === row.number}
                        onClick={() => setOpened({ what: 'case', number: row.number })}
                      >
                        {row.number} {t(`case.kind.${row.kind}`)} {row.subject}
                        <div className={css.quiet}>
                          {row.dueAt !== null && t('clerk.due', { time: deadline(row.dueAt, zone) })}
                          {row.replyBy !== null && <> · {t(`clerk.replyBy.${row.replyBy}`)}</>}
                          {row.urgency !== null && <> · {t(`clerk.urgency.${row.urgency}`)}</>}
                        </div>
                      </button>
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            {reviews && (
              <>
                {publications.error && !publications.data && (
                  <Trouble refusal={publications.error} onRetry={() => void publications.refetch()} />
                )}
                {me.roles.includes('clerk') &&
                  group(t('clerk.first'), all.slice(0, toBegin.length), t('clerk.nothing'))}
                {group(t('clerk.mine'), isIn(waiting), t('clerk.nothing'))}
                {group(t('clerk.others'), isIn(others), t('clerk.nothing'))}
                {group(
                  t('clerk.published'),
                  isIn(published),
                  sought === '' ? t('clerk.nothing') : found.data ? t('clerk.notFound', { number: sought }) : null,
                  <>
                    <TextInput
                      type="search"
                      mb="xs"
                      label={t('clerk.find')}
                      description={t('clerk.findHint')}
                      value={typed}
                      onChange={(event) => setTyped(event.currentTarget.value)}
                      maxLength={24}
                    />
                    {sought !== '' && found.error && (
                      <Trouble refusal={found.error} onRetry={() => void found.refetch()} />
                    )}
                  </>,
                )}
              </>
            )}
          </Stack>
          <div>
            {opened?.what === 'case' && (
              <CheckPane key={opened.number} number={opened.number} onDone={() => setOpened(null)} />
            )}
            {chosen && opened?.what === 'publication' && (
              <PublicationPane
                key={`${opened.key}:${chosen.publication?.version ?? ''}`}
                chosen={chosen}
                zone={zone}
                onDone={() => {
                  setOpened(null);
                  void publications.refetch();
                  if (sought !== '') void found.refetch();
                }}
              />
            )}
            {!chosen && opened?.what !== 'case' && <Text size="sm">{t('clerk.choose')}</Text>}
          </div>
        </div>
      </Stack>
    </Shell>
  );
}

/** An answer has no subject: its beginning stands for it, and says that there is more. */
const beginOf = (text: string): string => (text.length > BEGIN ? `${text.slice(0, BEGIN)}…` : text);
const BEGIN = 40;
