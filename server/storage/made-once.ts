/**
 * Statements whose text is made once per process. Drizzle makes it anew each time it is asked, which takes longer than
 * the database takes to run a short one: what every action of an evening asks for is made once and filled. So are the ways
 * in which its values are written and its rows are read.
 */
import { Column, getTableColumns, is, Param, Placeholder, SQL, sql } from 'drizzle-orm';
import { NodePgSession } from 'drizzle-orm/node-postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { clientOf, type Db, DIALECT, drizzleOver } from './link.ts';

/** What placeholders are filled with, by their names. */
type Values = Readonly<Record<string, unknown>>;
interface Preparable<Result> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<Result> };
}
type Runs<Of extends Values, Result> = (db: Db, values: Of) => Promise<Result>;
type Made<Result> = (client: PoolClient, values: Values) => Promise<Result>;

/** What drizzle prepared, of which its types name nothing (drizzle-orm 0.45, `node-postgres/session.js`). */
interface Prepared {
  readonly params: readonly unknown[];
  /** Of a statement without rows, and of one that is written as it stands, there are none. */
  readonly fields?: readonly { readonly path: readonly string[]; readonly field: unknown }[];
  readonly customResultMapper?: unknown;
  readonly queryConfig: QueryConfig;
  readonly rawQueryConfig: QueryConfig;
}
interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

/** Builds texts and runs nothing. */
const BUILDER = drizzleOver(() => Promise.reject(new Error('A statement was run while it was made.')));

/**
 * `make` builds the statement, with placeholders where values go. A statement is made for each set of names that have
 * values, which `make` is given: a row may leave a column to its default.
 */
export function madeOnce<Of extends Values, Result>(
  make: (db: Db, names: readonly (keyof Of & string)[]) => Preparable<Result>,
): Runs<Of, Result> {
  const made = new Map<string, Made<Result>>();
  return async (db, values) => {
    let shape = '';
    for (const name in values) if (values[name] !== undefined) shape += `${name},`;
    let statement = made.get(shape);
    if (!statement) {
      statement = madeOf(make(BUILDER, shape.split(',').slice(0, -1)).prepare(''));
      made.set(shape, statement);
    }
    return statement(clientOf(db), values);
  };
}

function madeOf<Result>(prepared: ReturnType<Preparable<Result>['prepare']>): Made<Result> {
  const { params, fields, customResultMapper, queryConfig, rawQueryConfig } = prepared as unknown as Prepared;
  const writers = params.map(writerOf);
  const fill = (values: Values) => writers.map((write) => write(values));
  if (!fields && !customResultMapper)
    return async (client, values) => (await client.query(rawQueryConfig, fill(values))) as Result;
  if (fields?.every(({ path }) => path.length === 1)) {
    const read = readerOf(fields);
    return async (client, values) => {
      const { rows } = await client.query(queryConfig, fill(values));
      return (rows as unknown as unknown[][]).map(read) as Result;
    };
  }
  // Rows of several tables in one: drizzle's own reading. It asks its own client only; this one is the transaction's.
  return (client, values) => Object.create(prepared, { client: { value: client } }).execute(values);
}

function writerOf(param: unknown): (values: Values) => unknown {
  const taking = ({ name }: Placeholder) => {
    return (values: Values) => {
      if (!(name in values)) throw new Error(`A statement was not given its ${name}.`);
      return values[name];
    };
  };
  if (is(param, Placeholder)) return taking(param);
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const value = taking(param.value);
    return (values) => encoder.mapToDriverValue(value(values));
  }
  return () => param;
}

function readerOf(fields: NonNullable<Prepared['fields']>): (row: readonly unknown[]) => object {
  const columns = fields.map(({ path, field }) => ({ name: path[0] ?? '', decoder: decoderOf(field) }));
  return (row) => {
    const read: Record<string, unknown> = {};
    for (const [index, { name, decoder }] of columns.entries()) {
      const value = row[index];
      read[name] = value === null || decoder === null ? value : decoder.mapFromDriverValue(value);
    }
    return read;
  };
}

/** `null`: what the driver gives is the value. */
function decoderOf(field: unknown): Decoder | null {
  const decoder = is(field, Column) ? field : is(field, SQL) ? decoderIn(field) : decoderIn((field as SQL.Aliased).sql);
  return decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue ? null : decoder;
}

const decoderIn = (expression: SQL): Decoder => (expression as unknown as { readonly decoder: Decoder }).decoder;

/** The same of a statement that is written as it stands. */
export const writtenOnce = <Of extends Values, Row extends QueryResultRow>(
  make: () => SQL,
): Runs<Of, QueryResult<Row>> => {
  const session = new NodePgSession(clientOf(BUILDER), DIALECT, undefined);
  const prepare = () =>
    session.prepareQuery<{ execute: QueryResult<Row>; all: never; values: never }>(
      DIALECT.sqlToQuery(make()),
      undefined,
      undefined,
      false,
    );
  return madeOnce(() => ({ prepare }));
};

/** Placeholders for columns of a row, named by their keys; values are encoded as the columns encode theirs. */
export function placesOf<Table extends PgTable>(table: Table, keys: readonly string[]): Record<string, SQL> {
  const columns: Record<string, Column> = getTableColumns(table);
  return Object.fromEntries(keys.map((key) => [key, placeFor(columns[key]!, key)]));
}

/** A placeholder named `name` for a value of `column`. */
export function placeFor(column: Column, name: string): SQL {
  // Filling encodes `null` too, which a column's own encoder makes text of.
  const mapToDriverValue = (value: unknown) => (value === null ? null : column.mapToDriverValue(value));
  return sql`${sql.param(sql.placeholder(name), { mapToDriverValue })}`;
}

/** `column = any($1)`, with a list of texts in the place called `name`. */
export const isAnyIn = (column: Column, name: string): SQL => sql`${column} = any(${sql.placeholder(name)}::text[])`;
