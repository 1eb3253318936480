/**
 * Prepared statements that are described once. The driver asks the database each time what columns the answer has, and makes
 * everything anew of what it says: of a ticket with its forty columns that is more than the ticket. Here each connection's
 * first answer is kept. Columns cannot change behind it: PostgreSQL refuses a prepared statement whose result would be of
 * another type.
 */
import pg from 'pg';

/** What the driver made of a description; shared by all answers to the statement. */
interface Description {
  readonly fields: readonly object[];
  readonly _parsers: readonly unknown[] | undefined;
  readonly _prebuiltEmptyResultObject: object | null;
}
/** What its types do not name (pg 8.23, `lib/query.js`). */
interface DriversQuery extends pg.Submittable {
  readonly name: string;
  callback: (error: Error | null, result: pg.QueryResult) => void;
  readonly _result: Description;
  _accumulateRows: boolean;
  prepare(connection: pg.Connection): void;
  handleCommandComplete(message: object, connection: pg.Connection): void;
}
const DriversQuery = pg.Query as unknown as new (statement: pg.QueryConfig, values?: unknown[]) => DriversQuery;

interface Known {
  readonly descriptions: Map<string, Description>;
  /** The connection, on which nothing is asked to be described. */
  readonly silent: pg.Connection;
}
const known = new WeakMap<pg.Connection, Known>();

function knownOf(connection: pg.Connection): Known {
  let its = known.get(connection);
  if (!its) {
    const silent: pg.Connection = Object.create(connection, { describe: { value: () => undefined } });
    its = { descriptions: new Map(), silent };
    known.set(connection, its);
  }
  return its;
}

class DescribedOnce extends DriversQuery {
  override prepare(connection: pg.Connection): void {
    const { descriptions, silent } = knownOf(connection);
    const description = descriptions.get(this.name);
    if (!description) {
      super.prepare(connection);
      return;
    }
    Object.assign(this._result, description);
    this._accumulateRows = true;
    super.prepare(silent);
  }

  override handleCommandComplete(message: object, connection: pg.Connection): void {
    super.handleCommandComplete(message, connection);
    const { descriptions } = knownOf(connection);
    if (descriptions.has(this.name)) return;
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    descriptions.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
  }
}

/** Runs a statement. Of those with a name all of one name have one text, and their values are read by one set of types. */
export function ask(client: pg.ClientBase, statement: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
  if (statement.name === undefined) return client.query(statement, values);
  return new Promise((resolve, reject) => {
    const query = new DescribedOnce(statement, values);
    query.callback = (error, result) => (error ? reject(error) : resolve(result));
    client.query(query);
  });
}
