import type { ViewOf } from '../../../shared/views/all.ts';
import { clock } from '../../desk/format.ts';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './log-list.module.css';

/** What was done this evening, by whom and why (Q6), newest first. */
export function LogList({ log, zone }: { log: ViewOf<'moderator'>['log']; zone: string }) {
  const t = useT();
  const language = useLanguage();
  if (log.length === 0) return <p className={css.none}>{t('log.none')}</p>;
  return (
    <ol className={css.list}>
      {log.map((entry) => (
        <li key={entry.id}>
          <time>{clock(entry.at, zone, language)}</time>
          <span>
            {inWords('who', entry.who)} · {inWords('', entry.what)}
            {entry.about ? ` · ${t('ticketNumber', { number: entry.about })}` : ''}
            {entry.why ? <em> {t('log.why', { why: inWords('why', entry.why) })}</em> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
