/** S4 through the whole server: people left over choose, each differently; whoever does not is answered in writing. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NextChoice } from '../../shared/states.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  type HttpClient,
  joinInput,
  randomId,
  SocketClient,
  signInPhone,
  signInStaff,
  smsOf,
} from '../support/clients.ts';
import { sessionIn } from '../support/records.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
let app: TestApp;
/** The server's clock is so far ahead of the database's, by which jobs are due. */
let aheadMs = 0;
beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
});
afterAll(stopApps);

const sms = (template: string) => smsOf(app.origin, template);

interface Person {
  readonly http: HttpClient;
  readonly ticketId: string;
  readonly page: SocketClient;
}

/** An evening of a series of its own with people waiting, and the next one. */
async function twoEvenings({
  capacity = 30,
  ratio = { booked: 2, walkIn: 1 },
  names,
}: {
  capacity?: number;
  ratio?: { booked: number; walkIn: number };
  names: readonly string[];
}) {
  const seriesId = `series-${names.join('-')}`;
  const now = Date.now();
  const session = { ...sessionIn('scheduled'), seriesId };
  const next = {
    ...sessionIn('scheduled'),
    seriesId,
    capacity,
    ratio,
    startsAt: now + 2 * DAY_MS,
    endsAt: now + 2 * DAY_MS + 90 * MINUTE_MS,
  };
  await app.deps.store.transaction(async (tx) => {
    await tx.saveSession(session);
    await tx.saveSession(next);
  });
  const sessionId = session.id;
  const deskHttp = await signInStaff(app.origin, 'moderator');
  const desk = await SocketClient.connect(deskHttp, { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  await desk.call('session.start', { sessionId });
  const people: Person[] = [];
  for (const name of names) {
    const http = await signInPhone(app.origin);
    const { ticketId } = await http.call('ticket.take', joinInput(sessionId, name));
    const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
    await page.call('ticket.enter', { ticketId, participation: 'video' });
    people.push({ http, ticketId, page });
  }
  const choose = (person: Person | undefined, choice: NextChoice) =>
    (person?.http ?? deskHttp).call('ticket.chooseNext', {
      ticketId: person?.ticketId ?? '',
      choice,
      toSessionId: choice === 'nextSession' ? next.id : null,
    });
  return { sessionId, nextId: next.id, desk, deskHttp, people, choose };
}

describe('[S4] people left over', () => {
  test('choose the next evening, a call or a letter; each is told, and has a number or a case with a date', async () => {
    const { sessionId, nextId, desk, deskHttp, people, choose } = await twoEvenings({
      names: ['下一场', '电话', '书面', '帮选'],
    });
    const [carried, phone, written, helped] = people;
    const added = { ticketId: carried?.ticketId ?? '', text: '桥头第二盏' };
    await carried?.http.call('addition.write', added);
    const buffer = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#448' } })
      .png()
      .toBuffer();
    const sent = await fetch(`${app.origin}/api/tickets/${added.ticketId}/photos`, {
      method: 'POST',
      body: new Uint8Array(buffer),
      headers: {
        cookie: carried?.http.cookieHeader ?? '',
        'x-directline': '1',
        'idempotency-key': randomId(),
        'content-type': 'application/octet-stream',
      },
    });
    expect(sent.ok).toBe(true);
    await expect(choose(carried, 'phone')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await desk.call('session.end', { sessionId });
    expect((await sms('sessionOver')).filter((text) => text.includes(sessionId))).toHaveLength(4);

    const shown = await carried?.http.call('ticket.choices', { ticketId: carried.ticketId });
    expect(shown?.nextSession).toMatchObject({ sessionId: nextId });
    expect(shown?.chooseBy).toBeGreaterThan(Date.now() + DAY_MS - MINUTE_MS);

    const toNext = await choose(carried, 'nextSession');
    expect(toNext).toMatchObject({ carried: { sessionId: nextId, number: 1 }, caseNumber: null, dueOn: null });
    const view = await carried?.page.see('ticket', ({ state }) => state === 'deferred');
    expect(view?.ended?.carried).toMatchObject({ sessionId: nextId, number: 1 });
    const there = await app.deps.store.read.ticket(toNext.carried?.ticketId ?? '');
    expect(there).toMatchObject({ state: 'booked', lane: 'booked', carriedFrom: carried?.ticketId, entered: false });
    expect(await app.deps.store.read.consentsOfTicket(there?.id ?? '')).toHaveLength(3);
    // What was added goes along, and is read there alone.
    expect(there?.added?.count).toBe(2);
    const along = await deskHttp.call('additions.show', { ticketId: there?.id ?? '' });
    expect(along).toMatchObject({ text: '桥头第二盏', photos: [{ width: 9 }] });
    await deskHttp.call('photo.show', { ticketId: there?.id ?? '', photoId: along.photos[0]?.photoId ?? '' });
    expect(await app.deps.store.read.additionsOf(added.ticketId)).toEqual({ text: '', photos: [] });

    const byPhone = await choose(phone, 'phone');
    expect(byPhone).toMatchObject({ carried: null, dueOn: shown?.phoneBy });
    const onPhone = await phone?.page.see('ticket', ({ state }) => state === 'deferred');
    expect(onPhone?.ended).toMatchObject({ due: { by: 'phone', on: shown?.phoneBy }, carried: null });
    expect(onPhone?.ended?.cases.map(({ number }) => number)).toEqual([byPhone.caseNumber]);

    const inWriting = await choose(written, 'written');
    expect(inWriting.dueOn).toBe(shown?.writtenBy);
    const staffSees = await (await signInStaff(app.origin, 'supervisor')).call('case.show', {
      number: inWriting.caseNumber ?? '',
    });
    expect(staffSees.case).toMatchObject({ replyBy: 'written', state: 'submitted', personName: '书面' });
    expect(staffSees.case.dueAt).toBeGreaterThan(Date.now());
    expect(staffSees.timeline.map(({ what }) => what)).toContain('ticket.chooseNext');

    // The desk chooses for somebody on the telephone.
    await deskHttp.call('ticket.chooseNext', { ticketId: helped?.ticketId ?? '', choice: 'phone', toSessionId: null });
    await helped?.page.see('ticket', ({ state }) => state === 'deferred');

    expect(await app.deps.store.read.openTickets(sessionId)).toEqual([]);
    const texts = [...(await sms('carriedOver')), ...(await sms('willPhone')), ...(await sms('willWrite'))];
    expect(texts).toHaveLength(4);
    for (const { page } of people) page.close();
    desk.close();
  });

  test('who have not chosen within a day are answered in writing, by the clock', async () => {
    const { sessionId, desk, people } = await twoEvenings({ names: ['没选', '暂离'] });
    const [silent, away] = people;
    await away?.page.call('ticket.stepAway', { ticketId: away.ticketId });
    aheadMs = 2_000 - DAY_MS;
    await desk.call('session.end', { sessionId });
    aheadMs = 0;
    for (const one of [silent, away]) {
      const view = await one?.page.see('ticket', ({ state }) => state === 'written');
      expect(view?.ended).toMatchObject({ due: { by: 'written' }, cases: [{ number: expect.any(String) }] });
    }
    expect(await app.deps.store.read.openTickets(sessionId)).toEqual([]);
    for (const { page } of people) page.close();
    desk.close();
  });

  test('[T3] choosing is done once: again, or another way afterwards, is refused and changes nothing', async () => {
    const { sessionId, desk, people, choose } = await twoEvenings({ names: ['一次'] });
    const [one] = people;
    await desk.call('session.end', { sessionId });
    await choose(one, 'written');
    await expect(choose(one, 'nextSession')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(choose(one, 'written')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    one?.page.close();
    desk.close();
  });

  test('whoever is carried over to an evening on whose list they are is on it no longer', async () => {
    const { nextId, desk, sessionId, people, choose } = await twoEvenings({ names: ['候补的人'], capacity: 3 });
    const [one] = people as [Person];
    const holders = [];
    for (const name of ['先约甲', '先约乙']) {
      const http = await signInPhone(app.origin);
      holders.push({ http, ...(await http.call('ticket.take', joinInput(nextId, name))) });
    }
    const { entryId } = await one.http.call('waitlist.join', joinInput(nextId, '候补的人'));
    await desk.call('session.end', { sessionId });
    const { carried } = await choose(one, 'nextSession');
    const entry = () => one.http.call('waitlist.show', { entryId: entryId ?? '' });
    expect(await entry()).toMatchObject({ state: 'walkedIn', ticketId: carried?.ticketId });
    // A place that becomes free is not given to them as well.
    const [{ http, ticketId } = expect.fail('nobody')] = holders;
    const page = await SocketClient.connect(http, { as: 'citizen', sessionId: nextId, ticketId });
    await page.call('ticket.leave', { ticketId });
    expect((await app.deps.store.read.openTickets(nextId)).map(({ number }) => number).sort()).toEqual([2, 3]);
    for (const socket of [page, desk, one.page]) socket.close();
  });

  test('the next evening takes a third of its places; the rest are offered the other ways', async () => {
    const { sessionId, nextId, desk, people, choose } = await twoEvenings({ capacity: 3, names: ['先选', '后选'] });
    const [first, second] = people;
    await desk.call('session.end', { sessionId });
    await choose(first, 'nextSession');
    const left = await second?.http.call('ticket.choices', { ticketId: second.ticketId });
    expect(left?.nextSession).toBeNull();
    await expect(choose(second, 'nextSession')).rejects.toMatchObject({ code: 'NO_PLACE_LEFT' });
    expect(await app.deps.store.read.session(nextId)).toMatchObject({ issued: 1 });
    expect((await choose(second, 'phone')).caseNumber).not.toBeNull();
    for (const { page } of people) page.close();
    desk.close();
  });

  test('whoever booked the next evening is offered the one after it', async () => {
    const { sessionId, nextId, desk, people } = await twoEvenings({ names: ['已约下场'] });
    const [one] = people as [Person];
    const next = (await app.deps.store.read.session(nextId)) ?? expect.fail('no evening');
    const { seriesId, startsAt, endsAt } = next;
    const later = { ...sessionIn('scheduled'), seriesId, startsAt: startsAt + DAY_MS, endsAt: endsAt + DAY_MS };
    await app.deps.store.transaction((tx) => tx.saveSession(later));
    const { ticketId } = await one.http.call('ticket.take', joinInput(nextId, '已约下场'));
    await desk.call('session.end', { sessionId });
    const offered = async () =>
      (await one.http.call('ticket.choices', { ticketId: one.ticketId })).nextSession?.sessionId;
    expect(await offered()).toBe(later.id);
    const choice = { ticketId: one.ticketId, choice: 'nextSession' } as const;
    const toBooked = one.http.call('ticket.chooseNext', { ...choice, toSessionId: nextId });
    await expect(toBooked).rejects.toMatchObject({ code: 'ALREADY_IN_QUEUE' });
    // A place that was given back stands in nobody's way.
    const page = await SocketClient.connect(one.http, { as: 'citizen', sessionId: nextId, ticketId });
    await page.call('ticket.leave', { ticketId });
    expect(await offered()).toBe(nextId);
    for (const socket of [page, desk, one.page]) socket.close();
  });

  test('[T1] is nobody else’s to choose, and nothing is chosen that was not shown', async () => {
    const { sessionId, desk, people } = await twoEvenings({ names: ['自己'] });
    const [one] = people;
    const ticketId = one?.ticketId ?? '';
    await desk.call('session.end', { sessionId });
    const choice = { ticketId, choice: 'written', toSessionId: null } as const;
    const stranger = await signInPhone(app.origin);
    await expect(stranger.call('ticket.chooseNext', choice)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(stranger.call('ticket.choices', { ticketId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const role of ['aide', 'leader', 'caseworker'])
      await expect((await signInStaff(app.origin, role)).call('ticket.chooseNext', choice)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    const bad = { ticketId, choice: 'nextSession' } as const;
    const asked = (toSessionId: string | null) => one?.http.call('ticket.chooseNext', { ...bad, toSessionId });
    await expect(asked(null)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(asked('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(asked(sessionId)).rejects.toMatchObject({ code: 'STALE' });
    expect(await app.deps.store.read.ticket(ticketId)).toMatchObject({ state: 'waiting' });
    one?.page.close();
    desk.close();
  });
});

test('[Q2] [S4] carried over to an evening of walk-ins alone, they are in front of everybody who walks in', async () => {
  const ratio = { booked: 0, walkIn: 1 };
  const { sessionId, nextId, desk, people, choose } = await twoEvenings({ names: ['带过来'], ratio });
  const [carried] = people as [Person];
  await desk.call('session.end', { sessionId });
  const there = (await choose(carried, 'nextSession')).carried ?? expect.fail('not carried over');
  const nextDesk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId: nextId,
  });
  await nextDesk.call('session.openLobby', { sessionId: nextId });
  const enter = async (http: HttpClient, ticketId: string) => {
    const page = await SocketClient.connect(http, { as: 'citizen', sessionId: nextId, ticketId });
    await page.call('ticket.enter', { ticketId, participation: 'video' });
    return page;
  };
  const walksIn = await signInPhone(app.origin);
  const { ticketId } = await walksIn.call('ticket.take', joinInput(nextId, '现场来的'));
  const pages = [await enter(walksIn, ticketId), await enter(carried.http, there.ticketId)];
  const { rows } = await nextDesk.see(
    'moderator',
    (view) => view.rows.filter(({ place }) => place !== null).length === 2,
  );
  const inOrder = rows.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  expect(inOrder.map(({ name }) => name)).toEqual(['带过来', '现场来的']);
  for (const page of [...pages, nextDesk, desk, carried.page]) page.close();
});

test('[S4] in the next evening: told when the waiting room opens, in front of everybody, a no-show if they never come', async () => {
  const { sessionId, nextId, desk, people, choose } = await twoEvenings({ names: ['来了', '没来'] });
  const [comes, stays] = people;
  await desk.call('session.end', { sessionId });
  const there = (await choose(comes, 'nextSession')).carried;
  const missing = (await choose(stays, 'nextSession')).carried;
  if (!comes || !there || !missing) throw new Error('nobody was carried over');
  const page = await SocketClient.connect(comes.http, { as: 'citizen', sessionId: nextId, ticketId: there.ticketId });
  const enter = () => page.call('ticket.enter', { ticketId: there.ticketId, participation: 'video' });
  await page.see('ticket', ({ state }) => state === 'booked');
  await expect(enter()).rejects.toMatchObject({ code: 'NOT_OPEN_YET' });

  const nextDesk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId: nextId,
  });
  await nextDesk.call('session.openLobby', { sessionId: nextId });
  expect((await sms('lobbyOpen')).filter((text) => text.includes(nextId))).toHaveLength(2);
  const walkIn = await signInPhone(app.origin);
  const other = await walkIn.call('ticket.take', joinInput(nextId, '现场'));
  const otherPage = await SocketClient.connect(walkIn, { as: 'citizen', sessionId: nextId, ticketId: other.ticketId });
  await otherPage.call('ticket.enter', { ticketId: other.ticketId, participation: 'video' });
  await enter();
  await nextDesk.call('session.start', { sessionId: nextId });
  const view = await nextDesk.see('moderator', ({ rows }) => rows.filter(({ place }) => place !== null).length === 2);
  expect(view.nextTicketId).toBe(there.ticketId);
  const { startsAt } = (await app.deps.store.read.session(nextId)) ?? expect.fail('no evening');
  aheadMs = startsAt + 11 * MINUTE_MS - Date.now();
  await nextDesk.call('session.end', { sessionId: nextId });
  aheadMs = 0;
  expect(await app.deps.store.read.ticket(missing.ticketId)).toMatchObject({ state: 'noShow' });
  expect((await sms('missed')).some((text) => text.includes(`${missing.number} 号`))).toBe(true);
  for (const one of [page, otherPage, nextDesk, desk, ...people.map((person) => person.page)]) one.close();
});

test('[S4] whoever is expected later than the evening lasted is asked what comes next, like those who wait', async () => {
  const { sessionId, nextId, desk, deskHttp, people, choose } = await twoEvenings({ names: ['约在后头'] });
  const [one] = people as [Person];
  await desk.call('session.end', { sessionId });
  const { carried } = await choose(one, 'nextSession');
  const { ticketId } = carried ?? expect.fail('was not carried over');
  const nextDesk = await SocketClient.connect(deskHttp, { as: 'moderator', sessionId: nextId });
  await nextDesk.call('session.openLobby', { sessionId: nextId });
  await nextDesk.call('session.start', { sessionId: nextId });
  await nextDesk.call('session.end', { sessionId: nextId });
  expect(await app.deps.store.read.ticket(ticketId)).toMatchObject({ state: 'away', entered: false });
  expect((await sms('sessionOver')).filter((text) => text.includes(ticketId))).toHaveLength(1);
  const { caseNumber } = await one.http.call('ticket.chooseNext', { ticketId, choice: 'phone', toSessionId: null });
  expect(caseNumber).not.toBeNull();
  for (const socket of [nextDesk, desk, one.page]) socket.close();
});

test('[S4] [Q4] carried by telephone into an evening that is under way: waits there at once, with nothing to press', async () => {
  const { sessionId, nextId, desk, people, choose } = await twoEvenings({ names: ['改打电话', '开着页面'] });
  const [byPhone, byPage] = people;
  await byPhone?.page.call('ticket.enter', { ticketId: byPhone.ticketId, participation: 'phone' });
  await desk.call('session.end', { sessionId });
  const nextDesk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId: nextId,
  });
  await nextDesk.call('session.openLobby', { sessionId: nextId });
  const carried = [await choose(byPhone, 'nextSession'), await choose(byPage, 'nextSession')];
  const there = await Promise.all(carried.map(({ carried }) => app.deps.store.read.ticket(carried?.ticketId ?? '')));
  expect(there).toMatchObject([
    { state: 'waiting', lane: 'booked', entered: true, participation: 'phone', carriedFrom: byPhone?.ticketId },
    { state: 'booked', entered: false },
  ]);
  for (const one of [nextDesk, desk, ...people.map((person) => person.page)]) one.close();
});
