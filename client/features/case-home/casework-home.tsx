/** The home of who handles cases: named, to review, to sign, by deadline, and what waits for others; by keyboard through. */
import { Badge, Group, Kbd, Skeleton, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { Link } from 'react-router';
import { listCases } from '../../../shared/actions/case-lists.ts';
import type { CaseRow } from '../../../shared/actions/cases.ts';
import { listMentions } from '../../../shared/actions/mentions.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useShortcuts } from '../../desk/use-shortcuts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { StateBadge, useCountyZone } from '../../pages/cases/marks.tsx';
import { leftWords, useMinute } from '../case-work/left.ts';
import { sections } from './by-deadline.ts';
import css from './casework-home.module.css';
import { lookedAt } from './looked.ts';

/** Shows what others did, within that time. */
const EVERY_MS = 5000;

export function CaseworkHome() {
  const t = useT();
  const me = useMe();
  const zone = useCountyZone();
  const now = useMinute();
  const list = useRef<HTMLDivElement>(null);
  const asked = useAsk(listCases, { marks: 'open', sort: 'due' }, { everyMs: EVERY_MS });
  const mentions = useAsk(listMentions, {}, { everyMs: EVERY_MS });
  /** On to the next row, or back, from wherever the keyboard is. */
  const move = (by: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcuts([
    { key: 'j', says: 'cases.keys.next', run: () => move(1) },
    { key: 'k', says: 'cases.keys.before', run: () => move(-1) },
  ]);
  if (asked.isPending) return <Skeleton h={200} />;
  if (asked.error && !asked.data) return <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />;
  const found = sections(asked.data.cases, me.roles.includes('unitHead'), now, zone);
  const looked = lookedAt(me.personId);
  return (
    <Stack gap="sm" ref={list}>
      <Text size="xs" c="dimmed">
        <Kbd size="xs">J</Kbd> <Kbd size="xs">K</Kbd> {t('caseHome.keys')}
      </Text>
      <Mentions mentions={mentions.data?.mentions ?? []} zone={zone} />
      {found.length === 0 && <Text size="sm">{t('caseHome.none')}</Text>}
      {found.map(({ name, rows }) => (
        <Panel key={name} title={t(`caseHome.section.${name}`)} aside={t('caseHome.count', { count: rows.length })}>
          {rows.map((row) => (
            <Row key={row.id} row={row} looked={looked(row.id, row.version)} now={now} />
          ))}
        </Panel>
      ))}
      {asked.data.nextCursor !== null && (
        <Link to="/cases?marks=open&sort=due" className={css.more}>
          {t('caseHome.more')}
        </Link>
      )}
    </Stack>
  );
}

function Row({ row, looked, now }: { row: CaseRow; looked: 'new' | 'changed' | 'same'; now: number }) {
  const t = useT();
  return (
    <Link to={`/cases/${row.number}`} className={css.row}>
      <span className={css.subject}>{row.subject || row.number}</span>
      <Group gap={6} className={css.marks}>
        {looked !== 'same' && (
          <Badge size="sm" variant="light" color="blue" miw="max-content">
            {t(`caseHome.looked.${looked}`)}
          </Badge>
        )}
        {row.flags.map((flag) => (
          <Badge key={flag} size="sm" variant="light" color="orange" miw="max-content">
            {t(`caseHome.flag.${flag}`)}
          </Badge>
        ))}
        <StateBadge state={row.state} />
      </Group>
      <span className={css.quiet}>
        {[row.number, row.place, row.dueAt === null ? null : leftWords(row.dueAt, now, t)].filter(Boolean).join(' · ')}
      </span>
    </Link>
  );
}

type Mention = (typeof listMentions.result)['_zod']['output']['mentions'][number];

function Mentions({ mentions, zone }: { mentions: readonly Mention[]; zone: string }) {
  const t = useT();
  const language = useLanguage();
  if (mentions.length === 0) return null;
  return (
    <Panel title={t('caseHome.mentions')} aside={t('caseHome.count', { count: mentions.length })}>
      {mentions.map(({ id, number, subject, byName, at }) => (
        <Link key={id} to={`/cases/${number}`} className={css.row}>
          <span className={css.subject}>{t('caseHome.mentionBy', { who: byName, subject })}</span>
          <span className={css.quiet}>
            {number} · {dayAndTime(at, zone, language)}
          </span>
        </Link>
      ))}
    </Panel>
  );
}
