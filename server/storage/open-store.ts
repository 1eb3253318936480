/** The store over PGlite or PostgreSQL. */
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { LaterJob, Reader, RememberedCommand, Store, Writer } from '../services/ports/store.ts';
import { type ChainCheck, type ChainHead, checkChain, extendChain } from './audit-chain.ts';
import { sendLater, startBoss } from './boss.ts';
import { CommandMemory } from './command-memory.ts';
import { FieldCrypto } from './crypto.ts';
import { Database } from './database.ts';
import type { EmbeddedDatabase } from './engine/embedded-database.ts';
import { drizzleOver, type Link, type WriteLink } from './link.ts';
import { Outbox } from './outbox.ts';
import { ownKeyOf } from './own-keys.ts';
import { additionReads, additionWrites } from './records/additions.ts';
import { barReads, barWrites } from './records/bars.ts';
import { boardReads, boardWrites } from './records/board.ts';
import { calendarReads, calendarWrites } from './records/calendar.ts';
import { callReads, callWrites } from './records/calls.ts';
import { captionReads, captionWrites } from './records/captions.ts';
import { caseListReads } from './records/case-lists.ts';
import { caseLoopReads, caseLoopWrites } from './records/case-loop.ts';
import { caseMarkReads, caseMarkWrites } from './records/case-marks.ts';
import { caseSectionReads } from './records/case-sections.ts';
import { caseViewReads, caseViewWrites } from './records/case-views.ts';
import { caseReads, caseWrites } from './records/cases.ts';
import { emergencyReads, emergencyWrites } from './records/emergencies.ts';
import { figureReads } from './records/figures.ts';
import { fileReads, fileWrites } from './records/files.ts';
import { helperReads, helperWrites } from './records/helpers.ts';
import { journalReads, journalWrites } from './records/journal.ts';
import { mailReads, mailWrites } from './records/mail.ts';
import { mentionReads, mentionWrites } from './records/mentions.ts';
import { minutesReads, minutesWrites } from './records/minutes.ts';
import { noticeReads, noticeWrites } from './records/notices.ts';
import { peopleReads, peopleWrites } from './records/people.ts';
import { preparationReads, preparationWrites } from './records/preparations.ts';
import { pushReads, pushWrites } from './records/push.ts';
import { questionReads, questionWrites } from './records/questions.ts';
import { recordingReads, recordingWrites } from './records/recordings.ts';
import { rehearsalReads, rehearsalWrites } from './records/rehearsals.ts';
import { sessionReads, sessionWrites } from './records/sessions.ts';
import { shortLinkReads, shortLinkWrites } from './records/short-links.ts';
import { templateReads, templateWrites } from './records/templates.ts';
import { ticketReads, ticketWrites } from './records/tickets.ts';
import { troubleReads, troubleWrites } from './records/troubles.ts';
import { waitlistReads, waitlistWrites } from './records/waitlist.ts';
import { wordReads, wordWrites } from './records/words.ts';
import { prune } from './retention.ts';
import { inSections } from './sections.ts';
import { analyzeGrown, vacuum } from './vacuum.ts';
import { WordCutter } from './words/cutter.ts';
import { WordHashes } from './words/hashes.ts';
import { CaseIndexing } from './words/indexing.ts';

export interface OpenStoreOptions {
  /** `null`: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database and its lock; made if missing. */
  readonly dataDir: string;
  /** The embedded database, where opening it has begun already. */
  readonly opening?: Promise<EmbeddedDatabase> | undefined;
  /** 32 bytes. */
  readonly fieldKey: Uint8Array;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Most connections to PostgreSQL; 10 unless told. */
  readonly poolSize?: number;
  /** Epoch milliseconds; dates what the store itself dates. */
  readonly clock?: () => number;
}

/** The store, and what the jobs need besides it. */
export interface OpenedStore {
  readonly store: Store;
  readonly embedded: boolean;
  readonly boss: PgBoss;
  readonly outbox: Outbox;
  /** A key of the server itself, made by `make` at the first start and kept in the database. */
  ownKey(name: string, make: () => string): Promise<string>;
  /** Deletes what is kept for a time only; answers how many rows went. */
  prune(now: number): Promise<number>;
  /** See `vacuum`. On PostgreSQL autovacuum does it: 0 tables. */
  vacuum(): Promise<number | null>;
  /** See `analyzeGrown`; likewise. */
  analyzeGrown(): Promise<number>;
  /** K7: links what was written since into the chain of its county. */
  extendChain(): ReturnType<typeof extendChain>;
  checkChain(countyId: string, kept?: Pick<ChainHead, 'position' | 'link'>): Promise<ChainCheck>;
}

/** Opens the store, with its tables brought up to date. Throws `FolderInUse` when another process has the folder. */
export async function openStore(options: OpenStoreOptions): Promise<OpenedStore> {
  const { fieldKey, log, poolSize = 10, clock = Date.now, ...where } = options;
  const crypto = new FieldCrypto(fieldKey);
  const database = await Database.create({ ...where, poolSize, log });
  try {
    const { run, embedded } = database;
    const boss = await startBoss({ run, embedded, log });
    const words = { cutter: new WordCutter(), hashes: new WordHashes(crypto) };
    const link: Link = { db: drizzleOver(run), crypto, ...words };
    const outbox = new Outbox(link);
    const indexing = new CaseIndexing(link, log);
    const store = new DatabaseStore({ database, boss, link, outbox, indexing, clock });
    // What a process that ended left without its words.
    void indexing.run();
    const pruneAt = (now: number) => database.transaction((statement) => prune(drizzleOver(statement), now));
    const ownKey = (name: string, make: () => string) => ownKeyOf(link, name, make, clock());
    return {
      ...{ store, embedded, boss, outbox, ownKey },
      prune: pruneAt,
      vacuum: async () => (embedded ? vacuum(run) : 0),
      analyzeGrown: async () => (embedded ? analyzeGrown(run) : 0),
      extendChain: () => database.transaction((statement) => extendChain(drizzleOver(statement))),
      checkChain: (countyId, kept) => checkChain(link.db, countyId, kept),
    };
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

const READS = [
  sessionReads,
  shortLinkReads,
  ticketReads,
  waitlistReads,
  preparationReads,
  rehearsalReads,
  callReads,
  recordingReads,
  helperReads,
  captionReads,
  caseReads,
  caseListReads,
  caseViewReads,
  caseLoopReads,
  fileReads,
  caseMarkReads,
  boardReads,
  caseSectionReads,
  mentionReads,
  figureReads,
  peopleReads,
  calendarReads,
  journalReads,
  noticeReads,
  pushReads,
  mailReads,
  troubleReads,
  wordReads,
  templateReads,
  minutesReads,
  barReads,
  questionReads,
  emergencyReads,
  additionReads,
] as const;
const readerOver: (link: Link) => Reader = inSections(READS);
/** What is not waited for before the next is asked for. */
const waitingWrites = ({ soon, sendLater }: WriteLink): Pick<Writer, 'meanwhile' | 'later'> => ({
  meanwhile: soon,
  later: async (job) => soon(sendLater(job)),
});
const writerOver: (link: WriteLink) => Writer = inSections([
  ...READS,
  sessionWrites,
  shortLinkWrites,
  ticketWrites,
  waitlistWrites,
  additionWrites,
  preparationWrites,
  rehearsalWrites,
  callWrites,
  recordingWrites,
  helperWrites,
  captionWrites,
  caseWrites,
  caseViewWrites,
  caseLoopWrites,
  mentionWrites,
  fileWrites,
  caseMarkWrites,
  boardWrites,
  peopleWrites,
  calendarWrites,
  journalWrites,
  noticeWrites,
  pushWrites,
  mailWrites,
  troubleWrites,
  wordWrites,
  templateWrites,
  minutesWrites,
  barWrites,
  questionWrites,
  emergencyWrites,
  waitingWrites,
]);

interface Parts {
  readonly database: Database;
  readonly boss: PgBoss;
  /** Outside transactions. */
  readonly link: Link;
  readonly outbox: Outbox;
  readonly indexing: CaseIndexing;
  readonly clock: () => number;
}

class DatabaseStore implements Store {
  readonly read: Reader;
  readonly #parts: Parts;
  readonly #memory: CommandMemory;
  #closing: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#memory = new CommandMemory(parts.link.crypto, parts.clock);
    this.read = readerOver(parts.link);
  }

  async command<Result>(
    command: RememberedCommand,
    run: (tx: Writer, read: unknown) => Promise<Result>,
    ahead?: (tx: Writer) => Promise<unknown>,
  ): Promise<{ result: Result; repeated: boolean }> {
    const { sessionId, ticketId } = command;
    return this.#transaction(async (tx, link) => {
      const beginning = this.#memory.begin(link.db, command);
      // Sent at once, so that their answers come with the first.
      const locking = sessionId === undefined ? null : tx.lockSession(sessionId);
      const reading = locking && ticketId ? tx.readAhead(ticketId) : null;
      const asked = ahead?.(tx);
      // Whatever fails in the transaction fails that, too.
      asked?.catch(() => undefined);
      const [before] = await Promise.all([beginning, locking, reading]);
      if (before) return { result: before.result as Result, repeated: true };
      const result = await run(tx, await asked);
      this.#memory.keep(link, command, result);
      return { result, repeated: false };
    }, sessionId);
  }

  transaction<Result>(run: (tx: Writer) => Promise<Result>): Promise<Result> {
    return this.#transaction(run);
  }

  reading<Result>(run: (read: Reader) => Promise<Result>): Promise<Result> {
    const { database, link } = this.#parts;
    return database.together((statement) => run(readerOver({ ...link, db: drizzleOver(statement) })));
  }

  async ping(): Promise<void> {
    await this.#parts.database.run({ text: 'select 1' });
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#parts.boss.stop({ graceful: true, timeout: 5000 });
      await this.#parts.indexing.close();
      await this.#parts.link.cutter.close();
      await this.#parts.database.close();
    })();
    return this.#closing;
  }

  async #transaction<Result>(run: (tx: Writer, link: WriteLink) => Promise<Result>, line?: string): Promise<Result> {
    let noticesQueued = false;
    let casesWritten = false;
    const result = await this.#parts.database.transaction((statement, unawaited) => {
      noticesQueued = false;
      casesWritten = false;
      const onCase = () => {
        casesWritten = true;
      };
      const onQueued = () => {
        noticesQueued = true;
      };
      const sending = (job: LaterJob) => sendLater(this.#parts.boss, statement, job);
      const its = { onCase, onQueued, sendLater: sending, now: this.#parts.clock };
      const link: WriteLink = { ...this.#parts.link, db: drizzleOver(statement), ...unawaited, ...its };
      return run(writerOver(link), link);
    }, line);
    if (noticesQueued) this.#parts.outbox.nudge();
    if (casesWritten) void this.#parts.indexing.run();
    return result;
  }
}
