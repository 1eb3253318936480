/**
 * Single statements over the embedded database's one connection: those that wait for it together take one turn, in which
 * none waits for the answer to another. A transaction has a turn of its own.
 */
import type pg from 'pg';
import type { Runs } from '../link.ts';

interface Waiting {
  readonly send: (client: pg.PoolClient) => Promise<pg.QueryResult>;
  readonly resolve: (result: pg.QueryResult) => void;
  readonly reject: (cause: unknown) => void;
}

export class SharedTurns {
  readonly #pool: pg.Pool;
  readonly #waiting: Waiting[] = [];

  /** `pool`: of one connection that pipelines. */
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  readonly run: Runs = (statement, values) =>
    new Promise((resolve, reject) => {
      const send = (client: pg.PoolClient) => client.query(statement as pg.QueryConfig, values);
      if (this.#waiting.push({ send, resolve, reject }) === 1) void this.#takeTurn();
    });

  async #takeTurn(): Promise<void> {
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    try {
      const client = await this.#pool.connect();
      client.on('error', onError);
      await Promise.all(this.#waiting.splice(0).map(({ send, resolve, reject }) => send(client).then(resolve, reject)));
      client.off('error', onError);
      client.release(broken);
    } catch (cause) {
      for (const { reject } of this.#waiting.splice(0)) reject(cause);
    }
  }
}
