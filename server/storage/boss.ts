/** The job queue in the same database, so that a job commits together with the state that asks for it. */
import { createHash } from 'node:crypto';
import type { QueryResult } from 'pg';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { LaterJob } from '../services/ports/store.ts';
import { preparedOnce, type Runs } from './link.ts';

export const QUEUES = [
  'ticket.passOver',
  'ticket.tellHeld',
  'emergency.escalate',
  'case.mark',
  'session.close',
  'session.endOvertime',
  'session.settle',
  'session.unopened',
  'ticket.remind',
  'series.extend',
  'notice.deliver',
  'retention',
  'vacuum',
  'analyze',
  'audit.chain',
  'recording.delete',
  'recording.join',
  'minutes.draft',
  'demo.keepOpen',
] as const satisfies readonly LaterJob['queue'][];

const USUAL = {
  /** A job whose process died is taken again after this long at the latest, give or take the supervision interval. */
  expireInSeconds: 30,
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
} as const;
/** Long work, some of it put off for as long as an evening is live; of a process that died it is taken again soon. */
const LONG = {
  ...USUAL,
  expireInSeconds: 2 * 3600,
  heartbeatSeconds: 30,
  retryLimit: 100_000,
  retryDelay: 3,
  retryDelayMax: 300,
} as const;
const optionsOf = (name: LaterJob['queue']): typeof USUAL | typeof LONG =>
  name === 'recording.join' || name === 'vacuum' ? LONG : USUAL;
const SUPERVISE_SECONDS = 10;
const FORGET_WHAT_IS_OVER = `delete from pgboss.job where name = $1 and id = $2 and state in ('completed', 'failed', 'cancelled')`;
const NOBODY = '00000000-0000-4000-8000-000000000000';

export interface BossOptions {
  readonly run: Runs;
  readonly embedded: boolean;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** Installs the queue's tables where they are missing and starts it without any worker. */
export async function startBoss({ run, embedded, log }: BossOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: bossDatabase(run),
    backend: embedded ? 'pglite' : 'postgres',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    registerInstance: !embedded,
    monitorVacuum: !embedded,
    reindex: !embedded,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue failed'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, `the job queue warns: ${message}`));
  await boss.start();
  await forgetTimesToCome(run);
  await provideQueues(boss);
  if (embedded) await takeOverJobs(run);
  return boss;
}

async function provideQueues(boss: PgBoss): Promise<void> {
  const known = new Map((await boss.getQueues([...QUEUES])).map((queue) => [queue.name, queue]));
  for (const name of QUEUES) {
    const queue = known.get(name);
    const options = optionsOf(name);
    const differs = (Object.keys(options) as (keyof typeof options)[]).some(
      (option) => queue?.[option] !== options[option],
    );
    if (!queue) await boss.createQueue(name, options);
    else if (differs) await boss.updateQueue(name, options);
    // pg-boss looks a new queue up on first use, which inside a transaction of the one embedded connection would wait
    // for itself.
    if (!queue || differs) await boss.findJobs(name, { id: NOBODY });
  }
}

/**
 * What a clock that ran ahead and was put right has left: the queue takes it for the time at which it last looked at its
 * schedules, and would look no more until that time comes.
 */
async function forgetTimesToCome(run: Runs): Promise<void> {
  await run({ text: 'update pgboss.version set cron_on = null where cron_on > now()' });
  await run({
    text: `update pgboss.queue set monitor_claim_on = least(monitor_claim_on, now()), monitor_on = least(monitor_on, now()),
      maintain_on = least(maintain_on, now()) where greatest(monitor_claim_on, monitor_on, maintain_on) > now()`,
  });
}

/** The embedded database has one process: jobs that are active when it starts belonged to one that died. */
async function takeOverJobs(run: Runs): Promise<void> {
  await run({ text: `update pgboss.job set state = 'retry', start_after = now() where state = 'active'` });
}

/** Puts a job in its queue through `run`. The job's id follows from its key, which makes it once per thing. */
export async function sendLater(boss: PgBoss, run: Runs, job: LaterJob): Promise<void> {
  const prepared: Runs = (statement, values) => run(preparedOnce(statement as { text: string }, values), values);
  const { at, priority = 0, again = false } = job;
  const id = jobId(job);
  if (again) await prepared({ text: FORGET_WHAT_IS_OVER }, [job.queue, id]);
  const options = { id, startAfter: new Date(at), priority, db: bossDatabase(prepared) };
  await boss.send(job.queue, { key: job.key, ...job.data }, options);
}

/** A UUID (version 8: of our own making) of queue and key. */
function jobId({ queue, key }: LaterJob): string {
  const bytes = createHash('sha256').update(`${queue}\0${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bossDatabase(run: Runs): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text, values) {
      const answer: QueryResult | QueryResult[] = await run({ text }, values);
      return { rows: Array.isArray(answer) ? answer.flatMap((each) => each.rows) : answer.rows };
    },
  };
}
