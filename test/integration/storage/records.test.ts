/** What is stored is read back as it was, over both engines. Long: every kind of record shares one database of each engine. */

import { beforeAll, expect, it } from 'vitest';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import type { PromiseRecord } from '../../../server/domain/cases/types.ts';
import type { MinutesRecord } from '../../../server/domain/minutes/minutes.ts';
import type { QuestionRecord, QuestionStage } from '../../../server/domain/questions/question.ts';
import { type LineOf, lineOf, standsIn } from '../../../server/domain/queue/lines.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import type { SessionRecord } from '../../../server/domain/sessions/types.ts';
import type { Store } from '../../../server/services/ports/store.ts';
import { withDatabases } from '../../support/database.ts';
import { wholeCounty } from '../../support/records.ts';
import {
  COUNTY,
  callFacts,
  caseOf,
  connecting,
  EMPTY_MESSAGE,
  sessionFacts,
  ticketFacts,
  unique,
  waiting,
} from './samples.ts';

withDatabases('records', (makeStore) => {
  let store: Store;
  let embedded: boolean;
  beforeAll(async () => {
    ({ store, embedded } = await makeStore());
  });

  it('keeps every state of a session as it was given', async () => {
    const at = 1_770_000_000_456;
    const sessions: SessionRecord[] = [
      { ...sessionFacts(), state: 'scheduled' },
      { ...sessionFacts({ cut: { at, by: 'p1' }, seriesId: 's1' }), state: 'lobby', admitting: true },
      { ...sessionFacts(), state: 'live', admitting: false, liveAt: at, resumedAt: at + 1 },
      { ...sessionFacts(), state: 'paused', admitting: true, liveAt: at, pausedAt: at + 1 },
      { ...sessionFacts(), state: 'closing', closingAt: at, overtimeUntil: at + 2, calledSince: null },
      { ...sessionFacts(), state: 'ended', endedAt: at },
      { ...sessionFacts(), state: 'postponed', reason: '防汛', at },
      { ...sessionFacts(), state: 'cancelled', reason: '防汛', at },
    ];
    for (const session of sessions) {
      await store.transaction((tx) => tx.saveSession(session));
      expect(await store.read.session(session.id)).toEqual(session);
    }
    const running = (await store.read.runningSessions()).map(({ id }) => id);
    expect(running.sort()).toEqual(
      sessions
        .slice(1, 5)
        .map(({ id }) => id)
        .sort(),
    );
    const { id, endsAt } = sessions[0] as SessionRecord;
    expect((await store.read.unopenedSessions(endsAt - 1, endsAt)).map((session) => session.id)).toEqual([id]);
    expect(await store.read.unopenedSessions(0, endsAt - 1)).toEqual([]);
    expect(await store.read.unopenedSessions(endsAt, endsAt + 1)).toEqual([]);
    expect(await store.read.session('nothing')).toBeNull();
  });

  it('keeps every state of a question, one for each phone and session, saved by whoever read the newest (A2)', async () => {
    const shown = { wording: '何时通水？', publicName: '', at: 3 };
    const stages: QuestionStage[] = [
      { state: 'new' },
      { state: 'approved', shown },
      { state: 'onAir', shown, at: 4 },
      { state: 'answered', shown, airedAt: 4, at: 5, note: '年底' },
      { state: 'merged', shown: null, into: 'q9' },
      { state: 'refused', shown, reason: '不在范围' },
      { state: 'written', shown: null, caseId: 'c1', at: 6 },
    ];
    const sessionId = unique('asked');
    const facts = (id: string, phoneId = `ph-${id}`) => ({
      ...{ id, countyId: COUNTY, sessionId, phoneId, personId: 'p1', text: '村里何时通水？', publicName: '王女士' },
      ...{ askedAt: Number(id.slice(-1)), changedAt: 100, version: 0 },
    });
    const records = stages.map((stage, n): QuestionRecord => ({ ...facts(`${sessionId}-${n}`), ...stage }));
    const gone: QuestionRecord = { ...facts(`${sessionId}-8`, 'ph-again'), state: 'withdrawn' };
    const again: QuestionRecord = { ...facts(`${sessionId}-9`, 'ph-again'), state: 'new', changedAt: 200 };
    await store.transaction(async (tx) => {
      for (const record of [...records, gone, again]) await tx.insertQuestion(record);
    });
    expect(await store.read.questionsOf(sessionId)).toEqual([...records, again]);
    expect(await store.read.question(gone.id)).toEqual(gone);
    expect(await store.read.questionOfPhone(sessionId, 'ph-again')).toEqual(again);
    const second = { ...again, id: `${sessionId}-x` };
    await expect(store.transaction((tx) => tx.insertQuestion(second))).rejects.toThrow();
    const now = await store.read.questionsNow(sessionId, 150);
    expect({ ...now, lately: now.lately.map(({ id }) => id).sort() }).toEqual({
      lately: [records[2]?.id, again.id],
      fresh: 2,
      approved: 2,
      changedAt: 200,
    });
    await store.transaction((tx) => tx.saveQuestion({ ...again, changedAt: 201 }));
    await expect(store.transaction((tx) => tx.saveQuestion(again))).rejects.toMatchObject({ code: 'STALE' });
  });

  it('gives every session a short code of its own, once', async () => {
    const sessions = Array.from({ length: 40 }, () => sessionFacts());
    await store.transaction(async (tx) => {
      for (const session of [...sessions, ...sessions]) await tx.giveShortCode(session);
    });
    const codes = await Promise.all(sessions.map(({ id }) => store.read.shortCode(id)));
    expect(new Set(codes).size).toBe(40);
    for (const [index, code] of codes.entries())
      expect(await store.read.sessionOfShortCode(code ?? '')).toBe(sessions[index]?.id);
    expect(await store.read.sessionOfShortCode('none')).toBeNull();
    expect(await store.read.shortCode('nothing')).toBeNull();
  });

  it('forgets the facts of a state that is over', async () => {
    const facts = sessionFacts();
    await store.transaction((tx) => tx.saveSession({ ...facts, state: 'lobby', admitting: true }));
    await store.transaction((tx) => tx.saveSession({ ...facts, state: 'ended', endedAt: 5 }));
    expect(await store.read.session(facts.id)).toEqual({ ...facts, state: 'ended', endedAt: 5 });
  });

  it('keeps every state of a ticket as it was given', async () => {
    const at = 1_770_000_000_789;
    const of = () =>
      ticketFacts({ sessionId: 'all-states', approval: { at, by: 'p1' }, order: 1.5, passedAtCall: 3, enteredAt: at });
    const tickets: TicketRecord[] = [
      { ...of(), state: 'booked', slotAt: at },
      { ...of(), state: 'waiting', since: at, returnedAt: at, slotAt: at + 1 },
      { ...of(), state: 'away', since: at },
      {
        ...of(),
        state: 'screening',
        calledAt: at,
        answerBy: at + 60_000,
        answeredAt: null,
        heldBy: 'p1',
        seatId: null,
      },
      { ...of(), state: 'onDeck', since: at, seatId: 'seat-1', heldBy: 'p1' },
      { ...of(), state: 'live', since: at, seatId: 'seat-1', callId: 'c1' },
      { ...of(), state: 'done', endedAt: at, outcome: 'answered', whereTo: null },
      { ...of(), state: 'left', endedAt: at },
      { ...of(), state: 'noShow', endedAt: at },
      { ...of(), state: 'deferred', endedAt: at, by: 'session', toSessionId: 's2', toTicketId: 't2' },
      { ...of(), state: 'deferred', endedAt: at, by: 'phone', caseId: 'k1', dueOn: '2026-11-30' },
      { ...of(), state: 'refused', endedAt: at, reason: '重复', whereTo: '12345' },
      { ...of(), state: 'written', endedAt: at, caseId: 'k1', dueOn: '2026-11-30' },
    ];
    for (const ticket of tickets) {
      await store.transaction((tx) => tx.insertTicket(ticket));
      expect(await store.read.ticket(ticket.id)).toEqual(ticket);
      expect(await store.read.ticketByReceipt(ticket.receiptToken)).toEqual(ticket);
    }
    const ids = (list: readonly TicketRecord[]) => list.map(({ id }) => id).sort();
    expect(ids(await store.read.openTickets('all-states'))).toEqual(ids(tickets.slice(0, 6)));
    expect(ids(await store.read.stageTickets('all-states'))).toEqual(ids(tickets.slice(3, 6)));
    expect(await store.read.ticketCounts('all-states')).toEqual(
      Object.fromEntries(
        [...new Set(tickets.map(({ state }) => state))].map((state) => [state, state === 'deferred' ? 2 : 1]),
      ),
    );
  });

  it('refuses a ticket, call or case that somebody else changed meanwhile', async () => {
    const ticket = waiting();
    const call = connecting();
    const matter = caseOf();
    await store.transaction(async (tx) => {
      await tx.insertTicket(ticket);
      await tx.insertCall(call);
      await tx.insertCase(matter);
    });
    await store.transaction(async (tx) => {
      await tx.saveTicket({ ...ticket, presence: 'here' });
      await tx.saveCall({ ...call, note: 'x' });
      await tx.saveCase({ ...matter, state: 'accepted' });
    });
    expect(await store.read.ticket(ticket.id)).toEqual({ ...ticket, presence: 'here', version: 1 });
    expect(await store.read.call(call.id)).toEqual({ ...call, note: 'x', version: 1 });
    expect(await store.read.case(matter.id)).toEqual({ ...matter, state: 'accepted', version: 1 });
    const stale = expect.objectContaining({ code: 'STALE' });
    await expect(store.transaction((tx) => tx.saveTicket(ticket))).rejects.toEqual(stale);
    await expect(store.transaction((tx) => tx.saveCall(call))).rejects.toEqual(stale);
    await expect(store.transaction((tx) => tx.saveCase(matter))).rejects.toEqual(stale);
  });

  it('[Q2] answers of each line those who stand in it, as the domain says', async () => {
    const seat = { id: 'a', name: '', officialName: '', officialTitle: '', onAir: true };
    const room = (id: string, ...categories: string[]) => ({ ...seat, id, room: { unitId: 'u', categories, turn: 0 } });
    const session = { seats: [seat, room('water', 'C0304'), room('town', 'C01'), room('any')] };
    const sent = [null, { to: 'leader' }, { to: 'room', seatId: 'water' }, { to: 'room', seatId: 'gone' }] as const;
    const tickets = sent.flatMap((sentTo) =>
      [null, 'C0304', 'C01', 'C0102', 'C0201'].map((categoryCode) =>
        waiting({ sessionId: 'lines', sentTo, categoryCode }),
      ),
    );
    await store.transaction(async (tx) => {
      for (const ticket of tickets) await tx.insertTicket(ticket);
    });
    for (const roomId of [null, 'water', 'town', 'any']) {
      const heads = await store.read.standingFirst('lines', lineOf(roomId, session), 100);
      const wanted = tickets.filter((ticket) => standsIn(ticket, roomId, session));
      expect([roomId, heads.map(({ id }) => id).sort()]).toEqual([roomId, wanted.map(({ id }) => id).sort()]);
    }
  });

  it('[Q2] answers who stands first in each lane, and who of them can be called', async () => {
    const inLane = (lane: TicketRecord['lane'], order: number, more: Partial<TicketRecord> = {}) =>
      ({ ...waiting({ sessionId: 'heads', entered: true, lane, order }), ...more }) as TicketRecord;
    const consent = { call: false, recording: false, broadcast: false };
    const tickets = [
      inLane('walkIn', 3),
      inLane('walkIn', 1, { entered: false }),
      inLane('walkIn', 1.5, { passedAtCall: 4 }),
      inLane('walkIn', 2, { consent }),
      inLane('booked', 9, { passedAtCall: 3 }),
      inLane('head', 2, { passedAtCall: 4 }),
      inLane('repeat', 4),
      inLane('booked', 1, { state: 'away' } as Partial<TicketRecord>),
    ].map((ticket) => ({ ...ticket, categoryCode: 'C0304' }));
    await store.transaction(async (tx) => {
      for (const ticket of tickets) await tx.insertTicket(ticket);
    });
    const leaders = { of: 'leaders', rooms: [] } as const;
    const keys = (found: readonly Pick<TicketRecord, 'lane' | 'order'>[]) =>
      found.map(({ lane, order }) => `${lane} ${order}`).sort();
    const first = await store.read.standingFirst('heads', leaders, 2);
    expect(keys(first)).toEqual(['head 2', 'booked 1', 'booked 9', 'walkIn 1', 'walkIn 1.5', 'repeat 4'].sort());
    const before = (lane: TicketRecord['lane'], order: number, atMost: number) =>
      store.read.standingBefore({ lane, order, number: 1_000_000 }, 'heads', leaders, atMost);
    expect(await Promise.all([before('walkIn', 3, 9), before('walkIn', 3, 2), before('booked', 1, 9)])).toEqual([
      4, 2, 1,
    ]);
    expect(await before('repeat', 3, 9)).toBe(0);
    const all = { head: 1, booked: 2, walkIn: 4, repeat: 1 };
    expect(await store.read.standingInLanes('heads', leaders, 9)).toEqual(all);
    // One who waits and one who stepped away.
    expect(await store.read.standingInLanes('heads', leaders, 1)).toEqual({ ...all, walkIn: 1 });
    expect(first.find(({ lane }) => lane === 'head')).toEqual({
      id: expect.any(String),
      lane: 'head',
      order: 2,
      number: expect.any(Number),
      told: 'nothing',
      sentTo: null,
      categoryCode: 'C0304',
    });
    const called = (line: LineOf) => store.read.callable({ id: 'heads', finishedCalls: 4 }, line);
    expect(keys(await called(leaders))).toEqual(['head 2', 'booked 9', 'walkIn 1.5', 'walkIn 2', 'repeat 4'].sort());
    const room = { of: 'room', seatId: 'water', codes: ['C0304'] } as const;
    expect(keys(await called(room))).toEqual(['head 2', 'booked 9', 'walkIn 1.5', 'walkIn 3', 'repeat 4'].sort());
  });

  it('answers whoever follows a session what was written since, whichever transaction is over first', async () => {
    const of = (number: number) => waiting({ sessionId: 'followed', number });
    const [first, second, third] = [of(1), of(2), of(3)];
    await store.transaction(async (tx) => {
      for (const ticket of [first, second]) await tx.insertTicket(ticket);
    });
    const numbers = ({ tickets }: { tickets: TicketRecord[] }) => tickets.map(({ number }) => number).sort();
    let { horizon } = await store.read.ticketsSince('followed', 0);
    const next = async () => {
      const read = await store.read.ticketsSince('followed', horizon);
      horizon = read.horizon;
      return numbers(read);
    };
    expect(numbers(await store.read.ticketsSince('followed', 0))).toEqual([1, 2]);
    // On one server a transaction of another database may hold the horizon back for a moment.
    await expect.poll(next).toEqual([]);
    await store.transaction((tx) => tx.insertTicket(third));
    await store.transaction((tx) => tx.saveTicket({ ...first, passes: 1 }));
    const since = await store.read.ticketsSince('followed', horizon);
    expect(numbers(since)).toEqual([1, 3]);
    expect(since.tickets.find(({ number }) => number === 1)).toEqual({
      ...first,
      passes: 1,
      version: first.version + 1,
    });
    // The embedded database has one connection, where nothing overtakes.
    if (embedded) return;
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const late = store.transaction(async (tx) => {
      await tx.saveTicket({ ...second, passes: 2 });
      begun.resolve();
      await mayEnd.promise;
    });
    await begun.promise;
    await store.transaction((tx) => tx.insertTicket(of(4)));
    const meanwhile = await store.read.ticketsSince('followed', since.horizon);
    expect(numbers(meanwhile)).toContain(4);
    mayEnd.resolve();
    await late;
    expect(numbers(await store.read.ticketsSince('followed', meanwhile.horizon))).toContain(2);
  });

  it('keeps calls of a session with their states', async () => {
    const of = (startedAt: number) => callFacts({ sessionId: 'calls', ticketId: 'called', startedAt });
    const side = { measuredMs: 5000, received: 99, lost: 1, worstLossRatio: 0.01, jitter: null, freezes: 0 };
    const roundTrip = { sum: 40, count: 1, worst: 40 };
    const quality = { citizen: { ...side, roundTrip, width: 640, height: 360 }, official: null };
    const calls: CallRecord[] = [
      { ...of(1), state: 'ended', liveAt: null, endedAt: 9, outcome: 'failed', whereTo: 'connectionLost' },
      {
        ...of(2),
        quality,
        state: 'ended',
        liveAt: 3,
        endedAt: 9,
        outcome: 'answered',
        whereTo: null,
      },
      { ...of(3), state: 'held', liveAt: 4, heldAt: 5, announcedAt: 3 },
      {
        ...of(4),
        shared: { id: 'ph1', from: 'ticket', by: 'desk', at: 6, publicAt: 7 },
        state: 'live',
        liveAt: 5,
        announcedAt: null,
      },
    ];
    await store.transaction(async (tx) => {
      for (const call of calls.toReversed()) await tx.insertCall(call);
    });
    expect(await store.read.callsOfSession('calls')).toEqual(calls);
    expect(await store.read.callsOfTicket('called')).toEqual(calls);
    expect(await store.read.runningCalls('calls')).toEqual(calls.slice(2));
  });

  it('keeps what a desk sent for the stage beside the photos of the ticket (C13)', async () => {
    const ticket = waiting({ id: 'with-pictures' });
    const photo = (photoId: string) => ({ photoId, width: 4, height: 3, at: 1 });
    await store.transaction(async (tx) => {
      await tx.insertTicket(ticket);
      await tx.insertPhoto(ticket, { ...photo('own'), jpegBase64: 'b3du' });
      await tx.insertPhoto(ticket, { ...photo('desk'), jpegBase64: 'ZGVzaw==' }, 'sent');
    });
    expect((await store.read.additionsOf(ticket.id)).photos).toEqual([photo('own')]);
    expect(await store.read.sentPictures(ticket.id)).toEqual([photo('desk')]);
    expect(await store.read.photo(ticket.id, 'desk')).toBe('ZGVzaw==');
    expect(await store.transaction((tx) => tx.deletePhoto(ticket.id, 'desk'))).toBe(false);
  });

  it('keeps PDF files of a matter under their names, and none of them as a photo', async () => {
    const ticket = waiting({ id: 'with-documents' });
    const document = { documentId: 'contract', name: '合同.pdf', at: 1 };
    await store.transaction(async (tx) => {
      await tx.insertTicket(ticket);
      await tx.insertDocument(ticket, { ...document, pdfBase64: 'JVBERg==' });
    });
    expect(await store.read.documentsOf(ticket.id)).toEqual([document]);
    expect(await store.read.document(ticket.id, 'contract')).toBe('JVBERg==');
    expect(await store.read.document('another', 'contract')).toBe(null);
    expect(await store.read.photo(ticket.id, 'contract')).toBe(null);
    expect((await store.read.additionsOf(ticket.id)).photos).toEqual([]);
    expect(await store.transaction((tx) => tx.deletePhoto(ticket.id, 'contract'))).toBe(false);
    expect(await store.transaction((tx) => tx.deleteDocument(ticket.id, 'contract'))).toBe(true);
    expect(await store.read.documentsOf(ticket.id)).toEqual([]);
  });

  it('numbers cases of a county and year without gaps, also after a rollback', async () => {
    const next = () => store.transaction((tx) => tx.nextCaseNumber('numbered', 2026));
    expect(await next()).toBe('DL2026-000001');
    const failing = store.transaction(async (tx) => {
      await tx.nextCaseNumber('numbered', 2026);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const more = await Promise.all([next(), next(), next()]);
    expect(more.sort()).toEqual(['DL2026-000002', 'DL2026-000003', 'DL2026-000004']);
    expect(await store.transaction((tx) => tx.nextCaseNumber('numbered', 2027))).toBe('DL2027-000001');
  });

  it('pages through cases, newest first, and finds them', async () => {
    const countyId = 'paging';
    const cases = Array.from({ length: 7 }, (_, index) =>
      caseOf({ countyId, openedAt: 100 + Math.floor(index / 2), subject: `第 ${index} 件 50%_` }),
    );
    await store.transaction(async (tx) => {
      for (const matter of cases) await tx.insertCase(matter);
    });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await store.read.cases({ scope: wholeCounty(countyId), limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.map(({ id }) => id));
      cursor = page.at(-1)?.id;
      if (page.length < 3) break;
    }
    const expected = cases.toSorted((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
    expect(seen).toEqual(expected);
    const found = async (text: string) =>
      (await store.read.cases({ scope: wholeCounty(countyId), limit: 9, text })).length;
    expect(await found('第 3 件')).toBe(1);
    expect(await found('50%_')).toBe(7);
    expect(await found('50_%')).toBe(0);
    expect(await store.read.caseByNumber(countyId, cases[0]!.number)).toEqual(cases[0]);
    expect(await store.read.cases({ scope: wholeCounty(countyId), limit: 9, state: 'closed' })).toEqual([]);
  });

  it('keeps promises, and confirms one', async () => {
    const promise: PromiseRecord = {
      id: unique('promise'),
      countyId: COUNTY,
      caseId: 'promised',
      callId: 'promising',
      wording: '月底前修好',
      unitId: 'u1',
      dueOn: '2026-03-31',
      readBackAt: 4,
      confirmedAt: null,
      seat: { seatId: 'seat-0', from: 1_770_000_100_000 },
      recordedBy: 'p1',
    };
    await store.transaction((tx) => tx.insertPromise(promise));
    const confirmed = { ...promise, confirmedAt: 5 };
    await store.transaction((tx) => tx.savePromise(confirmed));
    expect(await store.read.promise(promise.id)).toEqual(confirmed);
    expect(await store.read.promisesOfCall('promising')).toEqual([confirmed]);
    expect(await store.read.promisesOfCases(['promised', 'other'])).toEqual([confirmed]);
    expect(await store.read.promisesOfCases([])).toEqual([]);
  });

  it('[Q7] tells people on one phone apart by name, and finds them again', async () => {
    const made = await store.transaction(async (tx) => {
      const phoneId = await tx.phoneId(COUNTY, '13800138000');
      return {
        phoneId,
        one: await tx.citizen(COUNTY, phoneId, '李秀英'),
        two: await tx.citizen(COUNTY, phoneId, '张三'),
      };
    });
    const { phoneId, one, two } = made;
    expect(one.id).not.toBe(two.id);
    expect(await store.transaction((tx) => tx.phoneId(COUNTY, '13800138000'))).toBe(phoneId);
    expect(await store.transaction((tx) => tx.phoneId('other county', '13800138000'))).not.toBe(phoneId);
    expect(await store.transaction((tx) => tx.citizen(COUNTY, phoneId, ' 李秀英 '))).toEqual(one);
    expect(await store.read.phone(phoneId)).toBe('13800138000');
    expect(await store.read.persons([one.id, two.id, 'nobody'])).toEqual(
      new Map([
        [one.id, one],
        [two.id, two],
      ]),
    );
    const ticket = waiting({ personId: one.id });
    const done = {
      ...ticketFacts({ personId: one.id }),
      state: 'done',
      endedAt: 1,
      outcome: 'answered',
      whereTo: null,
    } as const;
    await store.transaction(async (tx) => {
      await tx.insertTicket(ticket);
      await tx.insertTicket(done);
      await tx.insertCase(caseOf({ personId: one.id }));
      await tx.insertCase(caseOf({ personId: one.id, state: 'closed', at: 1 }));
    });
    expect((await store.read.ticketsOfPhone(phoneId)).map(({ id }) => id).sort()).toEqual([ticket.id, done.id].sort());
    expect(await store.read.visitsOf([one.id, two.id])).toEqual(
      new Map([
        [one.id, { visits: 1, openCases: 1 }],
        [two.id, { visits: 0, openCases: 0 }],
      ]),
    );
  });

  it('makes one person of the same name typed twice at once', async () => {
    const phoneId = await store.transaction((tx) => tx.phoneId(COUNTY, '13900139000'));
    const made = await Promise.all(
      Array.from({ length: 4 }, () => store.transaction((tx) => tx.citizen(COUNTY, phoneId, '王芳'))),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });

  it('keeps county, units, accounts, sign-ins and codes', async () => {
    const county = {
      id: 'kept',
      name: '青禾县',
      zone: 'Asia/Shanghai',
      demo: true,
      places: [{ township: '镇', villages: ['村'] }],
      limits: { dispatch: { workingDays: 2 } },
      recordingDays: 30,
    };
    const account = {
      personId: 'staff-1',
      countyId: 'kept',
      userName: 'moderator',
      displayName: '周敏',
      passwordHash: 'hash',
      unitId: null,
      roles: ['moderator', 'aide'] as const,
    };
    const signIn = { tokenHash: 't1', countyId: 'kept', personId: 'staff-1', phoneId: null, expiresAt: 1000 };
    const { phoneId, code } = await store.transaction(async (tx) => {
      await tx.insertCounty(county);
      await tx.insertUnit({ id: 'u1', countyId: 'kept', name: '水利局' });
      await tx.insertAccount(account);
      await tx.insertSignIn(signIn);
      const phone = await tx.phoneId('kept', '13700137000');
      const record = { phoneId: phone, codeHash: 'h', expiresAt: 5, triesLeft: 5, sentAt: 1 };
      await tx.savePhoneCode(record);
      await tx.savePhoneCode({ ...record, triesLeft: 4 });
      return { phoneId: phone, code: { ...record, triesLeft: 4 } };
    });
    expect(await store.read.county('kept')).toEqual(county);
    expect(await store.read.firstCounty()).toEqual(county);
    expect(await store.read.units('kept')).toEqual([{ id: 'u1', countyId: 'kept', name: '水利局' }]);
    expect(await store.read.account('kept', 'moderator')).toEqual(account);
    expect(await store.read.accountOf('staff-1')).toEqual(account);
    expect(await store.read.person('staff-1')).toMatchObject({ kind: 'staff', name: '周敏' });
    expect(await store.read.signIn('t1', 999)).toEqual(signIn);
    expect(await store.read.signIn('t1', 1000)).toBeNull();
    expect(await store.read.signInsLeft(['t1', 't2'])).toEqual(new Set(['t1']));
    expect(await store.read.phoneCode(phoneId)).toEqual(code);
    await store.transaction(async (tx) => {
      await tx.deleteSignIn('t1');
      await tx.deletePhoneCode(phoneId);
      await tx.saveAccount('staff-1', { passwordHash: 'other', roles: [] });
    });
    expect(await store.read.accountOf('staff-1')).toEqual({ ...account, passwordHash: 'other', roles: [] });
    expect(await store.read.signInsLeft(['t1'])).toEqual(new Set());
    expect(await store.read.signIn('t1', 1)).toBeNull();
    expect(await store.read.phoneCode(phoneId)).toBeNull();
  });

  it('lets tries of a code follow one another, and requests for one', async () => {
    const { store } = await makeStore();
    const phoneId = await store.transaction((tx) => tx.phoneId('c', '13700137001'));
    const code = { codeHash: 'h', expiresAt: 5, triesLeft: 5, sentAt: 1 };
    const ask = () =>
      store.transaction(async (tx) => {
        const before = await tx.lockPhoneCode(phoneId);
        await tx.savePhoneCode({ phoneId, ...code });
        return before;
      });
    expect((await Promise.all([ask(), ask(), ask()])).filter((before) => before === null)).toHaveLength(1);

    const mail = { ticketId: 'mailed', countyId: 'c', address: 'li@example.org', confirmedAt: null };
    await store.transaction((tx) => tx.saveTicketMail({ ...mail, code, endToken: 'e', endHash: 'mailed' }));
    const tryOnce = () =>
      store.transaction(async (tx) => {
        const [its, mailed] = [(await tx.lockPhoneCode(phoneId))!, (await tx.lockTicketMail('mailed'))!];
        await tx.savePhoneCode({ ...its, triesLeft: its.triesLeft - 1 });
        await tx.saveTicketMail({ ...mailed, code: { ...code, triesLeft: mailed.code!.triesLeft - 1 } });
      });
    await Promise.all([tryOnce(), tryOnce(), tryOnce(), tryOnce()]);
    expect(await store.read.phoneCode(phoneId)).toMatchObject({ triesLeft: 1 });
    expect((await store.read.ticketMail('mailed'))?.code).toEqual({ ...code, triesLeft: 1 });
  });

  it('keeps messages and the journal in the order they were written', async () => {
    const message = (id: string, ticketId: string | null, at: number) => ({
      ...EMPTY_MESSAGE,
      id,
      sessionId: 'told',
      ticketId,
      text: `请稍候 ${id}`,
      at,
      byPersonId: 'p1',
    });
    const entry = (id: string) => ({
      id,
      countyId: COUNTY,
      sessionId: 'told',
      caseId: 'told-case',
      ticketId: null,
      at: 1,
      byPersonId: 'p1',
      byName: '周敏',
      what: 'queue.move',
      why: '年纪大',
      data: { from: 1 },
    });
    await store.transaction(async (tx) => {
      await tx.saveSession({ ...sessionFacts({ id: 'told' }), state: 'scheduled' });
      await tx.insertMessage(message('m1', null, 1));
      await tx.insertMessage(message('m2', 't1', 2));
      await tx.insertMessage(message('m3', null, 3));
      await tx.insertTicket(waiting({ id: 'told-ticket' }));
      const scope = 'broadcast';
      await tx.insertConsents([
        {
          ticketId: 'told-ticket',
          personId: 'p',
          scope,
          given: true,
          version: '1',
          spoken: false,
          at: 1,
          byPersonId: 'p',
        },
      ]);
      for (const id of ['a1', 'a2', 'a3']) await tx.appendAudit(entry(id));
    });
    expect(await store.read.messages('told', null, 1)).toEqual([message('m3', null, 3)]);
    expect(await store.read.messages('told', 't1', 9)).toEqual([message('m2', 't1', 2)]);
    expect(await store.read.messagesToTickets('told')).toEqual([message('m2', 't1', 2)]);
    const toGroup = {
      ...message('m4', null, 4),
      ticketIds: ['told-ticket', 't1'],
      listen: true,
      to: 2,
      here: 1,
      sms: 1,
    };
    const troubles = (groupIds: readonly (string | null)[]) =>
      groupIds.map((groupId, index) => ({
        ticketId: `t${index}`,
        sessionId: 'told',
        groupId,
        at: index,
        byPersonId: 'p1',
      }));
    await store.transaction(async (tx) => {
      await tx.insertMessage(toGroup);
      await tx.saveTicket({ ...waiting({ id: 'told-ticket' }), sessionId: 'told', messagesReadAt: 7 });
      await tx.saveTroubles(troubles(['g1', 'g1']));
      await tx.saveTroubles(troubles(['g2', null]));
    });
    expect(await store.read.messages('told', null, 9)).toEqual([message('m3', null, 3), message('m1', null, 1)]);
    expect(await store.read.messagesToTickets('told')).toEqual([message('m2', 't1', 2), toGroup]);
    expect((await store.read.messagesOfSession('told', 2)).map(({ id }) => id)).toEqual(['m4', 'm3']);
    expect(await store.read.messageReaders('told')).toMatchObject([{ ticketId: 'told-ticket', readAt: 7 }]);
    expect([...(await store.read.numbersOf(['told-ticket', 'none'])).keys()]).toEqual(['told-ticket']);
    expect(await store.read.troublesSaid('told')).toEqual([
      { ticketId: 't0', groupId: 'g2' },
      { ticketId: 't1', groupId: null },
    ]);
    expect(await store.read.auditOfSession('told', 2)).toEqual([entry('a3'), entry('a2')]);
    const [first, ...rest] = await store.read.auditAfter('told', 0, 2);
    expect([first, ...rest].map((one) => one?.id)).toEqual(['a1', 'a2']);
    expect(await store.read.auditAfter('told', rest[0]?.seq ?? 0, 9)).toMatchObject([entry('a3')]);
    expect((await store.read.holdersOf(['told-ticket', 'none'])).get('told-ticket')?.personId).toBe('person-0');
    expect(await store.read.auditOfCase('told-case')).toEqual([entry('a1'), entry('a2'), entry('a3')]);
  });

  it('[M1] keeps each edition of minutes, and finds whose are public', async () => {
    const minutes: MinutesRecord = {
      ...{ id: 'mn1', countyId: COUNTY, sessionId: 'with-minutes', edition: 1, stage: 'published', version: 0 },
      content: {
        title: '纪要',
        intro: '',
        session: { number: 7, topic: '', startsAt: 1, endsAt: 2, zone: 'Asia/Shanghai', officials: [] },
        rows: [],
        questions: [{ id: 'q1', wording: '何时修？', who: '', state: 'answered', note: '本月' }],
        outcomes: { answered: 1, promised: 0, dispatched: 0, outOfScope: 0, failed: 0 },
        offAir: [],
        notReached: { nextSession: 0, phone: 0, written: 0, undecided: 0, refused: 0, left: 0, noShow: 0 },
      },
      reviews: [{ stage: 'first', byPersonId: 'p1', byName: '吴静', at: 5, reason: '' }],
      ...{ draftedAt: 4, publishedAt: 9, ended: null },
    };
    const next: MinutesRecord = { ...minutes, id: 'mn2', edition: 2, stage: 'draft', reviews: [], publishedAt: null };
    await store.transaction(async (tx) => {
      await tx.insertMinutes(next);
      await tx.insertMinutes(minutes);
    });
    expect(await store.read.minutes('mn1')).toEqual(minutes);
    expect(await store.read.minutesOfSessions(['with-minutes', 'none'])).toEqual([minutes, next]);
    expect(await store.read.sessionsWithMinutes(COUNTY, 9)).toEqual(['with-minutes']);
    const ended = { at: 10, byName: '孙强', reason: '有误' };
    const save = (record: MinutesRecord) => store.transaction((tx) => tx.saveMinutes(record));
    await save({ ...minutes, stage: 'withdrawn', ended });
    expect(await store.read.minutes('mn1')).toEqual({ ...minutes, stage: 'withdrawn', ended, version: 1 });
    expect(await store.read.sessionsWithMinutes(COUNTY, 9)).toEqual([]);
    await expect(save(minutes)).rejects.toMatchObject({ code: 'STALE' });
  });
});
