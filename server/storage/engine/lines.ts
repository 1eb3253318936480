/**
 * Lines of what must run one after the other anyway, since it locks the same row. Where they wait in the database
 * instead, each keeps a connection and wakes another process, the lock goes to any of them, and the one that has it
 * becomes slower the more wait for it.
 */
export class Lines {
  readonly #last = new Map<string, Promise<void>>();

  /** Resolves when it is this one's turn in the line of `key`, first come first served, with what ends the turn. */
  async turn(key: string): Promise<() => void> {
    const before = this.#last.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last.set(key, promise);
    await before;
    return () => {
      if (this.#last.get(key) === promise) this.#last.delete(key);
      resolve();
    };
  }
}
