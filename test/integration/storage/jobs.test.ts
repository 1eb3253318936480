import { expect, it, vi } from 'vitest';
import { AWAITS_VISIT_MS } from '../../../server/domain/cases/files.ts';
import { type Jobs, type JobsOptions, startJobs } from '../../../server/jobs/jobs.ts';
import { OutboxDelivery } from '../../../server/jobs/outbox-delivery.ts';
import { NoticeRefused } from '../../../server/services/ports/notice.ts';
import type { LaterJob, OutgoingNotice } from '../../../server/services/ports/store.ts';
import type { OpenedStore } from '../../../server/storage/open-store.ts';
import { openAt, withDatabases, withRows } from '../../support/database.ts';
import { quietLog } from '../../support/store-template.ts';

const SECONDS = 1000;

/** Jobs that write down what they were asked. */
async function startRecording(opened: OpenedStore, change: Partial<JobsOptions> = {}) {
  const closed: string[] = [];
  const settled: string[] = [];
  const escalated: string[] = [];
  const marked: [string, string, number][] = [];
  const passedOver: [string, number][] = [];
  const toldHeld: [string, number][] = [];
  const deleted: string[] = [];
  const sent: OutgoingNotice[] = [];
  const jobs: Jobs = await startJobs(opened, {
    notifiers: {
      sms: { send: async (notice) => void sent.push(notice) },
      push: { send: async () => undefined },
      mail: { send: async () => undefined },
    },
    log: quietLog,
    clock: Date.now,
    passOver: async (ticketId, calledAt) => void passedOver.push([ticketId, calledAt]),
    tellHeld: async (ticketId, at) => void toldHeld.push([ticketId, at]),
    escalate: async (emergencyId) => void escalated.push(emergencyId),
    caseMark: async (...due) => void marked.push(due),
    closeSession: async (sessionId) => void closed.push(sessionId),
    settleSession: async (sessionId) => void settled.push(sessionId),
    remind: async () => undefined,
    cancelUnopened: async () => undefined,
    draftMinutes: async () => undefined,
    extendSeries: async () => undefined,
    deleteRecording: async (file) => void deleted.push(file),
    joinRecordings: async () => true,
    tidyRecordings: async () => undefined,
    keepDemoOpen: null,
    ...change,
  });
  return { jobs, marked, closed, settled, escalated, passedOver, toldHeld, deleted, sent };
}

/** Waits until the check no longer throws. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15 * SECONDS, interval: 50 });
const notice = (id: string): OutgoingNotice => ({
  id,
  countyId: 'c',
  ticketId: 't',
  phone: '13800138000',
  template: 'called',
  fields: { number: '7' },
  at: Date.now(),
});

withDatabases('jobs', (makeStore, newPlace) => {
  it('runs a deadline once when it is due, however often it was asked for', async () => {
    const opened = await makeStore();
    const { jobs, marked, passedOver, toldHeld, closed, escalated } = await startRecording(opened);
    const at = Date.now() + 500;
    const deadline = { queue: 'ticket.passOver', key: 't1:5', at, data: { ticketId: 't1', calledAt: '5' } } as const;
    await opened.store.transaction(async (tx) => {
      await tx.later(deadline);
      await tx.later(deadline);
    });
    await opened.store.transaction((tx) => tx.later(deadline));
    await opened.store.transaction((tx) =>
      tx.later({ queue: 'session.close', key: 's1', at, data: { sessionId: 's1' } }),
    );
    await opened.store.transaction((tx) =>
      tx.later({ queue: 'ticket.tellHeld', key: 't3:7', at, data: { ticketId: 't3', at: '7' } }),
    );
    await opened.store.transaction((tx) =>
      tx.later({ queue: 'emergency.escalate', key: 'e1', at, data: { emergencyId: 'e1' } }),
    );
    const mark = { caseId: 'k1', mark: 'urge', deadline: '9' };
    await opened.store.transaction((tx) => tx.later({ queue: 'case.mark', key: 'k1:urge:9:0', at, data: mark }));
    await eventually(() => {
      expect(marked).toEqual([['k1', 'urge', 9]]);
      expect(escalated).toEqual(['e1']);
      expect(passedOver).toEqual([['t1', 5]]);
      expect(toldHeld).toEqual([['t3', 7]]);
      expect(closed).toEqual(['s1']);
    });
    await opened.store.transaction((tx) => tx.later(deadline));
    await opened.store.transaction((tx) =>
      tx.later({ ...deadline, key: 't2:5', data: { ticketId: 't2', calledAt: '5' } }),
    );
    await eventually(() => expect(passedOver.length).toBeGreaterThan(1));
    expect(passedOver.map(([ticketId]) => ticketId)).toEqual(['t1', 't2']);
    await jobs.close();
  });

  it('tries a job again that failed', async () => {
    const opened = await makeStore();
    let tries = 0;
    const { jobs } = await startRecording(opened, {
      closeSession: async () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
      },
    });
    await opened.store.transaction((tx) =>
      tx.later({ queue: 'session.close', key: 'x', at: 1, data: { sessionId: 'x' } }),
    );
    await eventually(() => expect(tries).toBe(2));
    await jobs.close();
  });

  it('[R8] joins one call after the other, the newest first, and again what could not be done now', async () => {
    const opened = await makeStore();
    const joined: string[] = [];
    const join = (callId: string, priority: number) =>
      opened.store.transaction((tx) =>
        tx.later({ queue: 'recording.join', key: callId, at: 1, data: { callId }, priority }),
      );
    await join('older', 1);
    await join('newer', 2);
    let atOnce = 0;
    const { jobs } = await startRecording(opened, {
      joinRecordings: async (callId) => {
        atOnce += 1;
        await new Promise((resolve) => setImmediate(resolve));
        expect(atOnce).toBe(1);
        atOnce -= 1;
        return joined.push(callId) > 1;
      },
    });
    await vi.waitFor(() => expect(joined.toSorted()).toEqual(['newer', 'newer', 'older']), { timeout: 30 * SECONDS });
    expect(joined[0]).toBe('newer');
    await jobs.close();
  });

  it('[R8] does once more what is asked for again: only where it is over, and not where it still waits', async () => {
    const opened = await makeStore();
    const asked: [string, number][] = [];
    const job = (askedAt: number, again: boolean): LaterJob => ({
      ...{ queue: 'recording.join', key: 'lost', at: 1, again },
      data: { callId: 'lost', askedAt: String(askedAt) },
    });
    const ask = (...jobs: LaterJob[]) =>
      opened.store.transaction(async (tx) => {
        for (const each of jobs) await tx.later(each);
      });
    const { jobs } = await startRecording(opened, {
      joinRecordings: async (...call) => asked.push(call) > 0,
    });
    const isOver = () =>
      expect
        .poll(async () => (await opened.boss.findJobs('recording.join')).map(({ state }) => state), {
          timeout: 30 * SECONDS,
        })
        .toEqual(['completed']);
    await ask(job(1, false));
    await isOver();
    await ask(job(2, false));
    await ask(job(3, true), job(4, true));
    await isOver();
    expect(asked).toEqual([
      ['lost', 1],
      ['lost', 3],
    ]);
    await jobs.close();
  });

  it('[T2] runs after a restart what was due meanwhile, and delivers what was committed', async () => {
    const place = await newPlace();
    const before = await openAt(place);
    await before.store.transaction(async (tx) => {
      await tx.later({ queue: 'session.endOvertime', key: 's9', at: Date.now(), data: { sessionId: 's9' } });
      await tx.queueNotice(notice('n9'));
    });
    await before.store.close();
    const after = await openAt(place);
    const { jobs, closed, sent } = await startRecording(after);
    await eventually(() => {
      expect(closed).toEqual(['s9']);
      expect(sent.map(({ id }) => id)).toEqual(['n9']);
    });
    await jobs.close();
    await after.store.close();
  });

  it('does not wait for the times of a clock that ran ahead and was put right', async () => {
    const { store, place } = await makeStore();
    await store.close();
    const ahead = `select (select count(*) from pgboss.version where cron_on > now())::int as schedules,
      (select count(*) from pgboss.queue where greatest(monitor_on, monitor_claim_on, maintain_on) > now())::int as queues`;
    const timesAhead = () => withRows(place, async (run) => (await run({ text: ahead })).rows[0]);
    await withRows(place, async (run) => {
      await run({ text: `update pgboss.version set cron_on = now() + interval '1 day'` });
      await run({ text: `update pgboss.queue set monitor_claim_on = now() + interval '1 day'` });
    });
    expect(await timesAhead()).toMatchObject({ schedules: 1, queues: expect.any(Number) });
    const again = await openAt(place);
    await again.store.close();
    expect(await timesAhead()).toEqual({ schedules: 0, queues: 0 });
  });

  it('delivers a notice right after its commit, once, and again after a failure', async () => {
    const opened = await makeStore();
    const tries: string[] = [];
    const { jobs } = await startRecording(opened, {
      notifiers: {
        sms: {
          async send({ id, phone, fields }) {
            expect({ phone, fields }).toEqual({ phone: '13800138000', fields: { number: '7' } });
            tries.push(id);
            if (id === 'n2' && tries.length === 2) throw new Error('the carrier is away');
          },
        },
        push: { send: async () => undefined },
        mail: { send: async () => undefined },
      },
    });
    await opened.store.transaction((tx) => tx.queueNotice(notice('n1')));
    await expect.poll(() => tries, { timeout: 900, interval: 10 }).toEqual(['n1']);
    await opened.store.transaction((tx) => tx.queueNotice(notice('n2')));
    await eventually(() => expect(tries).toEqual(['n1', 'n2', 'n2']));
    await jobs.close();
  });

  it('[T2] delivers by SMS while the server of a push does not answer', async () => {
    const opened = await makeStore();
    const sent: string[] = [];
    let answer = () => {};
    const pushed = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { jobs } = await startRecording(opened, {
      notifiers: {
        sms: { send: async ({ id }) => void sent.push(`sms ${id}`) },
        push: { send: ({ id }) => pushed.then(() => void sent.push(`push ${id}`)) },
        mail: { send: async () => undefined },
      },
    });
    await opened.store.transaction((tx) => tx.queueNotice(notice('n1'), ['sms', 'push']));
    await eventually(() => expect(sent).toEqual(['sms n1']));
    await opened.store.transaction((tx) => tx.queueNotice(notice('n2'), ['sms', 'push']));
    await eventually(() => expect(sent).toEqual(['sms n1', 'sms n2']));
    answer();
    await eventually(() => expect(sent).toEqual(['sms n1', 'sms n2', 'push n1', 'push n2']));
    await jobs.close();
  });

  it('[T2] keeps why a notice was not taken, tries it as long as it can help, and then no more', async () => {
    const opened = await makeStore();
    const { store, outbox } = opened;
    const made = { ...notice('n1'), template: 'booked' };
    await store.transaction((tx) => tx.queueNotice(made));
    const delivery = async () => (await store.read.noticesOfTicket('t', 1))[0]?.deliveries;
    expect(await delivery()).toEqual([{ way: 'sms', state: 'queued' }]);
    const jobs = async (now: number, error: Error) => {
      const send = () => Promise.reject(error);
      const round = new OutboxDelivery({
        outbox,
        notifiers: { sms: { send }, push: { send }, mail: { send } },
        clock: () => now,
        log: quietLog,
      });
      await round.run();
      await round.close();
    };
    await jobs(made.at, new NoticeRefused('the SMS gateway answered 503'));
    const nextTryAt = made.at + 2 * SECONDS;
    expect(await delivery()).toEqual([{ way: 'sms', state: 'retrying', fault: 'refused', tries: 1, nextTryAt }]);
    await jobs(nextTryAt - 1, new Error('not due yet'));
    expect(await delivery()).toMatchObject([{ state: 'retrying', tries: 1 }]);

    const aDayOn = made.at + 24 * 3600 * SECONDS;
    const late = aDayOn - SECONDS;
    await jobs(late, new TypeError('fetch failed'));
    const givenUp = { way: 'sms', state: 'givenUp', fault: 'unreachable', tries: 2, givenUpAt: late };
    expect(await delivery()).toEqual([givenUp]);
    expect(await outbox.take('sms', aDayOn + 24 * 3600 * SECONDS, 6)).toEqual([]);
    await outbox.takeOver(aDayOn);
    expect(await outbox.take('sms', aDayOn + 1, 6)).toEqual([]);
    expect(await opened.prune(aDayOn)).toBe(0);
    expect(await opened.prune(made.at + 31 * 24 * 3600 * SECONDS)).toBe(1);
  });

  it('[T2] does not tell somebody late that their turn has come', async () => {
    const { store, outbox } = await makeStore();
    const made = notice('n1');
    await store.transaction((tx) => tx.queueNotice(made));
    const late = made.at + 2 * 60 * SECONDS;
    expect(await outbox.take('sms', late, 6)).toEqual([]);
    const [told] = await store.read.noticesOfTicket('t', 1);
    expect(told?.deliveries).toEqual([{ way: 'sms', state: 'givenUp', fault: 'tooLate', tries: 0, givenUpAt: late }]);
  });

  it('removes a photo whose visit was not written down within seven days, and no other file', async () => {
    const { store, prune } = await makeStore();
    const at = Date.now();
    const file = {
      countyId: 'c',
      caseId: 'k',
      replyId: null,
      visitId: null,
      byCitizen: false,
      isPublic: false,
    } as const;
    const picture = { ...file, name: '现场.jpg', kind: 'picture', size: 1, at } as const;
    await store.transaction(async (tx) => {
      await tx.insertCaseFile({ ...picture, id: 'f1', awaitsVisit: true }, 'AA==');
      await tx.insertCaseFile({ ...picture, id: 'f2', awaitsVisit: true }, 'AA==');
      await tx.insertCaseFile({ ...picture, id: 'f3', awaitsVisit: false }, 'AA==');
      await tx.saveCaseFile({ ...picture, id: 'f2', awaitsVisit: false, visitId: 'vi' });
    });
    const there = async () => (await store.read.filesOfCase('k')).map(({ id, awaitsVisit }) => [id, awaitsVisit]);
    await prune(at + AWAITS_VISIT_MS);
    expect(await there()).toEqual([
      ['f1', true],
      ['f2', false],
      ['f3', false],
    ]);
    await prune(at + AWAITS_VISIT_MS + 1);
    expect(await there()).toEqual([
      ['f2', false],
      ['f3', false],
    ]);
  });

  it('gives two nodes different notices', async () => {
    const { store, outbox } = await makeStore();
    await store.transaction(async (tx) => {
      for (let n = 0; n < 10; n += 1) await tx.queueNotice(notice(`n${n}`));
    });
    const now = Date.now();
    const taken = await Promise.all([outbox.take('sms', now, 6), outbox.take('sms', now, 6)]);
    const ids = taken.flat().map((each) => each.notice.id);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
    expect(await outbox.take('sms', now, 6)).toEqual([]);
  });
});
