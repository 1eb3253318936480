/** Promises one under the other; each leads to its case. On a phone each is a block of its own. */
import { Link } from 'react-router';
import type { PromiseRow } from '../../../shared/actions/figures.ts';
import { serverNow } from '../../api/server-time.ts';
import { plainDate } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { StandingBadge } from '../../features/promise-list/standing-badge.tsx';
import { useCountyZone } from '../cases/marks.tsx';
import css from './promises.module.css';

export function PromiseTable({ rows }: { rows: readonly PromiseRow[] }) {
  const t = useT();
  const today = plainDate(serverNow(), useCountyZone());
  return (
    <table className={css.table} aria-label={t('promiseList.title')}>
      <thead>
        <tr>
          {(['wording', 'by', 'unit', 'saidOn', 'dueOn', 'standing'] as const).map((column) => (
            <th scope="col" key={column}>
              {t(`promiseList.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link to={`/cases/${row.caseNumber}`}>{row.wording}</Link>
              <div className={css.quiet}>
                {row.caseNumber} {row.subject}
              </div>
            </td>
            <td data-label={t('promiseList.by')}>{row.by}</td>
            <td data-label={t('promiseList.unit')}>{row.unitName}</td>
            <td data-label={t('promiseList.saidOn')} className={css.date}>
              {row.saidOn}
            </td>
            <td data-label={t('promiseList.dueOn')} className={css.date}>
              {row.dueOn}
            </td>
            <td>
              <StandingBadge row={row} today={today} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
