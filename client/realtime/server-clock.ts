/** The server's time on this device. A message can only arrive late, so the largest recent offset is the truest. */
const SAMPLES = 12;

export class ServerClock {
  #offsets: number[] = [];

  learn(serverTime: number, now: number = Date.now()): void {
    this.#offsets.push(serverTime - now);
    if (this.#offsets.length > SAMPLES) this.#offsets.shift();
  }

  now(now: number = Date.now()): number {
    return this.#offsets.length === 0 ? now : now + Math.max(...this.#offsets);
  }
}
