/** Everything that happened to a case, each entry with what it says in detail (K7). */
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { detailWords } from '../../desk/entry-words.ts';
import { dayAndTime } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './cases.module.css';

export function Timeline({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const category = useCategoryPath();
  return (
    <Panel title={t('case.timeline')}>
      <ol className={css.timeline}>
        {detail.timeline.map((entry, index) => {
          const more = detailWords(entry.details, t, category);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a timeline only grows at its end
            <li key={index}>
              <time dateTime={new Date(entry.at).toISOString()}>
                {dayAndTime(entry.at, zone, language)} · {inWords('who', entry.who)}
              </time>
              {inWords('', entry.what)}
              {entry.why ? t('case.why', { why: inWords('why', entry.why) }) : ''}
              {more && <span className={css.details}>{more}</span>}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
