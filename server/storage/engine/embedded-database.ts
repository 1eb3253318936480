/**
 * The embedded database with the lock of its folder. It opens in a thread of its own and takes a second for it, so the
 * process begins with it before it loads the rest of itself.
 */
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { PgliteThread } from './pglite-thread.ts';

export class EmbeddedDatabase {
  readonly #thread: PgliteThread;
  readonly #lock: FolderLock;

  private constructor(thread: PgliteThread, lock: FolderLock) {
    this.#thread = thread;
    this.#lock = lock;
  }

  /** Throws `FolderInUse` when another process has the folder. `thread`: one that has been started already. */
  static async open(dataDir: string, thread?: PgliteThread): Promise<EmbeddedDatabase> {
    const lock = lockFolder(dataDir);
    try {
      const its = thread ?? new PgliteThread();
      await its.open(path.join(dataDir, 'pgdata'));
      return new EmbeddedDatabase(its, lock);
    } catch (cause) {
      lock.release();
      throw cause;
    }
  }

  /** A fresh connection. The database has one session only, so the connection before it must be over. */
  connect(): Duplex {
    return this.#thread.connect();
  }

  async close(): Promise<void> {
    await this.#thread.close();
    this.#lock.release();
  }
}
