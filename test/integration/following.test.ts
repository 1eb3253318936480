/**
 * What a session's views are made of is kept and brought up to date by what was written since. Whatever happens, pages
 * have what a process would tell them that has just started and reads everything.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TABLES } from '../../client/realtime/tables.ts';
import { ViewStore } from '../../client/realtime/view-store.ts';
import type { Member } from '../../server/realtime/members.ts';
import { SessionChannel } from '../../server/realtime/session-channel.ts';
import type { ViewMessage } from '../../shared/views/all.ts';
import type { TableChange } from '../../shared/views/table-change.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, newPhone, SocketClient, signInPhone } from '../support/clients.ts';
import { approval, type Evening, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { quietLog } from '../support/store-template.ts';

const STEPS = 120;
const NOW = Date.now();
let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

/** A channel with a page of each kind that keeps what it was sent last. */
class Pages {
  readonly channel: SessionChannel;
  readonly shown = new Map<string, unknown>();

  private constructor() {
    const deps = {
      store: app.deps.store,
      media: { sending: () => [], recording: () => null },
      clock: () => NOW,
      log: quietLog,
    };
    this.channel = new SessionChannel(SESSION, deps as never);
  }

  static async create(ticketIds: Iterable<string>): Promise<Pages> {
    const pages = new Pages();
    for (const as of ['moderator', 'aide', 'audience'] as const) await pages.open(as, as, null, null);
    await pages.open('official', 'official', null, SEAT);
    await pages.open('duty', 'duty', null, 'seat-2');
    for (const ticketId of ticketIds) await pages.open(ticketId, 'citizen', ticketId, null);
    return pages;
  }

  async open(id: string, as: Member['as'], ticketId: string | null, seatId: string | null): Promise<void> {
    const views = new ViewStore(TABLES);
    const take = (message: ViewMessage) => {
      views.accept(message);
      this.shown.set(`${id} ${message.view}`, views.get(message.view));
    };
    const takeChange = (change: TableChange) => {
      if (!views.acceptChange(change)) throw new Error(`${id} has not the table that ${change.view} changes`);
      this.shown.set(`${id} ${change.view}`, views.get(change.view));
    };
    const member: Member = {
      socketId: id,
      as,
      ticketId,
      isTaker: false,
      personId: null,
      seatId,
      helperId: null,
      dismiss: () => undefined,
      heardAt: () => NOW,
      send: take,
      sendEncoded: ({ packet }) => {
        const [event, message] = JSON.parse(packet.slice(1));
        if (event === 'change') takeChange(message);
        else take(message);
      },
    };
    this.channel.add(member);
    for (const message of await this.channel.viewsFor(member)) take(message);
  }

  close(id: string): void {
    this.channel.remove(id);
    for (const key of this.shown.keys()) if (key.startsWith(`${id} `)) this.shown.delete(key);
  }
}

interface Resident {
  readonly ticketId: string;
  readonly socket: SocketClient;
}

/** Numbers from 0 to 1 that a seed gives again (xorshift). */
function randomFrom(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

async function take(http: HttpClient, name: string): Promise<Resident> {
  const { ticketId } = await http.call('ticket.take', joinInput(SESSION, name));
  return { ticketId, socket: await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId }) };
}

test('[Q1] a long story leaves every page with what a new process tells', async () => {
  const seed = Number(process.env.DIRECTLINE_TEST_SEED ?? Date.now() % 1_000_000);
  const random = randomFrom(seed);
  const one = <Kind>(of: readonly Kind[]): Kind => of[Math.floor(random() * of.length)] as Kind;
  const shared = await signInPhone(app.origin, newPhone());
  const residents = [await take(shared, '李秀英'), await take(shared, '李大山')];
  for (const name of ['王建国', '赵敏', '孙丽']) residents.push(await take(await signInPhone(app.origin), name));
  const long = await Pages.create(residents.map(({ ticketId }) => ticketId));
  const { moderator } = evening;
  const calls: string[] = [];
  const reason = '试';
  let done = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const { ticketId, socket } = one(residents);
    const ticket = { sessionId: SESSION, ticketId };
    const acts: (() => Promise<unknown>)[] = [
      () => socket.call('ticket.enter', { ticketId, participation: one(['video', 'audio', 'phone'] as const) }),
      () => socket.call('ticket.stepAway', { ticketId }),
      () => socket.call('ticket.comeBack', { ticketId }),
      () => socket.call('ticket.answer', { ticketId }),
      () => moderator.call('queue.call', { ...ticket, reason }),
      () => moderator.call('queue.move', { ...ticket, beforeTicketId: null, reason }),
      () => moderator.call('queue.return', { ...ticket, reason }),
      () => moderator.call('ticket.approve', approval(ticketId)),
      () => moderator.call('ticket.toDeck', { ...ticket, seatId: SEAT }),
      () => moderator.call('queue.send', { ...ticket, toSeatId: one([null, 'seat-2']), reason }),
      () =>
        moderator.call('message.send', {
          sessionId: SESSION,
          ticketId: one([ticketId, null]),
          text: `第${step}句`,
          alsoSms: false,
        }),
      () => moderator.call(one(['session.pause', 'session.resume'] as const), { sessionId: SESSION }),
      async () => void calls.push((await moderator.call('call.putThrough', ticket)).callId),
      async () => {
        const callId = calls.pop() ?? '';
        const ending = { outcome: 'failed', note: '线路', whereTo: null, unitId: null } as const;
        await moderator.call('call.end', { sessionId: SESSION, callId, ...ending });
      },
      // A page that goes and comes again is told everything anew.
      async () => {
        long.close(ticketId);
        if (random() < 0.7) await long.open(ticketId, 'citizen', ticketId, null);
      },
    ];
    // Whatever is refused changes nothing.
    await one(acts)().then(
      () => {
        done += 1;
      },
      () => undefined,
    );
    await long.channel.refresh();
    const open = residents.flatMap(({ ticketId }) =>
      long.channel.ticketSeenAt(ticketId, Date.now()) === null ? [] : ticketId,
    );
    const fresh = await Pages.create(open);
    await fresh.channel.refresh();
    expect(Object.fromEntries(long.shown), `seed ${seed}, step ${step}`).toEqual(Object.fromEntries(fresh.shown));
    fresh.channel.close();
  }
  expect(done).toBeGreaterThan(STEPS / 6);
  long.channel.close();
});
