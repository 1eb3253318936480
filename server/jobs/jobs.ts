/** What happens later and by itself: deadlines, delivery of notices, retention. Handlers do nothing when too late. */
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { CASE_MARKS, type CaseMark } from '../domain/cases/clock.ts';
import type { LaterJob } from '../services/ports/store.ts';
import type { OpenedStore } from '../storage/open-store.ts';
import { type Notifiers, OutboxDelivery } from './outbox-delivery.ts';

/**
 * How late each kind may be noticed. Uneven, so that the queues are not all looked through in one moment: whoever is put
 * through just then would wait for it.
 */
const POLLING_SECONDS: Record<LaterJob['queue'], number> = {
  'ticket.passOver': 1,
  'ticket.tellHeld': 1.1,
  'emergency.escalate': 1.3,
  'notice.deliver': 1.2,
  'case.mark': 3.1,
  'session.close': 2.1,
  'session.endOvertime': 2.3,
  'session.settle': 7,
  'session.unopened': 59,
  'ticket.remind': 11,
  'series.extend': 61,
  'demo.keepOpen': 15,
  retention: 60,
  vacuum: 53,
  analyze: 17,
  'audit.chain': 19,
  'recording.delete': 2.7,
  'recording.join': 4.3,
  'minutes.draft': 5.3,
};
/** Deadlines that fall together are worked on together. */
const BATCH = 20;
/** What takes a processor for minutes is done one after the other. */
const ONE_BY_ONE: readonly LaterJob['queue'][] = ['recording.join'];
const HOURLY = '17 * * * *';
const FOUR_TIMES_A_DAY = '41 */6 * * *';
const EVERY_MINUTE = '* * * * *';

export interface JobsOptions {
  readonly notifiers: Notifiers;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly clock: () => number;
  /** Q4. Called once per deadline, and again after a failure. */
  passOver(ticketId: string, calledAt: number): Promise<void>;
  /** Q9: what was held back while it could be undone. */
  tellHeld(ticketId: string, at: number): Promise<void>;
  /** C9: nobody accepted it. */
  escalate(emergencyId: string): Promise<void>;
  /** K3: a reminder, urging, supervision, an urgent case that nobody took note of. */
  caseMark(caseId: string, mark: CaseMark, deadline: number): Promise<void>;
  /** S3: the closing time, and the end of the overtime. */
  closeSession(sessionId: string): Promise<void>;
  /** A day, an hour, ten minutes before. */
  remind(ticketId: string, slotAt: number): Promise<void>;
  /** S4: what becomes of those who did not choose. */
  settleSession(sessionId: string): Promise<void>;
  /** S4: evenings that nobody opened. Every hour. */
  cancelUnopened(): Promise<void>;
  /** M1: the first draft of the minutes. */
  draftMinutes(sessionId: string): Promise<void>;
  extendSeries(): Promise<void>;
  /** R4: the file of a recording that is no more. */
  deleteRecording(file: string): Promise<void>;
  /** R8: both people of a call in one file. `false`: not now, try again. */
  joinRecordings(callId: string, askedAt: number): Promise<boolean>;
  /** R5, R6: what is older than its county's rule; what could not be closed. Every hour. */
  tidyRecordings(): Promise<void>;
  /** A demo has a session open at every moment; `null` where there is no demo. */
  readonly keepDemoOpen: (() => Promise<unknown>) | null;
}

/** Nothing went wrong; it is to be tried again. */
class NotNow extends Error {
  override readonly name = 'NotNow';
}

export interface Jobs {
  /** Delivers what is due now; for tests. */
  deliver(): Promise<void>;
  close(): Promise<void>;
}

const TicketDeadline = z.object({ ticketId: z.string(), calledAt: z.pipe(z.string(), z.transform(Number)) });
const Held = z.object({ ticketId: z.string(), at: z.pipe(z.string(), z.transform(Number)) });
const Reminder = z.object({ ticketId: z.string(), slotAt: z.pipe(z.string(), z.transform(Number)) });
const Emergency = z.object({ emergencyId: z.string() });
const DueMark = z.object({
  caseId: z.string(),
  mark: z.enum(CASE_MARKS),
  deadline: z.pipe(z.string(), z.transform(Number)),
});
const Recording = z.object({ file: z.string().check(z.regex(/^[0-9a-f]{40}$/)) });
const AskedCall = z.object({ callId: z.string(), askedAt: z._default(z.pipe(z.string(), z.transform(Number)), 0) });
const SessionDeadline = z.object({ sessionId: z.string() });

/** Starts the workers of every queue. Jobs that were due while nothing ran are taken first. */
export async function startJobs(opened: OpenedStore, options: JobsOptions): Promise<Jobs> {
  const { boss, outbox } = opened;
  const { clock, log } = options;
  if (opened.embedded) await outbox.takeOver(clock());
  const delivery = new OutboxDelivery({ outbox, notifiers: options.notifiers, clock, log });

  const run: Record<LaterJob['queue'], (data: unknown) => Promise<unknown>> = {
    'ticket.passOver': (data) => {
      const { ticketId, calledAt } = TicketDeadline.parse(data);
      return options.passOver(ticketId, calledAt);
    },
    'ticket.tellHeld': (data) => {
      const { ticketId, at } = Held.parse(data);
      return options.tellHeld(ticketId, at);
    },
    'emergency.escalate': (data) => options.escalate(Emergency.parse(data).emergencyId),
    'case.mark': (data) => {
      const { caseId, mark, deadline } = DueMark.parse(data);
      return options.caseMark(caseId, mark, deadline);
    },
    'session.close': (data) => options.closeSession(SessionDeadline.parse(data).sessionId),
    'session.endOvertime': (data) => options.closeSession(SessionDeadline.parse(data).sessionId),
    'ticket.remind': (data) => {
      const { ticketId, slotAt } = Reminder.parse(data);
      return options.remind(ticketId, slotAt);
    },
    'session.settle': (data) => options.settleSession(SessionDeadline.parse(data).sessionId),
    'session.unopened': () => options.cancelUnopened(),
    'minutes.draft': (data) => options.draftMinutes(SessionDeadline.parse(data).sessionId),
    'series.extend': () => options.extendSeries(),
    'notice.deliver': () => delivery.run(),
    'demo.keepOpen': async () => options.keepDemoOpen?.(),
    'recording.join': async (data) => {
      const { callId, askedAt } = AskedCall.parse(data);
      if (!(await options.joinRecordings(callId, askedAt))) throw new NotNow();
    },
    'recording.delete': (data) => options.deleteRecording(Recording.parse(data).file),
    retention: async () => {
      log.info({ rows: await opened.prune(clock()) }, 'deleted what was kept long enough');
      await options.tidyRecordings();
    },
    vacuum: async () => {
      // Where an evening is on air it is left to the next time.
      const tables = await opened.vacuum();
      if (tables !== null) log.info({ tables }, 'vacuumed the embedded database');
    },
    analyze: async () => void (await opened.analyzeGrown()),
    // The heads stand in the server's own log too: whoever cuts the chain short has to change that as well.
    'audit.chain': async () => {
      const { linked, heads } = await opened.extendChain();
      if (linked > 0) log.info({ linked, heads }, 'the chain of the log goes on');
    },
  };

  const queues = Object.keys(run) as LaterJob['queue'][];
  for (const queue of queues) {
    const pollingIntervalSeconds = POLLING_SECONDS[queue];
    const settings = {
      pollingIntervalSeconds,
      batchSize: ONE_BY_ONE.includes(queue) ? 1 : BATCH,
      perJobResults: true,
    } as const;
    await boss.work<Record<string, unknown>, unknown, typeof settings>(queue, settings, (jobs) =>
      Promise.all(
        jobs.map(async ({ id, data }) => {
          try {
            await run[queue](data);
            return { id, status: 'completed' as const };
          } catch (error) {
            if (!(error instanceof NotNow))
              log.warn({ err: error, queue, jobId: id }, 'a job failed; it is tried again');
            return { id, status: 'failed' as const };
          }
        }),
      ),
    );
  }
  await boss.schedule('retention', HOURLY);
  await boss.schedule('session.unopened', HOURLY);
  await boss.schedule('audit.chain', EVERY_MINUTE);
  await boss.schedule('series.extend', FOUR_TIMES_A_DAY);
  if (opened.embedded) {
    await boss.schedule('vacuum', FOUR_TIMES_A_DAY);
    await boss.schedule('analyze', EVERY_MINUTE);
  }
  // The schedule is kept in the database, which a demo may have left to a county.
  if (options.keepDemoOpen) await boss.schedule('demo.keepOpen', EVERY_MINUTE);
  else await boss.unschedule('demo.keepOpen');

  return {
    deliver: () => delivery.run(),
    async close() {
      for (const queue of queues) await boss.offWork(queue);
      await delivery.close();
    },
  };
}
