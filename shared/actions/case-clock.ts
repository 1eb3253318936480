/** What time does to cases (K3): urgent ones that ring, and what the desks are reminded of. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { URGENCIES, Urgency } from '../states.ts';
import { LIMITS, Line } from '../text.ts';

export const acknowledgeCase = defineAction({
  name: 'case.acknowledge',
  says: 'Takes note of an urgent case; its ringing ends everywhere. The second of two is told who was first.',
  http: { method: 'POST', path: '/api/cases/{caseId}/acknowledge' },
  input: z.object({ caseId: Id }),
  result: z.object({ dueAt: z.nullable(EpochMs) }),
});

export const URGENCY_CHOICES = [...URGENCIES, 'none'] as const;
export const setCaseUrgency = defineAction({
  name: 'case.setUrgency',
  says: 'Calls a case urgent, which then has hours instead of days and rings until somebody takes note of it, or takes that back; with a reason (K3).',
  http: { method: 'POST', path: '/api/cases/{caseId}/urgency' },
  input: z.object({
    caseId: Id,
    version: z.int().check(z.nonnegative()),
    urgency: z.enum(URGENCY_CHOICES),
    reason: Line(LIMITS.reason),
  }),
  result: z.object({ version: z.int(), dueAt: z.nullable(EpochMs) }),
});

/** No personal data and nothing that somebody typed (T5): whoever takes note of it reads the case. */
export const RingingCase = z.object({
  caseId: Id,
  number: z.string(),
  urgency: Urgency,
  openedAt: EpochMs,
  acknowledgeBy: EpochMs,
  dueAt: z.nullable(EpochMs),
});
export type RingingCase = z.infer<typeof RingingCase>;

export const listRingingCases = defineAction({
  name: 'cases.ringing',
  says: 'Urgent cases that nobody has taken note of, oldest first; without personal data.',
  kind: 'query',
  http: { method: 'GET', path: '/api/ringing-cases' },
  input: z.object({}),
  /** `zone`: the county's, for its times. */
  result: z.object({ zone: z.string(), cases: z.array(RingingCase) }),
});

/** Half of the time is over, four fifths are; urged (催办), supervised (督办); nobody has dispatched it in time. */
export const REMINDERS = ['half', 'fourFifths', 'urge', 'supervise', 'dispatch'] as const;
export const Reminder = z.object({
  caseId: Id,
  number: z.string(),
  subject: z.string(),
  what: z.enum(REMINDERS),
  /** Since when. */
  at: EpochMs,
  dueAt: z.nullable(EpochMs),
  unitName: z.nullable(z.string()),
});
export type Reminder = z.infer<typeof Reminder>;

export const listReminders = defineAction({
  name: 'cases.reminders',
  says: 'What time has run out on, or soon will, each case with the last thing it was reminded of: a unit’s own; for supervisors what is urged, supervised or waits for dispatch too long.',
  kind: 'query',
  http: { method: 'GET', path: '/api/case-reminders' },
  input: z.object({}),
  result: z.object({ zone: z.string(), reminders: z.array(Reminder) }),
});
