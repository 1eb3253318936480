/** The store over PGlite or PostgreSQL. */
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Reader, RememberedCommand, Store, Writer } from '../services/ports/store.ts';
import { sendLater, startBoss } from './boss.ts';
import { CommandMemory } from './command-memory.ts';
import { FieldCrypto } from './crypto.ts';
import { Database } from './database.ts';
import { drizzleOver, type Link, type Runs } from './link.ts';
import { Outbox } from './outbox.ts';
import { callReads, callWrites } from './records/calls.ts';
import { caseReads, caseWrites } from './records/cases.ts';
import { journalReads, journalWrites } from './records/journal.ts';
import { noticeReads, noticeWrites } from './records/notices.ts';
import { peopleReads, peopleWrites } from './records/people.ts';
import { sessionReads, sessionWrites } from './records/sessions.ts';
import { ticketReads, ticketWrites } from './records/tickets.ts';
import { prune } from './retention.ts';

export interface OpenStoreOptions {
  /** `null`: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database and its lock; made if missing. */
  readonly dataDir: string;
  /** 32 bytes. */
  readonly fieldKey: Buffer;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Most connections to PostgreSQL; 10 unless told. */
  readonly poolSize?: number;
}

/** What the jobs need besides the port. */
export interface OpenStore extends Store {
  readonly embedded: boolean;
  readonly boss: PgBoss;
  readonly outbox: Outbox;
  /** Deletes what is kept for a time only; answers how many rows went. */
  prune(now: number): Promise<number>;
}

/** Opens the store, with its tables brought up to date. Throws `FolderInUse` when another process has the folder. */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const { fieldKey, log, poolSize = 10, ...where } = options;
  const crypto = new FieldCrypto(fieldKey);
  const database = await Database.create({ ...where, poolSize, log });
  try {
    const boss = await startBoss({ run: database.run, embedded: database.embedded, log });
    return new DatabaseStore(database, boss, crypto);
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

const readerOver = (link: Link): Reader => ({
  ...sessionReads(link),
  ...ticketReads(link),
  ...callReads(link),
  ...caseReads(link),
  ...peopleReads(link),
  ...journalReads(link),
  ...noticeReads(link),
});

class DatabaseStore implements OpenStore {
  readonly read: Reader;
  readonly boss: PgBoss;
  readonly outbox: Outbox;
  readonly embedded: boolean;
  readonly #database: Database;
  readonly #crypto: FieldCrypto;
  readonly #memory: CommandMemory;
  #closing: Promise<void> | null = null;

  constructor(database: Database, boss: PgBoss, crypto: FieldCrypto) {
    const link = { db: drizzleOver(database.run), crypto };
    this.#database = database;
    this.#crypto = crypto;
    this.#memory = new CommandMemory(crypto);
    this.embedded = database.embedded;
    this.boss = boss;
    this.read = readerOver(link);
    this.outbox = new Outbox(link);
  }

  async command<Result>(
    command: RememberedCommand,
    run: (tx: Writer) => Promise<Result>,
  ): Promise<{ result: Result; repeated: boolean }> {
    return this.#transaction(async (tx, link) => {
      const before = await this.#memory.begin(link.db, command);
      if (before) return { result: before.result as Result, repeated: true };
      const result = await run(tx);
      await this.#memory.keep(link.db, command, result);
      return { result, repeated: false };
    });
  }

  transaction<Result>(run: (tx: Writer) => Promise<Result>): Promise<Result> {
    return this.#transaction(run);
  }

  async ping(): Promise<void> {
    await this.#database.run({ text: 'select 1' });
  }

  prune(now: number): Promise<number> {
    return this.#database.transaction((run) => prune(drizzleOver(run), now));
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.boss.stop({ graceful: true, timeout: 5000 });
      await this.#database.close();
    })();
    return this.#closing;
  }

  async #transaction<Result>(run: (tx: Writer, link: Link) => Promise<Result>): Promise<Result> {
    let noticesQueued = false;
    const result = await this.#database.transaction((statement) => {
      noticesQueued = false;
      const link = { db: drizzleOver(statement), crypto: this.#crypto };
      const onQueued = () => {
        noticesQueued = true;
      };
      return run(this.#writer(link, statement, onQueued), link);
    });
    if (noticesQueued) this.outbox.nudge();
    return result;
  }

  #writer(link: Link, statement: Runs, onQueued: () => void): Writer {
    return {
      ...readerOver(link),
      ...sessionWrites(link),
      ...ticketWrites(link),
      ...callWrites(link),
      ...caseWrites(link),
      ...peopleWrites(link),
      ...journalWrites(link),
      ...noticeWrites(link, onQueued),
      later: (job) => sendLater(this.boss, statement, job),
    };
  }
}
