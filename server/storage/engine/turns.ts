/**
 * Turns on the embedded database's one connection. What is sent in one turn of the event loop crosses to its thread in one
 * piece, and everything is answered in the order in which it was sent. So a transaction's turn is over once its last
 * statement is sent: the beginning of the next one, and single statements that wait, cross together with it.
 */
import type pg from 'pg';
import type { Runs } from '../link.ts';
import { ask } from './described-once.ts';

export interface Turn {
  readonly client: pg.PoolClient;
  /** Its COMMIT or ROLLBACK is on its way: nothing more is sent in this turn. */
  readonly sent: () => void;
  /** It has all its answers. `broken`: why the connection is of no use any more. */
  readonly over: (broken?: Error) => void;
}

interface Waiting<Asked> {
  readonly begin: (its: Asked) => void;
  readonly reject: (cause: unknown) => void;
}

export class Turns {
  readonly #pool: pg.Pool;
  #client: pg.PoolClient | null = null;
  /** By a transaction, or while there is no connection yet. */
  #taken = false;
  #isClosed = false;
  readonly #single: Waiting<pg.PoolClient>[] = [];
  readonly #transactions: Waiting<Turn>[] = [];

  /** `pool`: of one connection that pipelines. */
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** One statement between two transactions. */
  readonly run: Runs = (statement, values) =>
    new Promise((resolve, reject) => {
      const begin = (client: pg.PoolClient) =>
        void ask(client, statement as pg.QueryConfig, values).then(resolve, reject);
      this.#single.push({ begin, reject });
      this.#next();
    });

  take(): Promise<Turn> {
    return new Promise((begin, reject) => {
      this.#transactions.push({ begin, reject });
      this.#next();
    });
  }

  /** Gives the connection back to the pool after all that was asked for before. */
  async close(): Promise<void> {
    const { client, over } = await this.take();
    this.#isClosed = true;
    // Answered after everything that was sent before it.
    await client.query('select 1').catch(() => undefined);
    this.#giveBack(client);
    over();
  }

  #next(): void {
    if (this.#taken) return;
    const client = this.#client;
    if (!client || this.#isClosed) {
      void this.#connect();
      return;
    }
    for (const { begin } of this.#single.splice(0)) begin(client);
    const next = this.#transactions.shift();
    if (!next) return;
    this.#taken = true;
    let isSent = false;
    const sent = () => {
      if (isSent) return;
      isSent = true;
      this.#taken = false;
      this.#next();
    };
    const over = (broken?: Error) => {
      if (broken) this.#giveBack(client, broken);
      sent();
    };
    next.begin({ client, sent, over });
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) this.#refuse(new Error('The database is closed.'));
    if (this.#single.length + this.#transactions.length === 0) return;
    this.#taken = true;
    try {
      const client = await this.#pool.connect();
      client.on('error', (error) => this.#giveBack(client, error));
      this.#client = client;
    } catch (cause) {
      this.#refuse(cause);
    }
    this.#taken = false;
    this.#next();
  }

  #refuse(cause: unknown): void {
    for (const { reject } of [...this.#single.splice(0), ...this.#transactions.splice(0)]) reject(cause);
  }

  #giveBack(client: pg.PoolClient, broken?: Error): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.release(broken);
  }
}
