/** What can be done with a case (K1–K6), in the order in which desks offer it; who may, and from which state: `server/domain/cases/steps.ts`. */
import * as z from 'zod/mini';

export const CASE_STEP_NAMES = [
  'accept',
  'refuse',
  'instruct',
  'dispatch',
  'sign',
  'askHandBack',
  'judgeHandBack',
  'takeBack',
  'passOn',
  'askExtension',
  'judgeExtension',
  'extend',
  'askCitizen',
  'suspend',
  'goOn',
  'coAnswer',
  'recordStep',
  'draftReply',
  'firstReview',
  'finalReview',
  'followUp',
  'close',
  'reopen',
  'urge',
  'supervise',
  'acknowledge',
  'setUrgency',
  'listHard',
  'merge',
  'split',
  'link',
  'protect',
  'add',
  'answer',
  'withdraw',
  'rate',
  'notSolved',
  'consent',
] as const;
export const CaseStep = z.enum(CASE_STEP_NAMES);
export type CaseStep = z.infer<typeof CaseStep>;

/** After so many the supervisor's next dispatch is the last word (裁定承办, K4). */
export const HAND_BACKS = 2;
/** Follow-up calls without an answer after which a case may be closed. */
export const UNREACHED_TO_CLOSE = 3;
/** From this level on only a leader's word sends a case anywhere (K5). */
export const LEADER_LEVEL = 2;
