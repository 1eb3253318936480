/** How many of the leader's promises stand how, and by name those that are not kept or soon have to be. */
import { Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { DUE_SOON_DAYS, listPromises, type PromiseRow } from '../../../shared/actions/figures.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { day, plainDate } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useCountyZone } from '../../pages/cases/marks.tsx';
import { LOOKS_EVERY_MS } from '../../pages/supervise/parts.ts';
import { daysUntil } from '../promise-list/standing.ts';
import { StandingBadge } from '../promise-list/standing-badge.tsx';
import css from './leader-home.module.css';

const MOST_NAMED = 3;
const TILES = ['running', 'broken', 'late', 'kept'] as const;

export function OwnPromises() {
  const t = useT();
  const own = useMe().roles.includes('official');
  const today = plainDate(serverNow(), useCountyZone());
  const running = useAsk(listPromises, { mine: 'yes', standing: 'running' }, { everyMs: LOOKS_EVERY_MS });
  const broken = useAsk(listPromises, { mine: 'yes', standing: 'broken' }, { everyMs: LOOKS_EVERY_MS });
  if (running.isPending) return <Skeleton h={200} />;
  if (running.error && !running.data) return <Trouble refusal={running.error} onRetry={() => void running.refetch()} />;
  const { counts } = running.data;
  const soon = running.data.promises.filter(({ dueOn }) => daysUntil(dueOn, today) <= DUE_SOON_DAYS);
  const named = [...(broken.data?.promises ?? []).slice(0, MOST_NAMED), ...soon.slice(0, MOST_NAMED)];
  const none = TILES.every((one) => counts[one] === 0);
  return (
    <Panel title={t(`leaderHome.${own ? 'own' : 'theirs'}.promises`)}>
      {none ? (
        <Text>{t('promiseList.none')}</Text>
      ) : (
        <>
          <div className={css.tiles}>
            {TILES.map((one) => (
              <Link key={one} to={`/desk/promises?standing=${one}`} className={css.tile}>
                <span className={css.number}>{counts[one]}</span>
                <span className={css.label}>{t(`promiseList.standings.${one}`)}</span>
                {one === 'running' && counts.dueSoon > 0 && (
                  <span className={css.quiet}>{t('leaderHome.soon', { count: counts.dueSoon })}</span>
                )}
              </Link>
            ))}
          </div>
          <ul className={css.rows}>
            {named.map((row) => (
              <li key={row.id}>
                <Named row={row} today={today} />
              </li>
            ))}
          </ul>
          <Link to="/desk/promises" className={css.way}>
            {t('leaderHome.allPromises')}
          </Link>
        </>
      )}
    </Panel>
  );
}

function Named({ row, today }: { row: PromiseRow; today: string }) {
  const t = useT();
  const language = useLanguage();
  return (
    <Link to={`/cases/${row.caseNumber}`} className={css.row}>
      <span className={css.subject}>{row.wording}</span>
      <span className={css.facts}>
        <span>{row.unitName}</span>
        <span>{t('leaderHome.by', { day: day(Date.parse(`${row.dueOn}T12:00:00Z`), 'UTC', language) })}</span>
        <StandingBadge row={row} today={today} />
      </span>
    </Link>
  );
}
