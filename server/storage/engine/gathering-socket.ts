/**
 * A socket to PostgreSQL that sends what is written in one turn of the event loop as one piece. node-postgres writes each
 * statement by itself: some twenty system calls an action, each of which wakes the process at the other end.
 */
import { Socket } from 'node:net';

export class GatheringSocket extends Socket {
  #gathers = false;

  override cork(): void {
    super.cork();
    if (this.#gathers) return;
    this.#gathers = true;
    super.cork();
    process.nextTick(() => {
      this.#gathers = false;
      this.uncork();
    });
  }
}
