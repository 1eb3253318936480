/** Hands committed notices to the notifier of each way, at least once each: right after the commit, and by looking every second. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { NoticeWay } from '../../shared/told.ts';
import { NoticeRefused } from '../services/ports/notice.ts';
import type { OutgoingNotice } from '../services/ports/store.ts';
import type { Outbox, TakenNotice } from '../storage/outbox.ts';

const LOOK_EVERY_MS = 1000;
const BATCH = 20;
/** Until the next round: of a busy hour's notices many go together. */
const ROUND_EVERY_MS = 50;

export type Notifiers = Readonly<Record<NoticeWay, { send(notice: OutgoingNotice): Promise<void> }>>;

export interface OutboxDeliveryOptions {
  readonly outbox: Outbox;
  readonly notifiers: Notifiers;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

export class OutboxDelivery {
  readonly #options: OutboxDeliveryOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(options: OutboxDeliveryOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.run(), LOOK_EVERY_MS);
    this.#stopListening = options.outbox.onQueued(() => void this.run());
  }

  /** Delivers what is due. While a round is running, one more follows it. Never rejects. */
  run(): Promise<void> {
    if (this.#closed) return this.#running ?? Promise.resolve();
    this.#again = true;
    this.#running ??= this.#rounds().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Stops; resolves when the round that is running has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#stopListening();
    await this.#running;
  }

  async #rounds(): Promise<void> {
    const { outbox, clock, log } = this.#options;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const taken = await outbox.take(clock(), BATCH);
        const isFull = taken.length === BATCH;
        if (isFull) this.#again = true;
        const pause = isFull ? null : wait(ROUND_EVERY_MS);
        await Promise.all([pause, ...taken.map((each) => this.#deliver(each))]);
      }
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be read; it is tried again');
    }
  }

  async #deliver(taken: TakenNotice): Promise<void> {
    const { outbox, notifiers, clock, log } = this.#options;
    const { notice, way, tries } = taken;
    try {
      await notifiers[way].send(notice);
    } catch (error) {
      const refused = error instanceof NoticeRefused;
      const fault = refused ? 'refused' : 'unreachable';
      const becomes = await outbox.failed(taken, fault, clock(), refused && error.forGood);
      const facts = { err: error, noticeId: notice.id, way, template: notice.template, tries, becomes };
      log.warn(facts, 'a notice was not delivered');
      return;
    }
    await outbox.sent(taken, clock());
  }
}
