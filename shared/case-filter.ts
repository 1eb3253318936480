/** What a list of cases is asked for: the same fields in an address, an action and a saved view. */
import * as z from 'zod/mini';
import { Id } from './ids.ts';
import { CASE_STATES, CaseChannel, CaseKind, type CaseState, Urgency } from './states.ts';
import { LIMITS, Line, PlainDate } from './text.ts';

/** Facts of a case, whatever its state: urged, supervised, listed as hard, reopened at least once, promised on air. */
export const CASE_FLAGS = ['urged', 'supervised', 'hard', 'reopened', 'promised'] as const;
export type CaseFlag = (typeof CASE_FLAGS)[number];

/** `open`: not over. `mine`: waits for a step of a role of whoever asks. `dueSoon`: within two days. */
export const CASE_MARKS = ['open', 'mine', 'overdue', 'dueSoon', ...CASE_FLAGS] as const;
export type CaseMark = (typeof CASE_MARKS)[number];
export const DUE_SOON_MS = 2 * 86_400_000;

export const CASE_SORTS = ['opened', 'changed', 'due'] as const;
export const CaseSort = z.enum(CASE_SORTS);
export type CaseSort = z.infer<typeof CaseSort>;

export const CASE_GROUPINGS = ['unit', 'category', 'state', 'place'] as const;
export const CaseGrouping = z.enum(CASE_GROUPINGS);
export type CaseGrouping = z.infer<typeof CaseGrouping>;

/** Some of the words of a list, with commas between them: an address and a query have text alone. */
const someOf = (words: readonly string[]) => {
  const one = `(?:${words.join('|')})`;
  return z.string().check(z.regex(new RegExp(`^${one}(?:,${one}){0,19}$`)));
};

export const CASE_FILTER = {
  state: z.optional(someOf(CASE_STATES)),
  kind: z.optional(CaseKind),
  /** Of either level. */
  category: z.optional(Line(20)),
  /** Its main unit; `none`: no unit has it. */
  unit: z.optional(Id),
  /** A township, or the whole name of a place. */
  place: z.optional(Line(LIMITS.place)),
  channel: z.optional(CaseChannel),
  urgency: z.optional(Urgency),
  marks: z.optional(someOf(CASE_MARKS)),
  /** Opened on this day of the county or later, and until that one. */
  from: z.optional(PlainDate),
  until: z.optional(PlainDate),
  text: z.optional(Line(60)),
};
export const CaseFilter = z.object(CASE_FILTER);
export type CaseFilter = z.infer<typeof CaseFilter>;

export const statesOf = ({ state }: CaseFilter): CaseState[] => (state ? (state.split(',') as CaseState[]) : []);
export const marksOf = ({ marks }: CaseFilter): CaseMark[] => (marks ? (marks.split(',') as CaseMark[]) : []);

/** A place as it is compared: one types `石桥镇石桥村`, a form writes `石桥镇 石桥村`. */
export const comparedPlace = (placeName: string): string => placeName.replace(/\s/gu, '');

/** The township of a place as people write it, `青禾镇东关社区` and the like; a place without one is its own. */
export const townshipOf = (placeName: string): string => /^.{1,12}?(?:镇|乡|街道)/u.exec(placeName)?.[0] ?? placeName;
