/** The steps of a case as the desks offer them: grouped by who needs them, the most likely one first, each with its key. */
import type { CaseWork } from '../../../shared/actions/cases.ts';
import { type CaseStep, HAND_BACKS, LEADER_LEVEL, UNREACHED_TO_CLOSE } from '../../../shared/case-steps.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { CaseState } from '../../../shared/states.ts';

/** What the citizen does stands on their own page; of an urgent case somebody takes note at the bar that rings. */
export type DeskStep = Exclude<
  CaseStep,
  'acknowledge' | 'add' | 'answer' | 'withdraw' | 'rate' | 'notSolved' | 'consent'
>;

export const STEP_GROUPS = {
  handle: [
    'sign',
    'draftReply',
    'recordStep',
    'askCitizen',
    'goOn',
    'coAnswer',
    'passOn',
    'askExtension',
    'askHandBack',
  ],
  review: ['firstReview', 'finalReview'],
  dispatch: ['accept', 'dispatch', 'refuse', 'judgeHandBack', 'judgeExtension', 'takeBack', 'extend', 'suspend'],
  press: ['instruct', 'urge', 'supervise', 'setUrgency', 'listHard'],
  after: ['followUp', 'close', 'reopen'],
  order: ['merge', 'split', 'link', 'protect'],
} as const satisfies Record<string, readonly DeskStep[]>;
export type StepGroup = keyof typeof STEP_GROUPS;
export const GROUP_NAMES = Object.keys(STEP_GROUPS) as StepGroup[];

/** No two that one state allows share a letter; the test says so. `n`, `/` and `?` are the page's own. */
export const STEP_KEYS: Record<DeskStep, string> = {
  accept: 'A',
  refuse: 'F',
  instruct: 'I',
  dispatch: 'D',
  sign: 'S',
  askHandBack: 'B',
  judgeHandBack: 'D',
  takeBack: 'K',
  passOn: 'P',
  askExtension: 'T',
  judgeExtension: 'Y',
  extend: 'E',
  askCitizen: 'Q',
  suspend: 'Z',
  goOn: 'G',
  coAnswer: 'O',
  recordStep: 'V',
  draftReply: 'R',
  firstReview: 'R',
  finalReview: 'R',
  followUp: 'F',
  close: 'A',
  reopen: 'O',
  urge: 'U',
  supervise: 'H',
  setUrgency: 'X',
  listHard: 'L',
  merge: 'M',
  split: 'W',
  link: 'C',
  protect: 'J',
};

/** What a state waits for, of which the first that one may take stands in front. */
const NEXT: Partial<Record<CaseState, readonly DeskStep[]>> = {
  submitted: ['accept', 'instruct'],
  accepted: ['dispatch', 'instruct'],
  readByLeader: ['dispatch'],
  reopened: ['dispatch', 'instruct'],
  dispatched: ['sign', 'coAnswer', 'urge'],
  handBackAsked: ['judgeHandBack'],
  inProgress: ['judgeExtension', 'draftReply', 'coAnswer', 'urge'],
  waitingForCitizen: ['goOn'],
  suspended: ['goOn'],
  drafted: ['firstReview', 'coAnswer'],
  firstReviewed: ['finalReview'],
  replied: ['followUp'],
  followedUp: ['close'],
};

/** Done as soon as they are pressed: nothing is asked, and nothing is lost by them. */
export const AT_ONCE: readonly DeskStep[] = ['accept', 'sign'];

/** Whoever takes them is told in the dialog what will come of it. */
export const TELLS_EFFECT = [
  'refuse',
  'dispatch',
  'takeBack',
  'judgeHandBack',
  'judgeExtension',
  'extend',
  'askCitizen',
  'suspend',
  'coAnswer',
  'draftReply',
  'finalReview',
  'followUp',
  'close',
  'reopen',
  'supervise',
  'setUrgency',
  'merge',
  'split',
  'link',
  'protect',
] as const satisfies readonly DeskStep[];
export const tellsEffect = (step: DeskStep): step is (typeof TELLS_EFFECT)[number] =>
  (TELLS_EFFECT as readonly DeskStep[]).includes(step);

/** What can be offered now: of `work.steps` those of a desk that there is something to do about. */
export function offered(work: Pick<CaseWork, 'steps' | 'extension' | 'extensions'>): DeskStep[] {
  const may = new Set<CaseStep>(work.steps);
  return GROUP_NAMES.flatMap((group): readonly DeskStep[] => STEP_GROUPS[group]).filter((step) => {
    if (step === 'judgeExtension' && work.extension === null) return false;
    if (step === 'askExtension' && work.extension !== null) return false;
    return may.has(step);
  });
}

export function likeliest(state: CaseState, work: Pick<CaseWork, 'steps' | 'extension' | 'extensions'>) {
  const may = offered(work);
  return NEXT[state]?.find((step) => may.includes(step)) ?? null;
}

/** Why the server would refuse it, as far as can be told before it is asked. */
export function whyNot(
  step: DeskStep,
  { state, dueAt }: { readonly state: CaseState; readonly dueAt: number | null },
  work: Pick<CaseWork, 'promised' | 'forced' | 'handBacks' | 'level' | 'unreached' | 'rating' | 'linked'>,
  now: number,
): ErrorCode | null {
  switch (step) {
    case 'refuse':
      return work.linked.some(({ how }) => how === 'merged') ? 'OTHERS_MERGED' : null;
    case 'askHandBack':
      if (work.promised) return 'PROMISE_STAYS';
      return work.forced || work.handBacks >= HAND_BACKS ? 'FORCED_STAYS' : null;
    case 'askExtension':
      if (work.promised) return 'PROMISE_STAYS';
      return dueAt !== null && dueAt <= now ? 'DEADLINE_PASSED' : null;
    case 'dispatch':
      return work.level >= LEADER_LEVEL && state !== 'readByLeader' ? 'LEADER_FIRST' : null;
    case 'close':
      if (state !== 'replied' || work.rating !== null) return null;
      return work.unreached < UNREACHED_TO_CLOSE ? 'NOT_FOLLOWED_UP' : null;
    default:
      return null;
  }
}
