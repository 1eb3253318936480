/** [T1] Every role that may not, in every state, over the socket: refused by who asks, and nothing is changed. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { RULES, type Rule, type Who } from '../../server/domain/people/policy.ts';
import type { ActionDefinition } from '../../shared/action.ts';
import { ACTIONS, type ActionName } from '../../shared/actions/all.ts';
import { CALL_STATES, SESSION_STATES, TICKET_STATES } from '../../shared/states.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient } from '../support/clients.ts';
import { arrive, connectAs, SEAT, SESSION } from '../support/evening.ts';
import { inputOf } from '../support/examples.ts';
import { callIn, caseIn, sessionIn, ticketIn } from '../support/records.ts';

/** A session with its ticket and its call, in one combination of states. */
interface Target {
  readonly state: string;
  readonly sessionId: string;
  readonly ticketId: string;
  readonly callId: string;
  readonly caseId: string;
}
interface Asker {
  readonly is: string;
  readonly as: readonly Who[];
  readonly socket: SocketClient;
}

let app: TestApp;
let askers: Asker[] = [];
const targets: Target[] = [];

beforeAll(async () => {
  app = await startTestApp();
  const { origin } = app;
  const citizen = await arrive(origin);
  const nobody = new HttpClient(origin);
  askers = [
    {
      is: 'audience',
      as: ['anyone'],
      socket: await SocketClient.connect(nobody, { as: 'audience', sessionId: SESSION }),
    },
    { is: 'check', as: ['anyone', 'check'], socket: await SocketClient.connect(nobody, { as: 'check' }) },
    { is: 'citizen', as: ['anyone', 'citizen'], socket: citizen.socket },
    { is: 'aide', as: ['anyone', 'aide'], socket: await connectAs(origin, 'aide') },
    { is: 'screen', as: ['anyone', 'official'], socket: await connectAs(origin, 'official') },
    { is: 'moderator', as: ['anyone', 'moderator'], socket: await connectAs(origin, 'moderator') },
  ];
  // Of the citizen who asks: owning the ticket gives no right of a desk.
  const { personId = '' } = (await app.deps.store.read.ticket(citizen.ticketId)) ?? {};
  await app.deps.store.transaction(async (tx) => {
    for (const state of SESSION_STATES) {
      const session = sessionIn(state);
      await tx.saveSession(session);
      const calls = CALL_STATES.map((call) => ({ ticket: 'live' as const, call }));
      const tickets = TICKET_STATES.map((ticket) => ({ ticket, call: 'ended' as const }));
      // The other sessions need one each: the states of their tickets change nothing in who may.
      const combinations = state === 'live' ? [...tickets, ...calls] : calls.slice(1, 2);
      for (const [index, { ticket: ticketState, call: callState }] of combinations.entries()) {
        const callId = `ca-${randomId()}`;
        const facts = { sessionId: session.id, personId, number: index + 1 };
        const ticket = ticketIn(ticketState, { ...facts, ...(ticketState === 'live' ? { callId } : {}) });
        await tx.insertTicket(ticket);
        await tx.insertCall(callIn(callState, { id: callId, sessionId: session.id, ticketId: ticket.id }));
        const caseId = `cs-${randomId()}`;
        await tx.insertCase(
          caseIn({
            id: caseId,
            countyId: session.countyId,
            number: `DL2026-9${String(targets.length).padStart(5, '0')}`,
            personId,
            ticketId: ticket.id,
            callId,
          }),
        );
        targets.push({
          state: `session ${state}, ticket ${ticketState}, call ${callState}`,
          sessionId: session.id,
          ticketId: ticket.id,
          callId,
          caseId,
        });
      }
    }
  });
}, 300_000);
afterAll(stopApps);

async function recordsOfTargets(): Promise<string> {
  const { read } = app.deps.store;
  const sessions = [...new Set(targets.map(({ sessionId }) => sessionId))];
  return JSON.stringify([
    await Promise.all(sessions.map((id) => read.session(id))),
    await Promise.all(sessions.map((id) => read.callsOfSession(id))),
    await Promise.all(sessions.map((id) => read.auditOfSession(id, 1000))),
    await Promise.all(targets.map(({ ticketId }) => read.ticket(ticketId))),
  ]);
}

/** Ids of records that are there; of others none, where the action takes none. */
function withIds(
  action: ActionDefinition,
  sample: Record<string, unknown>,
  ids: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const named = Object.keys(sample).filter((key) => key.endsWith('Id'));
  const mayBeNull = (key: string) => z.safeParse(action.input, { ...sample, [key]: null }).success;
  const given = named.map((key) => [key, ids[key] ?? (mayBeNull(key) ? null : sample[key])]);
  return { ...sample, ...Object.fromEntries(given) };
}

/** Those of the queue, of calls, of sessions and of the programme, and what a desk does to a ticket. */
const names = [...ACTIONS.values()]
  .filter(
    ({ name, socket, kind }) =>
      socket && kind === 'command' && /^(queue|call|session|programme|promise|ticket|message)\./.test(name),
  )
  .map(({ name }) => [name as ActionName] as const);

describe('[T1] whoever may not is told so in every state', () => {
  test.each(names)('%s', { timeout: 120_000 }, async (name) => {
    const rule: Rule = RULES[name];
    const action = ACTIONS.get(name) ?? expect.fail(name);
    const [sample = {}] = fc.sample(inputOf(action), { numRuns: 1, seed: 7 });
    const others = askers.filter(({ as }) => !rule.who.some((who) => as.includes(who)));
    expect(others.length).toBeGreaterThan(0);
    const before = await recordsOfTargets();
    for (const { is, socket } of others) {
      const acks = await Promise.all(
        targets.map(async ({ state, ...ids }) => {
          const input = withIds(action, sample, { ...ids, seatId: SEAT });
          return { state, ack: await socket.raw({ name, commandId: randomId(), input }) };
        }),
      );
      const code = is === 'audience' || is === 'check' ? 'NOT_SIGNED_IN' : 'FORBIDDEN';
      for (const { state, ack } of acks)
        expect(ack, `${is} in ${state}`).toMatchObject({
          ok: false,
          error: { code },
        });
    }
    expect(await recordsOfTargets()).toBe(before);
  });
});
