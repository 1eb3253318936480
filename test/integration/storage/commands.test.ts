import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Writer } from '../../../server/services/ports/store.ts';
import type { OpenedStore } from '../../../server/storage/open-store.ts';
import { Refusal } from '../../../shared/errors.ts';
import { withDatabases } from '../../support/database.ts';
import { COUNTY, caseOf, sessionFacts, unique, waiting } from './samples.ts';

withDatabases('commands', (makeStore) => {
  let opened: OpenedStore;
  beforeAll(async () => {
    opened = await makeStore();
  });
  const command = (change = {}) => ({
    commandId: unique('command'),
    actorKey: 'staff:p1',
    action: 'queue.callNext',
    inputHash: 'hash-1',
    ...change,
  });
  const newNumber = () => opened.store.transaction((tx) => tx.nextCaseNumber('counted', 2026));

  it('reads together what belongs together, and goes on after a look that failed', async () => {
    const session = { ...sessionFacts(), state: 'lobby', admitting: true } as const;
    await opened.store.transaction((tx) => tx.saveSession(session));
    const look = () =>
      opened.store.reading((read) =>
        Promise.all([read.session(session.id), read.stageTickets(session.id), read.callsOfSession(session.id)]),
      );
    expect(await look()).toEqual([await opened.store.read.session(session.id), [], []]);
    // More than there are connections, each failing while others of its statements are on their way.
    const failing = Array.from({ length: 25 }, () =>
      opened.store.reading(async (read) => {
        void read.session(session.id);
        throw new Error('a look that fails');
      }),
    );
    expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(await look()).toHaveLength(3);
  });

  it('[T3] runs a repeated command once and answers the same', async () => {
    const same = command();
    let runs = 0;
    const run = async () => {
      runs += 1;
      return { ticketId: `t${runs}`, list: [1, null, '中文'], at: 1.5 };
    };
    const first = await opened.store.command(same, run);
    const second = await opened.store.command(same, run);
    expect(first).toEqual({ result: { ticketId: 't1', list: [1, null, '中文'], at: 1.5 }, repeated: false });
    expect(JSON.stringify(second.result)).toBe(JSON.stringify(first.result));
    expect(second.repeated).toBe(true);
    expect(runs).toBe(1);
  });

  it('[T3] refuses the same id with other content, and takes it from somebody else', async () => {
    const original = command();
    await opened.store.command(original, async () => 1);
    const reused = expect.objectContaining({ code: 'COMMAND_ID_REUSED' });
    await expect(opened.store.command({ ...original, inputHash: 'hash-2' }, async () => 2)).rejects.toEqual(reused);
    await expect(opened.store.command({ ...original, action: 'queue.move' }, async () => 2)).rejects.toEqual(reused);
    const other = await opened.store.command({ ...original, actorKey: 'staff:p2' }, async () => 3);
    expect(other).toEqual({ result: 3, repeated: false });
  });

  it('[Q1] runs the commands of a session in the order in which they were asked for, whatever becomes of one', async () => {
    const { id: sessionId } = sessionFacts();
    await opened.store.transaction((tx) =>
      tx.saveSession({ ...sessionFacts({ id: sessionId }), state: 'lobby', admitting: true }),
    );
    const ran: number[] = [];
    // More than there are connections.
    const asked = Array.from({ length: 30 }, (_, index) =>
      opened.store.command(command({ sessionId }), async () => {
        ran.push(index);
        if (index % 7 === 3) throw new Refusal('FORBIDDEN');
      }),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(ran).toEqual(asked.map((_, index) => index));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  });

  it('keeps what a transaction stored that began right behind one that failed, and nothing of that one', async () => {
    const failing = (how: (tx: Writer) => Promise<unknown>) =>
      opened.store.transaction(async (tx) => {
        await tx.nextCaseNumber('behind', 2026);
        await how(tx);
      });
    const twice = { id: unique('unit'), countyId: COUNTY, name: '', kind: 'department' as const };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, async (_, index) => {
        if (index % 3 === 0) return opened.store.transaction((tx) => tx.nextCaseNumber('behind', 2026));
        if (index % 3 === 1) return failing(() => Promise.reject(new Error('changed its mind')));
        // Found by the database, at the latest with the commit.
        return failing(async (tx) => tx.meanwhile(tx.insertUnit(twice).then(() => tx.insertUnit(twice))));
      }),
    );
    const stored = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(new Set(stored).size).toBe(10);
    expect(await opened.store.transaction((tx) => tx.nextCaseNumber('behind', 2026))).toBe('DL2026-000011');
  });

  it('[T3] gives concurrent duplicates one run and one answer', async () => {
    const same = command();
    let runs = 0;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        opened.store.command(same, async (tx) => {
          runs += 1;
          await wait(20);
          return tx.nextCaseNumber('concurrent', 2026);
        }),
      ),
    );
    expect(runs).toBe(1);
    expect(new Set(answers.map(({ result }) => result))).toEqual(new Set(['DL2026-000001']));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it('gives a run what was read ahead, which a repeat asks for in vain, and fails with what fails there', async () => {
    const same = command();
    const number = (tx: Writer) => tx.nextCaseNumber('ahead', 2026);
    const run = async (_: Writer, read: unknown) => read;
    expect(await opened.store.command(same, run, number)).toEqual({ result: 'DL2026-000001', repeated: false });
    const failing = async () => Promise.reject(new Error('asked in vain'));
    expect(await opened.store.command(same, run, failing)).toEqual({ result: 'DL2026-000001', repeated: true });
    await expect(opened.store.command(command(), run, failing)).rejects.toThrow('asked in vain');
    const unit = { id: unique('unit'), countyId: COUNTY, name: '', kind: 'department' as const };
    const broken = (tx: Writer) => tx.insertUnit(unit).then(() => tx.insertUnit(unit));
    await expect(opened.store.command(command(), run, broken)).rejects.toThrow();
    expect(await opened.store.transaction(number)).toBe('DL2026-000002');
  });

  it('rolls a refusal back and does not remember it', async () => {
    const same = command();
    const refusing = opened.store.command(same, async (tx) => {
      await tx.nextCaseNumber('refused', 2026);
      throw new Refusal('QUEUE_EMPTY');
    });
    await expect(refusing).rejects.toEqual(expect.objectContaining({ code: 'QUEUE_EMPTY' }));
    const again = await opened.store.command(same, (tx) => tx.nextCaseNumber('refused', 2026));
    expect(again).toEqual({ result: 'DL2026-000001', repeated: false });
  });

  it('runs a duplicate whose first run was refused meanwhile', async () => {
    const same = command();
    let runs = 0;
    const answers = await Promise.allSettled(
      [1, 2].map(() =>
        opened.store.command(same, async () => {
          runs += 1;
          const mine = runs;
          await wait(20);
          if (mine === 1) throw new Refusal('QUEUE_EMPTY');
          return 'done';
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(runs).toBe(2);
  });

  it('[T2] commits the notice with the state, or neither', async () => {
    const notice = (id: string) => ({
      id,
      countyId: 'outbox',
      ticketId: null,
      phone: '13800138000',
      template: 'code',
      fields: { code: '1' },
      at: 1,
    });
    const failing = opened.store.transaction(async (tx) => {
      await tx.queueNotice(notice('n-lost'));
      await tx.later({ queue: 'session.close', key: 'lost', at: 1, data: { sessionId: 'lost' } });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await opened.store.read.sentNotices('outbox', 9)).toEqual([]);
    expect(await opened.boss.fetch('session.close')).toEqual([]);
    await opened.store.transaction((tx) => tx.queueNotice(notice('n-kept')));
    expect(await opened.store.read.sentNotices('outbox', 9)).toEqual([
      { ...notice('n-kept'), deliveries: [{ way: 'sms', state: 'queued' }] },
    ]);
  });

  it('[Q3] lets decisions about one session follow one another', async () => {
    const facts = sessionFacts();
    await opened.store.transaction((tx) => tx.saveSession({ ...facts, state: 'lobby', admitting: true }));
    const take = () =>
      opened.store.transaction(async (tx) => {
        const session = await tx.lockSession(facts.id);
        const number = session!.issued + 1;
        await wait(5);
        await tx.saveSession({ ...session!, issued: number });
        await tx.insertTicket(waiting({ sessionId: facts.id, number }));
        return number;
      });
    const numbers = await Promise.all(Array.from({ length: 10 }, take));
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('tries again after a deadlock', async () => {
    const [one, two] = [sessionFacts(), sessionFacts()];
    await opened.store.transaction(async (tx) => {
      for (const facts of [one, two]) await tx.saveSession({ ...facts, state: 'scheduled' });
    });
    const lockBoth = (first: string, second: string) =>
      opened.store.transaction(async (tx) => {
        await tx.lockSession(first);
        await wait(50);
        const session = await tx.lockSession(second);
        await tx.saveSession({ ...session!, issued: session!.issued + 1 });
      });
    await Promise.all([lockBoth(one.id, two.id), lockBoth(two.id, one.id)]);
    expect((await opened.store.read.session(one.id))?.issued).toBe(1);
    expect((await opened.store.read.session(two.id))?.issued).toBe(1);
  });

  it('says so when a transaction reads past itself, nests, or is used when over', async () => {
    const { store } = opened;
    await expect(store.transaction(() => store.read.session('x'))).rejects.toThrow();
    await expect(store.transaction(() => store.transaction(async () => 1))).rejects.toThrow('do not nest');
    let kept: (() => Promise<unknown>) | undefined;
    await store.transaction(async (tx) => {
      kept = () => tx.session('x');
    });
    await expect(kept?.()).rejects.toThrow();
  });

  it('goes on after statements that failed', async () => {
    const ticket = waiting();
    await opened.store.transaction((tx) => tx.insertTicket(ticket));
    for (let round = 0; round < 3; round += 1) {
      await expect(opened.store.transaction((tx) => tx.insertTicket(ticket))).rejects.toThrow();
    }
    const signIn = {
      tokenHash: unique('t'),
      countyId: COUNTY,
      personId: 'p',
      phoneId: null,
      expiresAt: Date.now() + 1e9,
    };
    await opened.store.transaction((tx) => tx.insertSignIn(signIn));
    const swallowing = opened.store.transaction(async (tx) => {
      await tx.insertSignIn(signIn).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('rolled back');
    // One that is not waited for fails with its own words, whatever failed after it for that reason.
    const unawaited = opened.store.transaction(async (tx) => {
      await tx.insertTicket(ticket);
      await tx.session('x');
    });
    await expect(unawaited).rejects.toMatchObject({ code: '23505', constraint: 'ticket_pkey' });
    expect(await opened.store.read.ticket(ticket.id)).toEqual(ticket);
    await opened.store.ping();
    expect(await newNumber()).toMatch(/^DL2026-/);
  });

  it('answers each of many that read at once, also beside one that fails', async () => {
    const tickets = [waiting(), waiting(), waiting()];
    await opened.store.transaction(async (tx) => {
      for (const ticket of tickets) await tx.insertTicket(ticket);
    });
    const { read } = opened.store;
    const reading = tickets.map(({ id }) => read.ticket(id));
    const failing = read.ticketsSince(tickets[0]!.sessionId, Number.NaN).catch(() => 'failed');
    const others = [read.ticket('nobody'), newNumber(), read.ticket(tickets[0]!.id)] as const;
    expect(await Promise.all(reading)).toEqual(tickets);
    expect(await failing).toBe('failed');
    expect(await Promise.all(others)).toEqual([null, expect.stringMatching(/^DL2026-/), tickets[0]]);
  });

  it('deletes remembered commands after seven days, and expired sign-ins and codes', async () => {
    const day = 24 * 3600 * 1000;
    const now = Date.now();
    const old = command();
    await opened.store.command(old, async (tx) => {
      await tx.insertSignIn({
        tokenHash: unique('t'),
        countyId: COUNTY,
        personId: 'p',
        phoneId: null,
        expiresAt: now - 1,
      });
      const phoneId = await tx.phoneId(COUNTY, '13600136000');
      await tx.savePhoneCode({ phoneId, codeHash: 'h', expiresAt: now - 2 * day, triesLeft: 1, sentAt: 1 });
    });
    expect(await opened.prune(now)).toBe(2);
    expect((await opened.store.command(old, async () => 1)).repeated).toBe(true);
    await opened.prune(now + 8 * day);
    expect((await opened.store.command(old, async () => 1)).repeated).toBe(false);
  });

  it('deletes lines and photos after thirty days, those of a ticket with a case with the case; keeps them sealed', async () => {
    const now = Date.now();
    const [alone, withCase] = [waiting(), waiting()];
    await opened.store.transaction(async (tx) => {
      for (const ticket of [alone, withCase]) {
        await tx.saveAdditionText(ticket, '照片上是路口', now);
        const photo = { photoId: unique('photo'), width: 1, height: 1, at: now, jpegBase64: 'AAAA' };
        await tx.insertPhoto(ticket, photo);
      }
      await tx.joinCase(caseOf(), withCase.id, now);
    });
    const { read } = opened.store;
    const [photo] = (await read.additionsOf(alone.id)).photos;
    expect(await read.photo(alone.id, photo?.photoId ?? '')).toBe('AAAA');
    expect(await read.photo(withCase.id, photo?.photoId ?? '')).toBe(null);
    await opened.prune(now + 31 * 24 * 3600 * 1000);
    expect(await read.additionsOf(alone.id)).toEqual({ text: '', photos: [] });
    expect(await read.additionsOf(withCase.id)).toMatchObject({ text: '照片上是路口', photos: [{ width: 1 }] });
  });
});
