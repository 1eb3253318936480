/** Cases that wait for the leader's word, and those whose unit owes a report (交办); each row opens its case. */
import { Button, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { type DeskRow, type LeaderSection, leaderHome } from '../../../shared/actions/supervise.ts';
import { LEADER_LEVEL } from '../../../shared/case-steps.ts';
import { useAsk } from '../../desk/ask.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { countOf, LOOKS_EVERY_MS } from '../../pages/supervise/parts.ts';
import { leftWords, useMinute } from '../case-work/left.ts';
import css from './leader-home.module.css';

/** So many are seen at a glance; the others come at a press. */
const FIRST = 5;

export function ToRead() {
  const asked = useAsk(leaderHome, {}, { everyMs: LOOKS_EVERY_MS });
  if (asked.isPending) return <Skeleton h={300} />;
  if (asked.error && !asked.data) return <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />;
  return (
    <div className={css.column}>
      {asked.data.sections.map(
        ({ section, count, rows }) =>
          // That nothing is to be read is good to know; that no report is due says nothing.
          (section === 'toRead' || count > 0) && <Section key={section} section={section} count={count} rows={rows} />,
      )}
    </div>
  );
}

function Section({ section, count, rows }: { section: LeaderSection; count: number; rows: readonly DeskRow[] }) {
  const t = useT();
  const own = useMe().roles.includes('official');
  const now = useMinute();
  const [whole, setWhole] = useState(false);
  const shown = whole ? rows : rows.slice(0, FIRST);
  const left = rows.length - shown.length;
  return (
    <Panel
      title={t(`leaderHome.${own ? 'own' : 'theirs'}.${section}`)}
      aside={count > 0 && t('leaderHome.count', { count: countOf(count) })}
    >
      {rows.length === 0 && <Text>{t('leaderHome.nothing')}</Text>}
      <ul className={css.rows}>
        {shown.map((row) => (
          <li key={row.id}>
            <Link to={`/cases/${row.number}`} className={css.row}>
              <span className={css.subject}>{row.subject}</span>
              <span className={css.facts}>
                {section === 'toRead' && (
                  <span>
                    {row.level >= LEADER_LEVEL
                      ? t('leaderHome.again', { count: row.level })
                      : t(`case.kind.${row.kind}`)}
                  </span>
                )}
                {section === 'reports' && <span>{row.mainUnitName}</span>}
                {section === 'reports' && <span>{t(`case.state.${row.state}`)}</span>}
                {row.place && <span>{row.place}</span>}
                {row.dueAt !== null &&
                  (row.dueAt < now ? (
                    <strong>{leftWords(row.dueAt, now, t)}</strong>
                  ) : (
                    <span>{leftWords(row.dueAt, now, t)}</span>
                  ))}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Button variant="default" className={css.more} onClick={() => setWhole(true)}>
          {t('leaderHome.more', { count: left })}
        </Button>
      )}
      {whole && count > rows.length && (
        <Text className={css.quiet}>{t('leaderHome.first', { count: rows.length })}</Text>
      )}
    </Panel>
  );
}
