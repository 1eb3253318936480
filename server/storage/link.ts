/** What every store function is given: one database session, and the field crypto. */
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { PoolClient, QueryResult } from 'pg';
import { Refusal } from '../../shared/errors.ts';
import type { LaterJob } from '../services/ports/store.ts';
import type { FieldCrypto } from './crypto.ts';
import type { WordCutter } from './words/cutter.ts';
import type { WordHashes } from './words/hashes.ts';

export type Db = NodePgDatabase;

export interface Link {
  readonly db: Db;
  readonly crypto: FieldCrypto;
  /** Words of cases: cut from texts, and as the database has them. */
  readonly cutter: WordCutter;
  readonly hashes: WordHashes;
}

/** What a write is given besides, in its transaction. */
export interface WriteLink extends Link, Unawaited {
  /** A case was written, whose words are to follow. */
  readonly onCase: () => void;
  /** A notice was queued, which is to be delivered. */
  readonly onQueued: () => void;
  readonly sendLater: (job: LaterJob) => Promise<void>;
  /** Epoch milliseconds, for what the store itself dates. */
  readonly now: () => number;
}

/** Statements that need not be waited for: one that fails makes its transaction fail. */
export interface Unawaited {
  /** Takes one that was sent, and what is made of its answer: the commit waits for it. */
  readonly soon: (sent: Promise<unknown>) => void;
  /** Takes one that was sent, whose answer says at most that it failed: the commit is sent right behind it. */
  readonly plain: (sent: Promise<unknown>) => void;
  /** Takes one that is sent together with the commit, once all before it are known to have done what they should. */
  readonly last: (send: () => Promise<unknown>) => void;
}

interface Statement {
  readonly text: string;
}
export type Runs = (statement: object, values?: unknown[]) => Promise<QueryResult>;

/** One for all transactions: it keeps what it made of the names of tables and columns. */
export const DIALECT = new PgDialect({ casing: 'snake_case' });

/** Drizzle over anything that runs statements. */
export function drizzleOver(run: Runs): Db {
  const query = (statement: Statement, values?: unknown[]) => run(preparedOnce(statement, values), values);
  const client = { query } as unknown as PoolClient;
  const db = new NodePgDatabase(DIALECT, new NodePgSession(client, DIALECT, undefined), undefined);
  // As drizzle itself does it. A weak map would keep what a transaction made until the heap is collected as a whole.
  return Object.assign(db, { $client: client });
}

/** What `db` sends its statements to. */
export function clientOf(db: Db): PoolClient {
  const { $client } = db as Db & { readonly $client?: PoolClient };
  if (!$client) throw new Error('This database was not made here.');
  return $client;
}

/** Statements are prepared once per connection: planning costs more than running them. */
export const preparedOnce = (statement: Statement, values?: unknown[]): object =>
  values?.length ? { ...statement, name: nameOf(statement.text) } : statement;

const names = new Map<string, string>();
const MOST_NAMES = 1000;
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `d${names.size}`;
  names.set(text, name);
  return name;
}

/** `column = any($1)`: one statement whatever the number of values, unlike `in`. */
export const isAnyOf = (column: AnyColumn, values: readonly string[]): SQL =>
  sql`${column} = any(${sql.param([...values])}::text[])`;

/** The only row, or `null`. */
export const first = <Row>(rows: readonly Row[]): Row | null => rows[0] ?? null;

/** Somebody else saved the record meanwhile, where the update found no row of its version: the transaction runs again. */
export function isNotStale(rowCount: number | null, of: Readonly<Record<string, string>>): void {
  if (rowCount === 0) throw new Refusal('STALE', of);
}
