/** Departments' officers on the stage of a running call (C11). */
import { Refusal } from '../../shared/errors.ts';
import * as summons from '../domain/calls/summons.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { isRoom } from '../domain/queue/lines.ts';
import { type CommandAsked, once } from './context.ts';
import { callOf, must, notFound, sessionForUpdate, staffOf, writeDown } from './support.ts';

/** An officer of a department's room on the stage of a call. */
export interface OnStageOf {
  readonly sessionId: string;
  readonly callId: string;
  readonly seatId: string;
}
type Decide = (call: CallRecord, running: readonly CallRecord[], by: string) => ReturnType<typeof summons.leave>;

export const summonsHandlers = {
  'summons.call': once<'summons.call'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const seat = session.seats.find((one) => one.id === input.seatId);
    if (!seat || !isRoom(seat)) return notFound();
    const { unitId } = seat.room;
    const before = await callOf(asked.tx, input.callId);
    await refuseIfAbout(asked, before.ticketId, unitId);
    return keep(asked, input, 'summons.call', null, (call, running, by) =>
      summons.summon(call, { seatId: seat.id, unitId }, by, running, asked.now),
    );
  }),
  'summons.accept': once<'summons.accept'>((input, asked) =>
    keep(asked, input, 'summons.accept', null, (call, running, by) =>
      summons.accept(call, input.seatId, by, running, asked.now),
    ),
  ),
  'summons.refuse': once<'summons.refuse'>((input, asked) =>
    keep(asked, input, 'summons.refuse', input.reason, (call, _running, by) =>
      summons.refuse(call, input.seatId, input.reason, by, asked.now),
    ),
  ),
  'summons.leave': once<'summons.leave'>((input, asked) =>
    keep(asked, input, 'summons.leave', null, (call) => summons.leave(call, input.seatId, asked.now)),
  ),
  'summons.dismiss': once<'summons.dismiss'>((input, asked) =>
    keep(asked, input, 'summons.dismiss', null, (call) => summons.dismiss(call, input.seatId, asked.now)),
  ),
};

/** Under the session's lock. */
async function keep(
  asked: CommandAsked,
  of: OnStageOf,
  what: string,
  why: string | null,
  decide: Decide,
): Promise<Record<string, never>> {
  await sessionForUpdate(asked.tx, of.sessionId);
  const running = await asked.tx.runningCalls(of.sessionId);
  const call = must(decide(await callOf(asked.tx, of.callId), running, staffOf(asked.actor).displayName));
  await save(asked, of, call, what, why);
  return {};
}

/** C3: whose desk was gone for longer than a place on stage is kept; whoever left meanwhile has left. */
export async function leaveByClock(of: OnStageOf, asked: CommandAsked): Promise<void> {
  await sessionForUpdate(asked.tx, of.sessionId);
  const call = await asked.tx.call(of.callId);
  const decision = call && summons.leave(call, of.seatId, asked.now);
  if (decision?.ok) await save(asked, of, decision.state, 'summons.lost', 'connectionLost');
}

/** The entry is in the log of every case of the call too (K7). */
async function save(
  asked: CommandAsked,
  { sessionId, callId, seatId }: OnStageOf,
  call: CallRecord,
  what: string,
  why: string | null,
): Promise<void> {
  await asked.tx.saveCall(call);
  const unitId = call.summons.findLast((one) => one.seatId === seatId)?.unitId;
  await writeDown(asked, what, { sessionId, ticketId: call.ticketId, why, data: { callId, seatId, unitId } });
  asked.touched.stage(sessionId);
}

/** K2: neither the unit that a matter of this call complains of nor anybody's who is named in it; a sealed one is nobody's. */
export async function refuseIfAbout({ tx }: CommandAsked, ticketId: string, unitId: string): Promise<void> {
  for (const record of await tx.casesOfTicket(ticketId)) {
    const named = await Promise.all(record.aboutPersonIds.map((personId) => tx.accountOf(personId)));
    const isAbout = record.aboutUnitIds.includes(unitId) || named.some((account) => account?.unitId === unitId);
    if (record.sealed || isAbout) throw new Refusal('COMPLAINS_OF');
  }
}
