/** What the leader of an evening is to know beforehand. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseState } from '../states.ts';
import { PlainDate } from '../text.ts';

export const BriefingPromise = z.object({
  caseNumber: z.string(),
  subject: z.string(),
  wording: z.string(),
  unitName: z.string(),
  dueOn: PlainDate,
  overdue: z.boolean(),
});
export type BriefingPromise = z.infer<typeof BriefingPromise>;

export const BriefingPerson = z.object({
  number: z.int(),
  /** `null` for a role that sees no names (T5). */
  name: z.nullable(z.string()),
  publicName: z.string(),
  placeName: z.string(),
  /** Empty where a role sees approved words only and these are not. */
  subject: z.string(),
  /** `null` for a role that sees no remarks. */
  more: z.nullable(z.string()),
  /** About when; `null` once in the waiting room. */
  slotAt: z.nullable(EpochMs),
  earlierVisits: z.int(),
  /** Newest first. */
  cases: z.array(z.object({ number: z.string(), subject: z.string(), state: CaseState, openedAt: EpochMs })),
  promises: z.array(BriefingPromise),
});
export type BriefingPerson = z.infer<typeof BriefingPerson>;

export const Briefing = z.object({
  session: z.object({
    id: Id,
    number: z.int(),
    title: z.string(),
    topic: z.string(),
    startsAt: EpochMs,
    endsAt: EpochMs,
    zone: z.string(),
    seats: z.array(z.object({ name: z.string(), officialName: z.string(), officialTitle: z.string() })),
  }),
  madeAt: EpochMs,
  people: z.int(),
  /** By category, those without one last; within each in the order of service. */
  groups: z.array(
    z.object({
      categoryCode: z.nullable(z.string()),
      categoryName: z.nullable(z.string()),
      people: z.array(BriefingPerson),
    }),
  ),
  /** Of the evening before, confirmed and not settled, by date (C8). */
  open: z.array(BriefingPromise),
});
export type Briefing = z.infer<typeof Briefing>;

export const openBriefing = defineAction({
  name: 'briefing.open',
  says: 'Who booked for an evening and with what, earlier cases and open promises, as far as the role may see (T5). The look is written down.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/briefing' },
  input: z.object({ sessionId: Id }),
  result: Briefing,
});
