/**
 * Statements whose text is made once per process. Drizzle makes it anew each time it is asked, which takes longer than
 * the database takes to run a short one: what every action of an evening asks for is made once and filled.
 */
import { type Column, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { NodePgSession } from 'drizzle-orm/node-postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { QueryResult, QueryResultRow } from 'pg';
import { clientOf, type Db, DIALECT, drizzleOver } from './link.ts';

/** What placeholders are filled with, by their names. */
type Values = Readonly<Record<string, unknown>>;
interface Preparable<Result> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<Result> };
}
type Runs<Of extends Values, Result> = (db: Db, values: Of) => Promise<Result>;

/** Builds texts and runs nothing. */
const BUILDER = drizzleOver(() => Promise.reject(new Error('A statement was run while it was made.')));

/**
 * `make` builds the statement, with placeholders where values go. A statement is made for each set of names that have
 * values, which `make` is given: a row may leave a column to its default.
 */
export function madeOnce<Of extends Values, Result>(
  make: (db: Db, names: readonly (keyof Of & string)[]) => Preparable<Result>,
): Runs<Of, Result> {
  const made = new Map<string, { execute(values: Values): Promise<Result> }>();
  return (db, values) => {
    let shape = '';
    for (const name in values) if (values[name] !== undefined) shape += `${name},`;
    let statement = made.get(shape);
    if (!statement) {
      statement = make(BUILDER, shape.split(',').slice(0, -1)).prepare('');
      made.set(shape, statement);
    }
    // It asks its own client only; this one is the transaction's.
    return Object.create(statement, { client: { value: clientOf(db) } }).execute(values);
  };
}

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
