/** The homes of the supervisor and of the leader: what waits for them, as counts and rows (K2, T5). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { DispatchKind, HandBackReason } from '../states.ts';
import { CaseRow } from './cases.ts';

/** In the order in which the supervisor's home offers them. */
export const SUPERVISE_SECTIONS = [
  'toCheck',
  'toDispatch',
  'handBacks',
  'extensions',
  'finalReview',
  'overdue',
  'supervised',
  'hard',
  'toFollowUp',
  'toClose',
] as const;
export const SuperviseSection = z.enum(SUPERVISE_SECTIONS);
export type SuperviseSection = z.infer<typeof SuperviseSection>;

/** What waits for the leader: to read and instruct, and cases with a report due (交办). */
export const LEADER_SECTIONS = ['toRead', 'reports'] as const;
export const LeaderSection = z.enum(LEADER_SECTIONS);
export type LeaderSection = z.infer<typeof LeaderSection>;
export type DeskSection = SuperviseSection | LeaderSection;

/** More than so many are not counted: the desk says “and more”. */
export const MOST_COUNTED = 1000;

const UnitRef = z.object({ id: Id, name: z.string() });

/** A case with what one must know to act on it without opening it. */
export const DeskRow = z.object({
  ...CaseRow.shape,
  version: z.int(),
  mainUnitId: z.nullable(Id),
  /** Units that it complains of: never dispatched to them (K2). */
  aboutUnitIds: z.array(Id),
  dispatchKind: z.nullable(DispatchKind),
  /** Since when its time counts. */
  startsAt: EpochMs,
  /** A unit has to have it by then; `null`: one has. */
  dispatchBy: z.nullable(EpochMs),
  urgent: z.boolean(),
  promised: z.boolean(),
  level: z.int(),
  handBacks: z.int(),
  urges: z.int(),
  supervised: z.boolean(),
  hard: z.nullable(z.string()),
  handBack: z.nullable(
    z.object({ reason: HandBackReason, basis: z.string(), betterUnit: z.nullable(UnitRef), at: EpochMs }),
  ),
  extension: z.nullable(z.object({ days: z.int(), reason: z.string(), at: EpochMs })),
  unreached: z.int(),
});
export type DeskRow = z.infer<typeof DeskRow>;

const Section = { count: z.int(), rows: z.array(DeskRow) };

export const superviseHome = defineAction({
  name: 'supervise.home',
  says: 'What waits for the supervisor: of each section how many (at most 1,000 are counted) and the first rows; overdue ones by unit.',
  kind: 'query',
  http: { method: 'GET', path: '/api/supervise' },
  input: z.object({}),
  result: z.object({
    sections: z.array(z.object({ section: SuperviseSection, ...Section })),
    overdueByUnit: z.array(z.object({ unit: z.nullable(UnitRef), count: z.int() })),
  }),
});

export const superviseSection = defineAction({
  name: 'supervise.section',
  says: 'Cases of one section of the supervisor’s home by their deadline, 50 at a time; `cursor` continues.',
  kind: 'query',
  http: { method: 'GET', path: '/api/supervise/{section}' },
  input: z.object({ section: SuperviseSection, unitId: z.optional(Id), cursor: z.optional(Id) }),
  result: z.object({ rows: z.array(DeskRow), nextCursor: z.nullable(Id) }),
});

export const leaderHome = defineAction({
  name: 'leader.home',
  says: 'What waits for the leader: cases to read and instruct, to their post or reopened twice (K5), and those with a report due; how many (at most 1,000 are counted) and the first 50 by their deadline.',
  kind: 'query',
  http: { method: 'GET', path: '/api/leader' },
  input: z.object({}),
  result: z.object({ sections: z.array(z.object({ section: LeaderSection, ...Section })) }),
});

export const revealCasePhone = defineAction({
  name: 'case.revealPhone',
  says: 'Shows the phone number for the follow-up call of one case; who asked and when is written down (T5).',
  http: { method: 'POST', path: '/api/cases/{caseId}/phone' },
  input: z.object({ caseId: Id }),
  result: z.object({ phone: z.string() }),
});
