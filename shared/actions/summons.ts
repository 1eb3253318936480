/** Calling a department's officer to the stage of a running call, and their answer (C11). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { LIMITS, Line } from '../text.ts';

/** `seatId`: the department's room. */
const ofRoom = { sessionId: Id, callId: Id, seatId: Id };
const nothing = z.object({});

export const summon = defineAction({
  name: 'summons.call',
  says: 'Calls the officer on duty in a department’s room to the stage of a running call: their desk rings. Never a unit that the matter complains of (K2).',
  input: z.object(ofRoom),
  result: nothing,
});
export const acceptSummons = defineAction({
  name: 'summons.accept',
  says: 'The officer of the room joins: sees, hears, is seen and heard by everybody of that stage.',
  input: z.object(ofRoom),
  result: nothing,
});
export const refuseSummons = defineAction({
  name: 'summons.refuse',
  says: 'The officer of the room does not come, with a reason that is written down.',
  input: z.object({ ...ofRoom, reason: Line(LIMITS.reason) }),
  result: nothing,
});
export const leaveSummons = defineAction({
  name: 'summons.leave',
  says: 'The officer of the room leaves the stage; the call goes on.',
  input: z.object(ofRoom),
  result: nothing,
});
export const dismissSummons = defineAction({
  name: 'summons.dismiss',
  says: 'Sends an officer away from the stage, or takes the call back while it rings.',
  input: z.object(ofRoom),
  result: nothing,
});
