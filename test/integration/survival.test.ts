/** [T2] [T3] A server that is killed again and again: nothing acknowledged is lost, nothing is there twice. */
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../server/storage/open-store.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import type { ActionName } from '../../shared/actions/all.ts';
import { ChildServer } from '../support/child-server.ts';
import { type HttpClient, joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { approval, SEAT, SESSION } from '../support/evening.ts';
import { PersistentPage, persist } from '../support/persistent.ts';
import { newPlace } from '../support/places.ts';
import { wholeCounty } from '../support/records.ts';
import { quietLog, TEST_FIELD_KEY } from '../support/store-template.ts';

const KILLS = 30;
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

/** Numbers from 0 to 1 that a seed gives again (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Kills the server in the middle of something, after a few commands each time, and starts it again. */
class Killer {
  kills = 0;
  readonly #server: ChildServer;
  readonly #random: () => number;
  #sendsLeft = 3;
  #working: Promise<void> | null = null;
  #failure: unknown = null;

  constructor(server: ChildServer, random: () => number) {
    this.#server = server;
    this.#random = random;
  }

  get done(): boolean {
    if (this.#failure) throw this.#failure;
    return this.kills >= KILLS && this.#working === null;
  }

  /** A command is about to be sent. */
  readonly sending = (): void => {
    if (this.#failure) throw this.#failure;
    this.#sendsLeft -= 1;
    if (this.#sendsLeft > 0 || this.#working || this.kills >= KILLS) return;
    this.#working = this.#kill().catch((error: unknown) => {
      this.#failure = error;
    });
  };

  async #kill(): Promise<void> {
    // Between the beginning of a transaction and its acknowledgement.
    await new Promise((resolve) => setTimeout(resolve, this.#random() * 25));
    await this.#server.kill();
    await this.#server.start();
    this.kills += 1;
    this.#sendsLeft = 2 + Math.floor(this.#random() * 12);
    this.#working = null;
  }
}

class Ledger {
  readonly tickets = new Map<string, number>();
  readonly calls = new Set<string>();
  readonly caseNumbers = new Set<string>();
  readonly promises = new Set<string>();
  readonly acknowledged = new Map<string, number>();
  readonly answered = (name: ActionName): void => {
    this.acknowledged.set(name, (this.acknowledged.get(name) ?? 0) + 1);
  };
}

async function survive(server: string | null, seed: number): Promise<void> {
  const place = await newPlace(server);
  closing.push(() => place.remove());
  const child = await ChildServer.create(place.dataDir, place.databaseUrl);
  closing.push(() => child.kill());
  const ledger = new Ledger();
  const { origin } = child;
  const [caller, walker] = [await signInPhone(origin), await signInPhone(origin)];
  const killer = new Killer(child, randomFrom(seed));
  const page = (http: HttpClient, as: ConstructorParameters<typeof PersistentPage>[1]) =>
    new PersistentPage(http, as, killer.sending, ledger.answered);
  const moderator = page(await signInStaff(origin, 'moderator'), { as: 'moderator', sessionId: SESSION });
  const aide = page(await signInStaff(origin, 'aide'), { as: 'aide', sessionId: SESSION });
  const supervisor = page(await signInStaff(origin, 'supervisor'), null);
  const { units } = await supervisor.http.call('units.list', {});
  const unitId = units[0]?.id ?? '';
  const number = async (http: HttpClient, name: string) => {
    const taken = await page(http, null).call('ticket.take', joinInput(SESSION, name));
    expect(ledger.tickets.has(taken.ticketId)).toBe(false);
    ledger.tickets.set(taken.ticketId, taken.number);
    return {
      ticketId: taken.ticketId,
      own: page(http, { as: 'citizen', sessionId: SESSION, ticketId: taken.ticketId }),
    };
  };
  await moderator.call('session.start', { sessionId: SESSION });

  const toStage = async (name: string) => {
    const { ticketId, own } = await number(caller, name);
    const ticket = { sessionId: SESSION, ticketId };
    await own.call('ticket.enter', { ticketId, participation: 'video' });
    await moderator.call('queue.call', { ...ticket, reason: '试' });
    await own.call('ticket.answer', { ticketId });
    await moderator.call('ticket.approve', approval(ticketId));
    await moderator.call('ticket.toDeck', { ...ticket, seatId: SEAT });
    return { ticketId, own, ticket };
  };
  const openCases: string[] = [];

  const calls = async () => {
    for (let round = 0; !killer.done; round++) {
      const { own, ticket } = await toStage('甲');
      const { callId } = await moderator.call('call.putThrough', ticket);
      expect(ledger.calls.has(callId)).toBe(false);
      ledger.calls.add(callId);
      const call = { sessionId: SESSION, callId };
      const opened = await aide.call('call.openCase', {
        ...call,
        subject: '另一件',
        kind: 'help',
        categoryCode: 'C0101',
      });
      expect(ledger.caseNumbers.has(opened.number)).toBe(false);
      ledger.caseNumbers.add(opened.number);
      openCases.push(opened.caseId);
      const promise = { caseId: opened.caseId, wording: '修好', unitId, dueOn: '2099-01-01', confirmed: false };
      const { promiseId } = await aide.call('promise.record', { ...call, ...promise });
      ledger.promises.add(promiseId);
      await aide.call('promise.readBack', { ...call, promiseId });
      await aide.call('promise.confirm', { ...call, promiseId });
      await aide.call('call.end', { ...call, outcome: 'promised', note: `第${round}次`, whereTo: null, unitId: null });
      own.close();
    }
  };
  const queue = async () => {
    for (let round = 0; !killer.done; round++) {
      const { ticketId, own } = await number(walker, '乙');
      await own.call('ticket.enter', { ticketId, participation: 'audio' });
      await own.call('ticket.stepAway', { ticketId });
      await moderator.call('queue.move', {
        sessionId: SESSION,
        ticketId,
        beforeTicketId: null,
        reason: `第${round}次`,
      });
      await own.call('ticket.comeBack', { ticketId });
      await own.call('ticket.leave', { ticketId });
      own.close();
    }
  };
  const cases = async () => {
    for (let round = 0; !killer.done; round++) {
      const caseId = openCases.at(-1);
      if (caseId) {
        await supervisor.call('case.note', { caseId, text: `记录${round}` });
        await supervisor.call('case.categorise', { caseId, kind: 'complain', categoryCode: 'C0101' });
      } else {
        await persist(() => supervisor.http.call('staff.me', {}), killer.sending);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  await Promise.all([calls(), queue(), cases()]);
  expect(killer.kills).toBe(KILLS);

  // One on the stage, one on deck, one waiting and one away, when it ends once more.
  const live = await toStage('在线');
  const { callId } = await moderator.call('call.putThrough', live.ticket);
  ledger.calls.add(callId);
  const next = await toStage('候场');
  const waiting = await number(walker, '等候');
  await waiting.own.call('ticket.enter', { ticketId: waiting.ticketId, participation: 'video' });
  const away = await number(walker, '离开');
  await away.own.call('ticket.enter', { ticketId: away.ticketId, participation: 'video' });
  await away.own.call('ticket.stepAway', { ticketId: away.ticketId });
  await child.kill();
  await child.start();
  const places = [
    ['live', live],
    ['onDeck', next],
    ['waiting', waiting],
    ['away', away],
  ] as const;
  for (const [state, { own, ticketId }] of places) {
    const socket = await persist(
      () => own.connected(),
      () => undefined,
    );
    expect(await socket.see('ticket', () => true)).toMatchObject({ ticketId, state, entered: true });
  }
  const desk = await persist(
    () => moderator.connected(),
    () => undefined,
  );
  // The table has those who ended too.
  const view = await desk.see('moderator', ({ rows }) => {
    const open = rows.filter((row) => places.some(([state]) => state === row.state));
    return open.length === 4 && open.every((row) => row.presence === 'here');
  });
  expect(view.calls).toMatchObject([{ id: callId }]);
  for (const one of [moderator, aide, ...places.map(([, { own }]) => own)]) one.close();
  await child.kill();

  await nothingLostNothingTwice(place, ledger);
}

async function nothingLostNothingTwice(
  place: { dataDir: string; databaseUrl: string | null },
  ledger: Ledger,
): Promise<void> {
  const { store } = await openStore({ ...place, fieldKey: TEST_FIELD_KEY, log: quietLog });
  try {
    const { read } = store;
    const session = await read.session(SESSION);
    const counts = Object.values(await read.ticketCounts(SESSION)).reduce((sum, one) => sum + one, 0);
    expect(counts).toBe(ledger.tickets.size);
    expect(session?.issued).toBe(ledger.tickets.size);
    expect([...ledger.tickets.values()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: counts }, (_, index) => index + 1),
    );
    for (const [ticketId, number] of ledger.tickets) expect((await read.ticket(ticketId))?.number).toBe(number);

    const calls = await read.callsOfSession(SESSION);
    expect(calls.map((call) => call.id).sort()).toEqual([...ledger.calls].sort());
    expect(calls.filter((call) => call.state === 'ended' && call.outcome !== 'promised')).toEqual([]);
    expect(calls.filter((call) => call.state !== 'ended')).toHaveLength(1);

    const cases = await read.cases({ scope: wholeCounty(DEMO_COUNTY_ID), limit: 100_000 });
    const numbers = cases.map((record) => record.number).sort();
    // A call opens what its desk opened, and its own only where nothing was (K1).
    expect(numbers).toHaveLength(ledger.caseNumbers.size);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.map((number) => Number(number.slice(-6)))).toEqual(numbers.map((_, index) => index + 1));
    for (const number of ledger.caseNumbers) expect(numbers).toContain(number);
    const promises = await read.promisesOfCases(cases.map((record) => record.id));
    expect(promises.map((promise) => promise.id).sort()).toEqual([...ledger.promises].sort());
    expect(promises.every((promise) => promise.confirmedAt !== null)).toBe(true);

    const written = new Map<string, number>();
    const ofSession = await read.auditOfSession(SESSION, 100_000);
    const ofCases = (await Promise.all(cases.map((record) => read.auditOfCase(record.id)))).flat();
    const entries = new Map([...ofSession, ...ofCases].map((entry) => [entry.id, entry]));
    for (const { what } of entries.values()) written.set(what, (written.get(what) ?? 0) + 1);
    for (const [action, times] of ledger.acknowledged) {
      // Opening one more case is written down as the case that was opened.
      if (action === 'call.openCase') expect(written.get('case.open')).toBe(numbers.length);
      else expect(written.get(action), action).toBe(times);
    }
  } finally {
    await store.close();
  }
}

const withSeed = async (server: string | null): Promise<void> => {
  const seed = Number(process.env.DIRECTLINE_TEST_SEED ?? Date.now() % 1_000_000);
  await survive(server, seed).catch((cause: unknown) => {
    throw new Error(`with DIRECTLINE_TEST_SEED=${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  });
};

describe(`[T2] [T3] killed ${KILLS} times during calls, queue changes and case writes`, () => {
  test('on the embedded database', { timeout: 600_000 }, () => withSeed(null));

  const server = process.env.TEST_DATABASE_URL;
  test.skipIf(!server)('on PostgreSQL', { timeout: 600_000 }, () => withSeed(server ?? null));
});
