/** One pool over either database, and transactions on it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { Logger } from 'pino';
import { Refusal } from '../../shared/errors.ts';
import { ask } from './engine/described-once.ts';
import { EmbeddedDatabase } from './engine/embedded-database.ts';
import { Lines } from './engine/lines.ts';
import { type Turn, Turns } from './engine/turns.ts';
import type { Runs, Unawaited } from './link.ts';

export interface DatabaseOptions {
  /** `null`: the embedded database. */
  readonly databaseUrl: string | null;
  /** Where the embedded database lives, with its lock. */
  readonly dataDir: string;
  /** The embedded database, where opening it has begun already. */
  readonly opening?: Promise<EmbeddedDatabase> | undefined;
  /** Connections to PostgreSQL. */
  readonly poolSize: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

const MIGRATIONS = path.join(import.meta.dirname, 'migrations');
/** Any number: processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_303_014;
const MOST_TRIES = 6;
/** A transaction that takes longer is given up: it would hold up everybody on the one embedded connection. */
const LONGEST_TRANSACTION_MS = 20_000;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
/** A statement that was to be prepared first failed before: the next that uses it was on its way already. */
const NOT_PREPARED = '26000';
const PASSING = [SERIALIZATION_FAILURE, DEADLOCK_DETECTED, NOT_PREPARED];

const INSIDE = 'Inside a transaction use the transaction: the embedded database has one connection.';

const isStale = (cause: unknown): boolean => cause instanceof Refusal && cause.code === 'STALE';

/** What runs in a transaction. */
type Work<Result> = (run: Runs, unawaited: Unawaited) => Promise<Result>;

export class Database {
  readonly embedded: boolean;
  readonly #pool: pg.Pool;
  readonly #engine: EmbeddedDatabase | null;
  /** On the embedded database's one connection. */
  readonly #turns: Turns | null;
  readonly #lines = new Lines();
  /** Whether this asynchronous flow is inside a transaction that is still open. */
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  #closing: Promise<void> | null = null;

  private constructor(pool: pg.Pool, engine: EmbeddedDatabase | null) {
    this.#pool = pool;
    this.#engine = engine;
    this.embedded = engine !== null;
    this.#turns = engine && new Turns(pool);
  }

  /** Throws `FolderInUse` when another process has the folder, and `DatabaseNewer`. */
  static async create({ databaseUrl, dataDir, opening, poolSize, log }: DatabaseOptions): Promise<Database> {
    const engine = databaseUrl === null ? await (opening ?? EmbeddedDatabase.open(dataDir)) : null;
    const pool = engine
      ? new pg.Pool({ max: 1, idleTimeoutMillis: 0, pipeline: true, stream: () => engine.connect() as never })
      : new pg.Pool({
          connectionString: databaseUrl ?? '',
          max: poolSize,
          pipeline: true,
          application_name: 'directline',
        });
    pool.on('error', (error) => log.error({ err: error }, 'a connection to the database broke'));
    const database = new Database(pool, engine);
    try {
      await database.#migrate();
      return database;
    } catch (cause) {
      await database.close().catch(() => undefined);
      throw cause;
    }
  }

  /** Runs one statement outside any transaction. */
  readonly run: Runs = async (statement, values) => {
    if (this.#inside.getStore()?.open) throw new Error(INSIDE);
    if (this.#turns) return this.#turns.run(statement, values);
    return this.together((run) => run(statement, values));
  };

  /**
   * Statements that belong together, on one connection, each sent without waiting for the one before. Over a dozen
   * connections the same would wake a dozen processes of the database at once, and whoever acts waits for them.
   */
  async together<Result>(work: (run: Runs) => Promise<Result>): Promise<Result> {
    if (this.#turns) return work(this.run);
    if (this.#inside.getStore()?.open) throw new Error(INSIDE);
    const { client, over } = await this.#connection(undefined);
    const sent: Promise<unknown>[] = [];
    try {
      return await work((statement, values) => {
        const answer = ask(client, statement as pg.QueryConfig, values);
        sent.push(answer);
        return answer;
      });
    } finally {
      await Promise.allSettled(sent);
      over();
    }
  }

  /**
   * Runs `work` in a transaction (READ COMMITTED). What it throws rolls back. After a serialization failure, a deadlock
   * or a record that somebody else saved meanwhile (`STALE`) it runs again, at most five times: it reads anew, so its
   * decision rests on what is there now. What need not be waited for runs in the order in which it was sent, and of what
   * failed the first is thrown. Of transactions in the same `line` one begins when the commit of the one before is sent:
   * for those that lock the same row first.
   */
  async transaction<Result>(work: Work<Result>, line?: string): Promise<Result> {
    if (this.#inside.getStore()?.open) throw new Error('Transactions do not nest.');
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#tryTransaction(work, line);
      } catch (cause) {
        const code = sqlStateOf(cause);
        const again = (code !== null && PASSING.includes(code)) || isStale(cause);
        if (tries === MOST_TRIES || !again) throw cause;
        await wait(Math.random() * 10 * tries);
      }
    }
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#turns?.close();
      await this.#pool.end();
      await this.#engine?.close();
    })();
    return this.#closing;
  }

  async #tryTransaction<Result>(work: Work<Result>, line: string | undefined): Promise<Result> {
    const turn = await (this.#turns?.take() ?? this.#connection(line));
    const { client } = turn;
    let broken: Error | undefined;
    let isEnding = false;
    /** Nothing follows it in this turn: the next one's first statements may be right behind it. */
    const end = (how: 'COMMIT' | 'ROLLBACK') => {
      scope.open = false;
      isEnding = true;
      const ending = client.query(how);
      turn.sent();
      return ending;
    };
    const scope = { open: true };
    const sent: Promise<unknown>[] = [];
    const awaited: Promise<unknown>[] = [];
    const lasts: (() => Promise<unknown>)[] = [];
    const plain: Unawaited['plain'] = (answer) => {
      // Its failure is found at the end.
      answer.catch(() => undefined);
      sent.push(answer);
    };
    const soon: Unawaited['soon'] = (answer) => {
      plain(answer);
      awaited.push(answer);
    };
    const last: Unawaited['last'] = (send) => void lasts.push(send);
    const run: Runs = async (statement, values) => {
      if (!scope.open) throw new Error('This transaction is over; await everything before it returns.');
      return ask(client, statement as pg.QueryConfig, values);
    };
    const workToTheEnd = async () => {
      const result = await work(run, { soon, plain, last });
      await Promise.all(awaited);
      for (const send of lasts) plain(send());
      return result;
    };
    try {
      plain(client.query('BEGIN'));
      const result = await withinTime(this.#inside.run(scope, workToTheEnd));
      const [{ command }] = await Promise.all([end('COMMIT'), ...sent]);
      // A statement that failed unnoticed makes the commit a rollback.
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed.');
      return result;
    } catch (cause) {
      scope.open = false;
      if (cause instanceof TransactionTooLong) {
        broken = cause;
        throw cause;
      }
      if (!isEnding) {
        await end('ROLLBACK').catch((error: Error) => {
          broken = error;
        });
      }
      // What was not waited for may have failed first, and everything after it for that reason.
      const failed = (await Promise.allSettled(sent)).find((one) => one.status === 'rejected');
      throw failed?.reason ?? cause;
    } finally {
      turn.over(broken);
    }
  }

  /** A connection of one's own to PostgreSQL. */
  async #connection(line: string | undefined): Promise<Turn> {
    const next = line === undefined ? () => undefined : await this.#lines.turn(line);
    const client = await this.#pool.connect().catch((cause) => {
      next();
      throw cause;
    });
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    const over = (cause?: Error) => {
      client.off('error', onError);
      client.release(cause ?? broken);
      next();
    };
    return { client, sent: next, over };
  }

  async #migrate(): Promise<void> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await migrate(drizzle({ client }), { migrationsFolder: MIGRATIONS });
      await refuseNewer(client);
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    } catch (cause) {
      broken = cause as Error;
      throw cause;
    } finally {
      client.release(broken);
    }
  }
}

export class DatabaseNewer extends Error {
  constructor() {
    super(
      'This database was made by a newer version of Directline. Put that version back, or restore the backup from ' +
        'before the update.',
    );
    this.name = 'DatabaseNewer';
  }
}

/** Migrating passes over what it does not know, and old code would read and write tables of another shape. */
async function refuseNewer(client: pg.PoolClient): Promise<void> {
  const journal = JSON.parse(await readFile(path.join(MIGRATIONS, 'meta/_journal.json'), 'utf8'));
  const known = (journal as { entries: { when: number }[] }).entries.map(({ when }) => when);
  const { rows } = await client.query('select max(created_at) as newest from drizzle.__drizzle_migrations');
  if (Number(rows[0].newest) > Math.max(...known)) throw new DatabaseNewer();
}

export class TransactionTooLong extends Error {
  constructor() {
    super(`A transaction took longer than ${LONGEST_TRANSACTION_MS} ms and was rolled back.`);
    this.name = 'TransactionTooLong';
  }
}

async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TransactionTooLong()), LONGEST_TRANSACTION_MS);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** The SQLSTATE of an error of the database, also when drizzle wrapped it. */
export function sqlStateOf(cause: unknown): string | null {
  for (let error = cause; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string' && error.code.length === 5) return error.code;
  }
  return null;
}
