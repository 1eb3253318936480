/**
 * Who leads a case from which state on: the one table of the loop (T1, K2). `policy.ts` reads the roles and states of
 * every case action from here; whether somebody of that role has a hand in this very case is `handsOf`.
 */
import { CASE_STEP_NAMES, type CaseStep } from '../../../shared/case-steps.ts';
import { actsAs, type StaffRole } from '../../../shared/roles.ts';
import { CASE_STATES, type CaseState, UNDISPATCHED, WITH_UNIT } from '../../../shared/states.ts';
import type { Actor, PersonRecord } from '../people/types.ts';
import { isKeptFrom } from './access.ts';
import type { CaseFacts } from './types.ts';

/** As what somebody has to do with one case. */
export type CaseHand =
  | 'clerk'
  | 'moderator'
  | 'supervisor'
  /** The leader, or the aide who carries the leader's word. */
  | 'leader'
  | 'mainUnit'
  | 'mainHead'
  | 'coUnit'
  /** Whose matter it is. */
  | 'citizen';

export interface CaseStepRule {
  readonly by: readonly CaseHand[];
  readonly from: readonly CaseState[];
}

const OPEN = [...UNDISPATCHED, ...WITH_UNIT, 'replied', 'followedUp'] as const satisfies readonly CaseState[];
const HELD = ['dispatched', 'inProgress'] as const satisfies readonly CaseState[];
const DESK = ['clerk', 'moderator', 'supervisor'] as const satisfies readonly CaseHand[];
const UNIT = ['mainUnit', 'mainHead'] as const satisfies readonly CaseHand[];

export const CASE_STEPS = {
  accept: { by: DESK, from: ['submitted'] },
  refuse: { by: ['clerk', 'supervisor'], from: UNDISPATCHED },
  instruct: { by: ['leader'], from: [...UNDISPATCHED, ...WITH_UNIT] },
  dispatch: { by: ['supervisor'], from: UNDISPATCHED },
  sign: { by: UNIT, from: ['dispatched'] },
  askHandBack: { by: UNIT, from: HELD },
  judgeHandBack: { by: ['supervisor'], from: ['handBackAsked'] },
  /** Moved to another unit by the supervisor's own word. */
  takeBack: { by: ['supervisor'], from: HELD },
  passOn: { by: UNIT, from: HELD },
  askExtension: { by: UNIT, from: HELD },
  judgeExtension: { by: ['supervisor'], from: WITH_UNIT },
  extend: { by: ['supervisor'], from: HELD },
  askCitizen: { by: UNIT, from: ['inProgress'] },
  suspend: { by: ['supervisor'], from: ['inProgress'] },
  goOn: { by: [...UNIT, 'supervisor'], from: ['waitingForCitizen', 'suspended'] },
  coAnswer: { by: ['coUnit'], from: WITH_UNIT },
  recordStep: { by: [...UNIT, 'coUnit'], from: ['inProgress', 'waitingForCitizen', 'suspended', 'drafted'] },
  draftReply: { by: UNIT, from: ['inProgress'] },
  firstReview: { by: ['mainHead'], from: ['drafted'] },
  finalReview: { by: ['supervisor'], from: ['firstReviewed'] },
  followUp: { by: ['supervisor'], from: ['replied'] },
  close: { by: ['supervisor'], from: ['replied', 'followedUp'] },
  reopen: { by: ['supervisor'], from: ['replied', 'followedUp', 'closed'] },
  urge: { by: ['supervisor', 'leader'], from: WITH_UNIT },
  supervise: { by: ['supervisor', 'leader'], from: [...UNDISPATCHED, ...WITH_UNIT] },
  /** Takes note of an urgent one that rings. */
  acknowledge: { by: ['moderator', 'supervisor'], from: [...UNDISPATCHED, ...WITH_UNIT] },
  setUrgency: { by: DESK, from: [...UNDISPATCHED, ...WITH_UNIT] },
  listHard: { by: ['supervisor'], from: WITH_UNIT },
  merge: { by: ['clerk', 'supervisor'], from: [...UNDISPATCHED, 'dispatched', 'inProgress'] },
  split: { by: ['clerk', 'supervisor', ...UNIT], from: [...UNDISPATCHED, ...HELD] },
  link: { by: [...DESK, ...UNIT], from: OPEN },
  /** Names whom it complains of, or seals it (K2). */
  protect: { by: DESK, from: OPEN },
  add: { by: ['citizen'], from: OPEN },
  answer: { by: ['citizen'], from: ['waitingForCitizen'] },
  withdraw: { by: ['citizen'], from: ['submitted', 'accepted'] },
  rate: { by: ['citizen'], from: ['replied', 'followedUp', 'closed', 'merged'] },
  notSolved: { by: ['citizen'], from: ['replied', 'followedUp', 'closed', 'merged'] },
  /** To the publication of it: given and taken back at any time, after an end too (T6). */
  consent: { by: ['citizen'], from: CASE_STATES },
} as const satisfies Record<CaseStep, CaseStepRule>;

/** Which roles have this hand, in some case. */
const ROLES_OF_HAND: Record<CaseHand, readonly (StaffRole | 'citizen')[]> = {
  clerk: ['clerk', 'inspector'],
  moderator: ['moderator'],
  supervisor: ['supervisor', 'inspector'],
  leader: ['official', 'aide'],
  mainUnit: ['caseworker'],
  mainHead: ['unitHead'],
  coUnit: ['caseworker', 'unitHead'],
  citizen: ['citizen'],
};

export const rolesOfStep = (step: CaseStep): (StaffRole | 'citizen')[] => [
  ...new Set(CASE_STEPS[step].by.flatMap((hand) => ROLES_OF_HAND[hand])),
];

/**
 * As what somebody may act on this case. Nothing for whoever it is kept from (K2). A sealed one is in the inspector's
 * hands alone, who checks, dispatches and closes it in place of clerk and supervisor.
 */
export function handsOf(
  actor: Actor,
  record: Pick<CaseFacts, 'countyId' | 'sealed' | 'aboutUnitIds' | 'aboutPersonIds' | 'mainUnitId' | 'coUnitIds'>,
  person: Pick<PersonRecord, 'phoneId'> | null,
): ReadonlySet<CaseHand> {
  const hands = new Set<CaseHand>();
  if (actor.countyId !== record.countyId) return hands;
  if (actor.kind === 'citizen') return person?.phoneId === actor.phoneId ? hands.add('citizen') : hands;
  if (actor.kind !== 'staff' || isKeptFrom(actor, record)) return hands;
  for (const role of actsAs(actor.roles)) {
    switch (role) {
      case 'moderator':
        hands.add('moderator');
        break;
      case 'clerk':
      case 'supervisor':
        hands.add(role);
        break;
      case 'official':
      case 'aide':
        hands.add('leader');
        break;
      case 'inspector':
        if (record.sealed) hands.add('clerk').add('supervisor');
        break;
      case 'caseworker':
      case 'unitHead':
        if (actor.unitId === null) break;
        if (actor.unitId === record.mainUnitId) hands.add(role === 'unitHead' ? 'mainHead' : 'mainUnit');
        else if (record.coUnitIds.includes(actor.unitId)) hands.add('coUnit');
        break;
      case 'administrator':
      case 'villageOfficer':
      case 'terminal':
        break;
    }
  }
  return hands;
}

/** What somebody of these hands may do with a case in this state; whether it is refused for another reason is the step's. */
export const stepsOf = (hands: ReadonlySet<CaseHand>, state: CaseState): CaseStep[] =>
  CASE_STEP_NAMES.filter((step) => {
    const { by, from }: CaseStepRule = CASE_STEPS[step];
    return from.includes(state) && by.some((hand) => hands.has(hand));
  });
