/** Opening, pausing and ending an evening; cutting the programme (S1, S3, C6). */
import * as transitions from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { type CommandAsked, once } from './context.ts';
import { must, sessionForUpdate, writeDown } from './support.ts';

type Change = (session: SessionRecord, now: number, runningCalls: number) => ReturnType<typeof transitions.start>;

const change = (what: string, decide: Change) => async (input: { sessionId: string }, asked: CommandAsked) => {
  const { tx, now } = asked;
  const before = await sessionForUpdate(tx, input.sessionId);
  const running = await tx.runningCalls(input.sessionId);
  const session = must(decide(before, now, running.length));
  await tx.saveSession(session);
  await scheduleClock(asked, session);
  await writeDown(asked, what, { sessionId: session.id });
  asked.touched.stage(session.id);
  return {};
};

/** What happens by itself later: the closing time, and the end of the overtime (S3). */
async function scheduleClock({ tx }: CommandAsked, session: SessionRecord): Promise<void> {
  const data = { sessionId: session.id };
  switch (session.state) {
    case 'lobby':
    case 'live':
      return tx.later({ queue: 'session.close', key: `${session.id}:${session.endsAt}`, at: session.endsAt, data });
    case 'closing':
      return tx.later({
        queue: 'session.endOvertime',
        key: `${session.id}:${session.overtimeUntil}`,
        at: session.overtimeUntil,
        data,
      });
    default:
      return;
  }
}

export const sessionHandlers = {
  'session.openLobby': once<'session.openLobby'>(
    change('session.openLobby', (session, now) => transitions.openLobby(session, now)),
  ),
  'session.closeLobby': once<'session.closeLobby'>(
    change('session.closeLobby', (session) => transitions.closeLobby(session)),
  ),
  'session.start': once<'session.start'>(change('session.start', (session, now) => transitions.start(session, now))),
  'session.pause': once<'session.pause'>(change('session.pause', (session, now) => transitions.pause(session, now))),
  'session.resume': once<'session.resume'>(
    change('session.resume', (session, now) => transitions.resume(session, now)),
  ),
  'session.end': once<'session.end'>(
    change('session.end', (session, now, running) => transitions.end(session, running, now)),
  ),
  'programme.restore': once<'programme.restore'>(
    change('programme.restore', (session, now) => transitions.restore(session, now)),
  ),
  'programme.cut': once<'programme.cut'>(async (input, asked) =>
    cutBy(input.sessionId, asked, asked.actor.kind === 'staff' ? asked.actor.displayName : 'system'),
  ),
};

/** Also used by the clock when no moderator is connected any more (C6). */
export async function cutBy(sessionId: string, asked: CommandAsked, by: string): Promise<Record<string, never>> {
  const before = await sessionForUpdate(asked.tx, sessionId);
  await asked.tx.saveSession(must(transitions.cut(before, by, asked.now)));
  await writeDown(asked, 'programme.cut', { sessionId });
  asked.touched.stage(sessionId);
  return {};
}

/** S3: at the closing time. Does nothing when the session moved on meanwhile. */
export async function closeByClock(sessionId: string, asked: CommandAsked): Promise<void> {
  const before = await sessionForUpdate(asked.tx, sessionId);
  const running = await asked.tx.runningCalls(sessionId);
  const decision =
    before.state === 'closing'
      ? transitions.finishClosing(before, running.length, asked.now)
      : transitions.closeByClock(before, running.length, asked.now);
  if (!decision.ok) return;
  await asked.tx.saveSession(decision.state);
  await scheduleClock(asked, decision.state);
  await writeDown(asked, `session.${decision.state.state}`, { sessionId });
  asked.touched.stage(sessionId);
}
