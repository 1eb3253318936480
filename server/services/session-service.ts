/** Opening, pausing and ending an evening; cutting the programme (S1, S3, C6). */
import { cutForAbsence, programmeOf } from '../domain/calls/programme.ts';
import { unpublished } from '../domain/calls/shared-picture.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import * as transitions from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { type CommandAsked, once } from './context.ts';
import { keepSession } from './keep-session.ts';
import { tellNearAnew } from './near-turn.ts';
import { sessionForUpdate, writeDown } from './support.ts';
import { tellOfLeader } from './tell-of-leader.ts';

type Change = (session: SessionRecord, now: number, runningCalls: number) => ReturnType<typeof transitions.start>;

const change = (what: string, decide: Change) => async (input: { sessionId: string }, asked: CommandAsked) => {
  const { tx, now } = asked;
  const before = await sessionForUpdate(tx, input.sessionId);
  const running = await tx.runningCalls(input.sessionId);
  const session = await keepSession(asked, decide(before, now, running.length));
  await writeDown(asked, what, { sessionId: session.id });
  return {};
};

export const sessionHandlers = {
  'session.openLobby': once<'session.openLobby'>(
    change('session.openLobby', (session, now) => transitions.openLobby(session, now)),
  ),
  'session.closeLobby': once<'session.closeLobby'>(
    change('session.closeLobby', (session) => transitions.closeLobby(session)),
  ),
  'session.start': once<'session.start'>(async (input, asked) => {
    await change('session.start', (session, now) => transitions.start(session, now))(input, asked);
    asked.touched.queue(input.sessionId);
    return {};
  }),
  'session.pause': once<'session.pause'>(change('session.pause', (session, now) => transitions.pause(session, now))),
  'session.resume': once<'session.resume'>(async ({ sessionId }, asked) => {
    const before = await sessionForUpdate(asked.tx, sessionId);
    const session = await keepSession(asked, transitions.resume(before, asked.now));
    await writeDown(asked, 'session.resume', { sessionId });
    await tellNearAnew(asked, session);
    return {};
  }),
  'session.changeLeader': once<'session.changeLeader'>(async (input, asked) => {
    const { tx, now } = asked;
    const { sessionId, seatId, what, officialName: name, officialTitle: title, text } = input;
    const change = { seatId, what, official: name !== null && title !== null ? { name, title } : null };
    const session = await keepSession(
      asked,
      transitions.changeLeader(await sessionForUpdate(tx, sessionId), change, now),
    );
    await writeDown(asked, 'session.changeLeader', { sessionId, why: text, data: { ...change } });
    return { told: await tellOfLeader(asked, session, text) };
  }),
  'session.end': once<'session.end'>(
    change('session.end', (session, now, running) => transitions.end(session, running, now)),
  ),
  'programme.restore': once<'programme.restore'>(async ({ sessionId }, asked) => {
    const before = await sessionForUpdate(asked.tx, sessionId);
    const session = await keepSession(asked, transitions.restore(before, asked.now));
    const shown = onProgramme(session, await stageOf(sessionId, asked.tx), asked.now);
    await writeDown(asked, 'programme.restore', { sessionId, ticketId: shown });
    return {};
  }),
  'programme.cut': once<'programme.cut'>(async (input, asked) =>
    cutBy(input.sessionId, asked, asked.actor.kind === 'staff' ? asked.actor.displayName : 'system'),
  ),
};

/** C6: `by` is who is told to have cut. */
async function cutBy(sessionId: string, asked: CommandAsked, by: string): Promise<Record<string, never>> {
  const before = await sessionForUpdate(asked.tx, sessionId);
  await keepSession(asked, transitions.cut(before, by, asked.now));
  await unpublishPictures(asked, sessionId);
  const shown = onProgramme(before, await stageOf(sessionId, asked.tx), asked.now);
  await writeDown(asked, 'programme.cut', { sessionId, ticketId: shown });
  return {};
}

/** C13: what is restored brings no picture back that nobody showed to the public since. */
async function unpublishPictures({ tx }: CommandAsked, sessionId: string): Promise<void> {
  for (const call of await tx.runningCalls(sessionId)) if (call.shared?.publicAt) await tx.saveCall(unpublished(call));
}

interface Stage {
  readonly calls: readonly CallRecord[];
  readonly tickets: ReadonlyMap<string, TicketRecord>;
}

async function stageOf(sessionId: string, tx: CommandAsked['tx']): Promise<Stage> {
  const [calls, tickets] = await Promise.all([tx.runningCalls(sessionId), tx.stageTickets(sessionId)]);
  return { calls, tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])) };
}

/** Whose call the audience sees: what happens to the programme is part of that ticket's record too (K7). */
function onProgramme(session: SessionRecord, { calls, tickets }: Stage, now: number): string | null {
  const { callId } = programmeOf(session, calls, tickets, now);
  return calls.find((call) => call.id === callId)?.ticketId ?? null;
}

/** C6: nobody moderates a public call any more; asked again here, since somebody may have come back meanwhile. */
export async function cutByClock(
  sessionId: string,
  lastModeratorAt: (now: number) => number | null,
  asked: CommandAsked,
): Promise<void> {
  const { tx, now } = asked;
  const before = await sessionForUpdate(tx, sessionId);
  const stage = await stageOf(sessionId, tx);
  const programme = programmeOf(before, stage.calls, stage.tickets, now);
  const decision = cutForAbsence(before, { programme, lastModeratorAt: lastModeratorAt(now), at: now });
  if (!decision.ok) return;
  await keepSession(asked, decision);
  await unpublishPictures(asked, sessionId);
  await writeDown(asked, 'programme.cut', { sessionId, ticketId: onProgramme(before, stage, now) });
}

/** S3: at the closing time, and when the overtime is over. Does nothing when the session moved on meanwhile. */
export async function closeByClock(sessionId: string, asked: CommandAsked): Promise<void> {
  const before = await sessionForUpdate(asked.tx, sessionId);
  const running = await asked.tx.runningCalls(sessionId);
  const decision =
    before.state === 'closing'
      ? transitions.finishClosing(before, running.length, asked.now)
      : transitions.closeByClock(before, running.length, asked.now);
  if (!decision.ok) return;
  const session = await keepSession(asked, decision);
  await writeDown(asked, `session.${session.state}`, { sessionId });
}
