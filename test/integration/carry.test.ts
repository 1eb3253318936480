/** [T7] Going on in another browser: sign-in and place by a code, once, and by nobody who guesses. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createThrottle } from '../../server/security/throttle.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, SESSION, startEvening } from '../support/evening.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const WRONG = { code: 'CARRY_CODE_WRONG' };
let app: TestApp;
let evening: Evening;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const take = (code: string, http = new HttpClient(app.origin), command = randomId()) =>
  http.call('carry.take', { code }, command);

describe('a code', () => {
  test('signs another browser in and opens the place there; the page before says so, and takes it back', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '换机的人' });
    const { code, link, expiresAt } = await http.call('carry.make', { ticketId });
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(new URL(link)).toMatchObject({ pathname: '/go', hash: `#${code}` });
    expect(expiresAt - Date.now() - aheadMs).toBeGreaterThan(9 * MINUTE_MS);

    const other = new HttpClient(app.origin);
    expect(await take(code, other)).toEqual({ sessionId: SESSION, ticketId });
    expect((await other.call('citizen.me', {})).tickets).toMatchObject([{ ticketId }]);
    const there = await SocketClient.connect(other, { as: 'citizen', sessionId: SESSION, ticketId });
    const isInPlace = async (client: SocketClient) => {
      const { views } = await client.call('session.snapshot', {});
      expect(views.find(({ view }) => view === 'ticket')?.data).toMatchObject({ state: 'waiting', entered: true });
    };
    await isInPlace(there);
    const superseded = (client: SocketClient) =>
      until('the word that it is open elsewhere', () => client.notices.some(({ notice }) => notice === 'superseded'));
    await superseded(page);
    const back = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
    await superseded(there);
    await isInPlace(back);
    await evening.moderator.see('moderator', ({ log }) => log.some(({ what }) => what === 'carry.take'));
    for (const client of [page, there, back]) client.close();
  });

  test('[Q1] a page that comes back by itself from a network that was gone takes nothing from the one opened since', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '断网的人' });
    const as = { as: 'citizen', sessionId: SESSION, ticketId } as const;
    page.close();
    const opened = await SocketClient.connect(http, { ...as, clientId: 'opened-since' });
    const back = await SocketClient.connect(http, { ...as, clientId: 'long-forgotten', returns: true });
    await until('the older page to be let go', () => !back.socket.connected);
    expect(back.notices).toEqual([{ notice: 'superseded' }]);
    await opened.call('session.beat', {});
    expect(opened.notices).toEqual([]);

    const same = await SocketClient.connect(http, { ...as, clientId: 'opened-since', returns: true });
    await same.call('session.beat', {});
    same.close();
    const alone = await SocketClient.connect(http, { ...as, clientId: 'long-forgotten', returns: true });
    await alone.call('session.beat', {});
    alone.close();
  });

  test('is taken once, by several at once too; [T3] a repeat of the one who took it is signed in again', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '同时的人' });
    const { code } = await http.call('carry.make', { ticketId });
    const command = randomId();
    await take(code, undefined, command);
    await expect(take(code)).rejects.toMatchObject(WRONG);
    const again = new HttpClient(app.origin);
    await take(code, again, command);
    expect((await again.call('citizen.me', {})).tickets).toMatchObject([{ ticketId }]);

    const { code: next } = await http.call('carry.make', { ticketId });
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => take(next)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    page.close();
  });

  test('[T3] asked for again by the same command is the same; another one ends it', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '再取的人' });
    const command = randomId();
    const first = await http.call('carry.make', { ticketId }, command);
    expect(await http.call('carry.make', { ticketId }, command)).toEqual(first);
    const second = await http.call('carry.make', { ticketId });
    await expect(take(first.code)).rejects.toMatchObject(WRONG);
    await take(second.code);
    page.close();
  });

  test('is over after ten minutes, and with the sign-in that asked for it; the new one lasts no longer', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '太晚的人' });
    const late = await http.call('carry.make', { ticketId });
    aheadMs += 10 * MINUTE_MS;
    await expect(take(late.code)).rejects.toMatchObject(WRONG);
    const carried = new HttpClient(app.origin);
    await take((await http.call('carry.make', { ticketId })).code, carried);
    const signInOf = ({ cookieHeader }: HttpClient) =>
      app.deps.store.read.signIn(
        app.deps.secrets.hash(cookieHeader.replace(/^.*directline-citizen=/, '')),
        Date.now() + aheadMs,
      );
    const [before, after] = [await signInOf(http), await signInOf(carried)];
    expect(after).toMatchObject({ phoneId: before?.phoneId, expiresAt: before?.expiresAt });
    expect(after?.tokenHash).not.toBe(before?.tokenHash);
    const ended = await http.call('carry.make', { ticketId });
    await http.call('citizen.signOut', {});
    await expect(take(ended.code)).rejects.toMatchObject(WRONG);
    // Signing out here leaves the other browser signed in.
    expect((await carried.call('citizen.me', {})).phoneMasked).not.toBeNull();
    page.close();
  });

  test('[T1] is for the own place alone, and never kept as it is read', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '自己的人' });
    const other = await signInPhone(app.origin);
    await expect(other.call('carry.make', { ticketId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const client of [new HttpClient(app.origin), await signInStaff(app.origin, 'moderator')])
      await expect(client.call('carry.make', { ticketId })).rejects.toMatchObject({
        code: expect.stringMatching(/^(NOT_SIGNED_IN|FORBIDDEN)$/),
      });
    const { code } = await http.call('carry.make', { ticketId });
    const record = await app.deps.store.transaction(async (tx) => {
      const found = await tx.takeCarryCode(app.deps.secrets.hash(`carry:${code}`));
      return found;
    });
    expect(record).toMatchObject({ ticketId });
    expect(JSON.stringify(record)).not.toContain(code);
    page.close();
  });
});

test('[T7] guessing is limited from one address and from all, and a wrong guess leaves other codes as they are', async () => {
  const throttle = createThrottle();
  const uses = async (limited: 'carryPerAddress' | 'carryInAll', key: string) => {
    for (let used = 0; ; used += 1) {
      const refusal = await throttle.use(limited, key).catch((error: unknown) => error);
      if (refusal) return { used, refusal };
    }
  };
  const refusal = { code: 'TOO_MANY_REQUESTS', details: { retryAfterMs: expect.any(Number) } };
  expect(await uses('carryPerAddress', '192.0.2.1')).toMatchObject({ used: 30, refusal });
  expect(await uses('carryInAll', 'c1')).toMatchObject({ used: 1000, refusal });
  const { http, ticketId, socket: page } = await arrive(app.origin, { name: '被猜的人' });
  const { code } = await http.call('carry.make', { ticketId });
  for (const guess of ['222222', 'ZZZZZZ']) await expect(take(guess)).rejects.toMatchObject(WRONG);
  await expect(take('O0I1L!')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await take(code);
  page.close();
});
