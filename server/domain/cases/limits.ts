/** How long what may take (K3): a county's configuration, of which these are the defaults. */
import type { CaseKind, Urgency } from '../../../shared/states.ts';

/** Real time, day and night; or working days of the county's calendar, which end with the last one's wall-clock day. */
export type Length = { readonly ms: number } | { readonly workingDays: number };

export interface Limit {
  readonly acknowledge: Length;
  readonly finish: Length;
}

export interface Limits extends Readonly<Record<Urgency | CaseKind, Limit>> {
  /** A promise's date, where it lies further away. */
  readonly promiseAtMost: { readonly workingDays: number };
  /** Not urgent, and nobody has dispatched it. */
  readonly dispatch: Length;
  /** After the limit of a case that is not urgent, in working days. */
  readonly urgedAfter: { readonly workingDays: number };
  readonly supervisedAfter: { readonly workingDays: number };
  /** By code of a category of either level; the second level's goes before the first's, both before the kind's. */
  readonly categories: Readonly<Record<string, Limit>>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const days = (acknowledge: number, finish: number): Limit => ({
  acknowledge: { workingDays: acknowledge },
  finish: { workingDays: finish },
});

export const DEFAULT_LIMITS: Limits = {
  danger: { acknowledge: { ms: 15 * MINUTE_MS }, finish: { ms: 2 * HOUR_MS } },
  utility: { acknowledge: { ms: 2 * HOUR_MS }, finish: { ms: 24 * HOUR_MS } },
  consult: days(1, 5),
  help: days(1, 5),
  suggest: days(2, 10),
  complain: days(1, 15),
  // Nothing is asked for; it is answered as a suggestion is.
  thank: days(2, 10),
  promiseAtMost: { workingDays: 30 },
  dispatch: { workingDays: 1 },
  urgedAfter: { workingDays: 1 },
  supervisedAfter: { workingDays: 5 },
  categories: {},
};
