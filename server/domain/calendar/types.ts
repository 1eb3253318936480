/** Evenings as they are planned. Lengths in milliseconds; dates `YYYY-MM-DD` in the county's zone. */
import type { SeatRecord, SessionFacts } from '../sessions/types.ts';
import type { Recurrence } from './recurrence.ts';

/** What one evening is like, whenever it takes place. */
export type EveningFacts = Pick<
  SessionFacts,
  'title' | 'topic' | 'scope' | 'public' | 'recorded' | 'delayMs' | 'capacity' | 'callLengthMs' | 'overtimeMs' | 'ratio'
> & { readonly lengthMs: number; readonly seats: readonly SeatRecord[] };

export interface SeriesRecord extends Recurrence {
  readonly id: string;
  readonly countyId: string;
  readonly evening: EveningFacts;
}

export interface CalendarDayRecord {
  readonly date: string;
  readonly works: boolean;
  readonly name: string;
}
