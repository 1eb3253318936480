/**
 * One server per database of PostgreSQL. An advisory lock on a connection of its own: it goes with its process, however
 * that ends, and a host that is gone loses it once PostgreSQL has probed the connection in vain.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** Any number but that of the migrations. */
export const SERVER_LOCK = 7_303_015;
/** PostgreSQL probes after 10 s of silence, and gives a connection up after three probes 5 s apart. */
const PROBES = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';
/** Longer than the probes take. */
const PATIENCE_MS = 40_000;
const TRY_EVERY_MS = 500;

export class DatabaseInUse extends Error {
  constructor(holder: number | null) {
    const who = holder === null ? 'another server' : `another server (its connection is process ${holder} there)`;
    super(
      `The database of DATABASE_URL is in use by ${who}. One server runs on a database: stop that one first. Of a host ` +
        `that cannot be reached: select pg_terminate_backend(${holder ?? 'pid'});`,
    );
    this.name = 'DatabaseInUse';
  }
}

interface Options {
  readonly url: string;
  readonly log: Pick<Logger, 'warn'>;
  /** How long another server may still hold it. */
  readonly patienceMs?: number;
}

export class DatabaseLock {
  readonly #options: Options;
  readonly #lost = Promise.withResolvers<Error>();
  #held: pg.Client | null = null;
  #released = false;

  private constructor(options: Options) {
    this.#options = options;
  }

  /** Waits for a server that is about to end. Throws `DatabaseInUse` when it does not, and what connecting throws. */
  static async take(options: Options): Promise<DatabaseLock> {
    const lock = new DatabaseLock(options);
    await lock.#take();
    return lock;
  }

  /** Resolves when another server took the database while this one's connection was broken. Never rejects. */
  get lost(): Promise<Error> {
    return this.#lost.promise;
  }

  async release(): Promise<void> {
    this.#released = true;
    await this.#held?.end();
  }

  async #take(): Promise<void> {
    const { url, log, patienceMs = PATIENCE_MS } = this.#options;
    const client = new pg.Client({ connectionString: url, application_name: 'directline server', keepAlive: true });
    let isOver = false;
    client.on('error', (error) => log.warn({ err: error }, 'the connection that holds the database broke'));
    client.on('end', () => {
      isOver = true;
      if (this.#held === client) void this.#takeAgain();
    });
    try {
      await client.connect();
      await client.query(PROBES);
      const until = performance.now() + patienceMs;
      for (let tries = 1; !(await tryLock(client)); tries += 1) {
        if (performance.now() > until) throw new DatabaseInUse(await holderOf(client));
        if (tries === 1) log.warn('another server has the database; waiting for it to end');
        await wait(TRY_EVERY_MS);
      }
      if (isOver) throw new Error('The connection that holds the database broke.');
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw cause;
    }
    this.#held = client;
    if (this.#released) await client.end();
  }

  /** Until it is held again; PostgreSQL may be away for long. */
  async #takeAgain(): Promise<void> {
    this.#held = null;
    while (!this.#released && this.#held === null) {
      await this.#take().catch((error: Error) => {
        if (error instanceof DatabaseInUse) {
          this.#released = true;
          this.#lost.resolve(error);
        }
        return wait(TRY_EVERY_MS);
      });
    }
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [SERVER_LOCK]);
  return rows[0].locked;
}

async function holderOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query(
    `select pid from pg_locks where locktype = 'advisory' and classid = 0 and objid = $1 and granted
       and database = (select oid from pg_database where datname = current_database())`,
    [SERVER_LOCK],
  );
  return rows[0]?.pid ?? null;
}
