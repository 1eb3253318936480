/** Sockets that stay open and say nothing: a pulled cable, as the server sees it for the first 40 s. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, SocketClient, signInStaff } from '../support/clients.ts';
import {
  arrive,
  connectAs,
  deck,
  type Evening,
  endCall,
  putThrough,
  type Resident,
  SESSION,
  startEvening,
} from '../support/evening.ts';
import { until } from '../support/until.ts';

const SECOND_MS = 1_000;
let app: TestApp;
let evening: Evening;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  evening = await startEvening(app.origin);
});
afterAll(stopApps);
beforeEach(() => {
  aheadMs = 0;
});

/** Time passes for the server, and these pages go on beating. */
async function pass(seconds: number, beating: readonly SocketClient[]): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 3) {
    aheadMs += Math.min(3, seconds - passed) * SECOND_MS;
    for (const page of beating) await page.call('session.beat', {});
  }
}
const silent = async (): Promise<SocketClient> =>
  SocketClient.connect(
    await signInStaff(app.origin, 'moderator'),
    { as: 'moderator', sessionId: SESSION },
    { beating: false },
  );
/** On a busy machine more than seven seconds may pass before the desk is told. */
const seenHere = (resident: Resident): Promise<true> =>
  until('the page to be here', async () => {
    await resident.socket.call('session.beat', {});
    const view = evening.moderator.view('moderator');
    return view !== undefined && presenceOf(resident.ticketId)(view) === 'here';
  });
const presenceOf = (ticketId: string) => (view: { rows: readonly { ticketId: string; presence: string }[] }) =>
  view.rows.find((row) => row.ticketId === ticketId)?.presence;

describe('[C6] a moderator whose path is dead', () => {
  test('is gone after ten seconds, though the socket is open; one who beats is not', async () => {
    const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    const resident = await arrive(app.origin, { name: '在播' });
    const callId = await putThrough(evening, resident);
    await audience.see('programme', ({ programme }) => programme.state === 'stage');
    const dead = await silent();

    await pass(30, [evening.moderator, resident.socket]);
    await evening.aide.call('call.note', { sessionId: SESSION, callId, note: '一人在' });
    const { programme } = await evening.aide.see('aide', (view) => view.calls[0]?.note === '一人在');
    expect(programme.state).toBe('stage');

    evening.moderator.close();
    await dead.call('session.beat', {});
    await pass(11, [resident.socket]);
    await audience.see('programme', (view) => view.programme.state === 'cut');
    expect(dead.socket.connected).toBe(true);

    await dead.call('programme.restore', { sessionId: SESSION });
    await audience.see('programme', (view) => view.programme.state === 'stage');
    evening = { ...evening, moderator: dead };
    await endCall(evening, callId);
    audience.close();
  });
});

test('[C3][C6] a clock that is set forward by an hour ends nothing of those who are there', async () => {
  const here = await connectAs(app.origin, 'moderator');
  const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
  const live = await arrive(app.origin, { name: '在说' });
  const callId = await putThrough(evening, live);
  await audience.see('programme', ({ programme }) => programme.state === 'stage');
  const silent = await arrive(app.origin, { name: '不在', beating: false });
  await deck(evening, silent);
  await seenHere(silent);

  aheadMs += 3_600 * SECOND_MS;
  await silent.socket.see('ticket', ({ state }) => state === 'waiting');
  expect(audience.view('programme')?.programme.state).toBe('stage');
  expect(live.socket.view('ticket')?.state).toBe('live');

  await endCall(evening, callId);
  for (const page of [here, audience, live.socket, silent.socket]) page.close();
});

describe('[C3] a page on deck whose path is dead', () => {
  test('counts as lost after seven seconds and as here with its next word; after 60 s it is off the deck', async () => {
    const { moderator } = evening;
    const resident = await arrive(app.origin, { name: '候场', beating: false });
    const waiting = await arrive(app.origin, { name: '等候' });
    await deck(evening, resident);
    await seenHere(resident);
    aheadMs += 8 * SECOND_MS;
    const view = await moderator.see('moderator', (one) => presenceOf(resident.ticketId)(one) === 'lost');
    expect(presenceOf(waiting.ticketId)(view)).toBe('here');
    await seenHere(resident);
    aheadMs += 61 * SECOND_MS;
    await resident.socket.see('ticket', ({ state }) => state === 'waiting');
    expect(resident.socket.socket.connected).toBe(true);
  });
});

describe('[C3] [C11] an officer on a stage whose desk is gone', () => {
  const seatId = DEMO_ROOM_ID;
  const officerAt = async (beating: boolean): Promise<SocketClient> =>
    SocketClient.connect(
      await signInStaff(app.origin, 'duty'),
      { as: 'duty', sessionId: SESSION, seatId },
      { beating },
    );
  /** As moderator, aide, screen and citizen have it. */
  const allSee = async (resident: Resident, lost: boolean): Promise<void> => {
    const { moderator, aide, screen } = evening;
    await moderator.see('moderator', ({ summons }) => summons[0]?.lost === lost);
    await aide.see('aide', ({ summons }) => summons[0]?.lost === lost);
    await screen.see('screen', ({ now }) => now?.officers[0]?.lost === lost);
    await resident.socket.see(
      'ticket',
      ({ call }) => call?.onStage.some((one) => one.role === 'officer' && (one.lost ?? false) === lost) === true,
    );
  };

  test('is lost after seven seconds, back with the next word, and has left after 60 s; the room takes its calls again', async () => {
    const officer = await officerAt(false);
    const resident = await arrive(app.origin, { name: '请部门' });
    const callId = await putThrough(evening, resident);
    const ofRoom = { sessionId: SESSION, callId, seatId };
    await evening.moderator.call('summons.call', ofRoom);
    await officer.call('summons.accept', ofRoom);
    await allSee(resident, false);
    aheadMs += 8 * SECOND_MS;
    await allSee(resident, true);
    await officer.call('session.beat', {});
    await allSee(resident, false);

    // A page that is closed is lost at once; opened again within the time it is on the stage still.
    officer.close();
    await allSee(resident, true);
    const again = await officerAt(false);
    await allSee(resident, false);
    again.close();
    await allSee(resident, true);
    await pass(30, [evening.moderator, evening.aide, evening.screen, resident.socket]);
    expect((await app.deps.store.read.call(callId))?.summons).toMatchObject([{ state: 'joined' }]);

    await pass(33, [evening.moderator, evening.aide, evening.screen, resident.socket]);
    await evening.moderator.see('moderator', ({ summons }) => summons.length === 0);
    await resident.socket.see('ticket', ({ call }) => call?.onStage.every(({ role }) => role !== 'officer') === true);
    expect((await app.deps.store.read.call(callId))?.summons).toMatchObject([{ state: 'left' }]);
    const [entry] = await app.deps.store.read.auditOfSession(SESSION, 1);
    expect(entry).toMatchObject({ what: 'summons.lost', why: 'connectionLost', data: { callId, seatId } });
    expect(resident.socket.view('ticket')?.state).toBe('live');

    const free = await officerAt(true);
    const other = await arrive(app.origin, { name: '下一位' });
    const ofOther = { sessionId: SESSION, ticketId: other.ticketId };
    await evening.moderator.call('queue.send', { ...ofOther, toSeatId: seatId, reason: 'department' });
    await free.call('room.callNext', { sessionId: SESSION, seatId });
    await other.socket.call('ticket.answer', { ticketId: other.ticketId });
    const own = await free.call('call.putThrough', ofOther);
    await endCall(evening, own.callId);
    await endCall(evening, callId);
    free.close();
  });
});
