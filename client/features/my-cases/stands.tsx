/** Where a case stands, in plain words. */
import type { MyCase, MyCaseRow } from '../../../shared/actions/my.ts';
import { dayAndClock } from '../../ui/time.ts';
import { dueWords } from './due.ts';
import { type MyT, useMyT } from './texts.ts';

export function StageTag({ row }: { row: MyCaseRow }) {
  const t = useMyT();
  return <span className={row.stage === 'handled' ? 'tag good' : 'tag'}>{t(`my.stage.${row.stage}`)}</span>;
}

/** Who has it, and until when. */
export function standsWords(row: MyCaseRow, zone: string, t: MyT): string {
  if (row.expected === 'answer') return t('my.says.question', { unit: row.unitName ?? t('my.theUnit') });
  if (row.stage === 'waiting') return t('my.says.waiting');
  if (row.stage !== 'handling') return t(`my.says.${row.stage}`);
  const unit = row.unitName;
  const said = unit === null ? t('my.says.again') : t('my.says.handling', { unit });
  return row.dueAt === null ? said : said + t('my.says.until', { date: dueWords(row.dueAt, zone) });
}

export function Progress({ of }: { of: MyCase }) {
  const t = useMyT();
  return (
    <section className="card">
      <h2>{t('my.progress')}</h2>
      <ol className="way">
        {of.progress.map(({ step, at, done }) => (
          <li key={step} data-done={done || undefined}>
            <span>
              {step === 'withUnit' && of.unitName
                ? t('my.step.withUnitNamed', { unit: of.unitName })
                : t(`my.step.${step}`)}
              {!done && <span className="soft"> {t('my.notYet')}</span>}
            </span>
            {at !== null && (
              <time className="soft" dateTime={new Date(at).toISOString()}>
                {dayAndClock(at, of.zone)}
              </time>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
