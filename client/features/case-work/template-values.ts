/** What placeholders of a template stand for in one case, as its desk reads it. */
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import type { TemplateField } from '../../../shared/templates.ts';
import { hourMinute, wordedDate } from '../../desk/format.ts';

/** Of `detail` what a template needs. */
type Facts = {
  readonly case: Pick<CaseDetail['case'], 'number' | 'subject' | 'place' | 'openedAt' | 'dueAt'>;
  readonly work: Pick<CaseDetail['work'], 'mainUnit' | 'alias' | 'publish'>;
};

interface How {
  readonly now: number;
  readonly zone: string;
  readonly locale: string;
  /** Who is written to where no public name may be used. */
  readonly anybody: string;
}

export function templateValues({ case: row, work }: Facts, { now, zone, locale, anybody }: How) {
  const on = (at: number) => wordedDate(at, zone, locale);
  const { dueAt } = row;
  // The end of a day is midnight of the next.
  const lastDay = dueAt !== null && hourMinute(dueAt, zone, 'en') === '00:00' ? dueAt - 1 : dueAt;
  return {
    number: row.number,
    subject: row.subject,
    unit: work.mainUnit?.name ?? '',
    openedOn: on(row.openedAt),
    dueDate: lastDay === null ? '' : on(lastDay),
    today: on(now),
    // T6: what its person did not agree to publish stays out.
    alias: work.publish && work.alias !== '' ? work.alias : anybody,
    place: row.place,
  } satisfies Record<TemplateField, string>;
}

/** Put in where the cursor is, in place of what is marked; `at`: where the cursor stands then. */
export function putIn(text: string, from: number, until: number, piece: string): { text: string; at: number } {
  return { text: text.slice(0, from) + piece + text.slice(until), at: from + piece.length };
}
