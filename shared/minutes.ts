/** The minutes of an evening (本期纪要), as both sides read them. */
import * as z from 'zod/mini';
import { EpochMs, Id } from './ids.ts';
import { Outcome } from './states.ts';
import { PlainDate } from './text.ts';

/**
 * Written by the clerk; waits for 复审, for 终审; public; sent back to the clerk; public once, until a correction took its
 * place; taken off.
 */
export const MINUTES_STAGES = ['draft', 'second', 'final', 'published', 'returned', 'replaced', 'withdrawn'] as const;
export const MinutesStage = z.enum(MINUTES_STAGES);
export type MinutesStage = z.infer<typeof MinutesStage>;

export const MINUTES_LENGTHS = { title: 80, intro: 1000, text: 600 } as const;

/** One call of a leader's seat. What its person does not agree to is empty: whoever reads it reads “a resident”. */
export const MinutesRow = z.object({
  callId: Id,
  /** The public name; '': a resident. */
  who: z.string(),
  township: z.string(),
  /** Of the first level where the words are kept back. */
  categoryCode: z.nullable(z.string()),
  subject: z.string(),
  /** Who answered. */
  official: z.string(),
  outcome: Outcome,
  whereTo: z.string(),
  /** What was answered, in the words of the office. */
  text: z.string(),
  /** Confirmed ones alone (C8); without their wording where the words are kept back. */
  promises: z.array(
    z.object({
      wording: z.string(),
      unitName: z.string(),
      dueOn: PlainDate,
      /** Who promised it, where that is not `official` alone. */
      by: z.optional(z.string()),
    }),
  ),
  /** What was said without being promised (“we will study it”). */
  studied: z.array(z.string()),
  /** Whether its person agrees that the matter is told. */
  told: z.boolean(),
});
export type MinutesRow = z.infer<typeof MinutesRow>;

/** One question of the audience, as a moderator approved it (A3). */
export const MinutesQuestion = z.object({
  id: Id,
  wording: z.string(),
  /** '': a resident. */
  who: z.string(),
  /** Answered while it was on, or a case of its own that is answered in writing (A6). */
  state: z.enum(['answered', 'written']),
  /** What was answered; '' of a case. */
  note: z.string(),
});
export type MinutesQuestion = z.infer<typeof MinutesQuestion>;

export const OutcomeCounts = z.object({
  answered: z.int(),
  promised: z.int(),
  dispatched: z.int(),
  outOfScope: z.int(),
  failed: z.int(),
});

export const MinutesContent = z.object({
  title: z.string(),
  intro: z.string(),
  session: z.object({
    number: z.int(),
    topic: z.string(),
    startsAt: EpochMs,
    endsAt: EpochMs,
    zone: z.string(),
    officials: z.array(z.object({ title: z.string(), name: z.string() })),
  }),
  rows: z.array(MinutesRow),
  questions: z.array(MinutesQuestion),
  /** Every call of the leaders' seats, those that failed and those that no row tells of too. */
  outcomes: OutcomeCounts,
  /** Departments' calls off air: how many, and what came of them. */
  offAir: z.array(z.object({ name: z.string(), outcomes: OutcomeCounts })),
  /** Who was not reached, by what became of them (S4). */
  notReached: z.object({
    nextSession: z.int(),
    phone: z.int(),
    written: z.int(),
    /** Has not chosen yet. */
    undecided: z.int(),
    refused: z.int(),
    left: z.int(),
    noShow: z.int(),
  }),
});
export type MinutesContent = z.infer<typeof MinutesContent>;

export const sumOf = (counts: MinutesContent['outcomes']): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
