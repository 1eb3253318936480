/** Work that is done in rounds, one at a time: whoever asks while one runs has one more follow it. */

interface RoundsOptions {
  /** One round; answers whether more waits already. */
  readonly round: () => Promise<boolean>;
  readonly onFailure: (error: unknown) => void;
}

export class Rounds {
  readonly #options: RoundsOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Resolves when nothing waits any more. Never rejects. */
  run(): Promise<void> {
    if (this.#closed) return this.#running ?? Promise.resolve();
    this.#again = true;
    this.#running ??= this.#all().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Stops; resolves when the round that is running has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #all(): Promise<void> {
    const { round, onFailure } = this.#options;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        if (await round()) this.#again = true;
      }
    } catch (error) {
      // What is closed under a round fails it.
      if (!this.#closed) onFailure(error);
    }
  }
}
