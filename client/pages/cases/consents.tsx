/** Which consents were given and withdrawn, to which wording, by whom and when (T6). */
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { dayAndTime } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './cases.module.css';

export function Consents({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  if (detail.consents.length === 0) return null;
  return (
    <Panel title={t('consents.title')}>
      <ol className={css.timeline}>
        {detail.consents.map((entry, index) => (
          <li key={`${entry.ticketId}${entry.at}${entry.scope}${entry.given}`}>
            <time dateTime={new Date(entry.at).toISOString()}>
              {dayAndTime(entry.at, zone, language)} · {inWords('who', entry.by)}
            </time>
            {t(wordsOf(detail.consents, index), { scope: t(`consents.${entry.scope}`) })}
            <span className={css.details}>
              {[t('case.consentVersion', { version: entry.version }), entry.spoken && t('case.consentSpoken')]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Not given from the start, or withdrawn after it was. */
function wordsOf(all: CaseDetail['consents'], index: number) {
  const entry = all[index];
  if (entry?.given) return 'consents.given';
  const before = all
    .slice(0, index)
    .findLast((earlier) => earlier.ticketId === entry?.ticketId && earlier.scope === entry.scope);
  return before?.given ? 'consents.withdrawn' : 'consents.notGiven';
}
