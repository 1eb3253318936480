/** The server's time on this device. A message can only arrive late, so the largest recent offset is the truest. */
const SAMPLES = 12;
/** The two clocks of a device drift apart so far only when it slept or when its time was set. */
const SET_MS = 1000;

export class ServerClock {
  #offsets: number[] = [];
  #between = Number.NaN;

  /** `steady`: a clock of this device that nobody sets. */
  learn(serverTime: number, now: number = Date.now(), steady: number = performance.now()): void {
    const between = now - steady;
    // By the time before it was set, the largest offset would stay wrong for many messages.
    if (Math.abs(between - this.#between) > SET_MS) this.#offsets = [];
    this.#between = between;
    this.#offsets.push(serverTime - now);
    if (this.#offsets.length > SAMPLES) this.#offsets.shift();
  }

  now(now: number = Date.now()): number {
    return this.#offsets.length === 0 ? now : now + Math.max(...this.#offsets);
  }
}
