/**
 * Hands committed notices to the notifier of each way, at least once each: SMS right after the commit, all of them by looking
 * every second. Each way has its own rounds, so that none waits for a server of another that does not answer.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { NOTICE_WAYS, type NoticeWay } from '../../shared/told.ts';
import { NoticeRefused } from '../services/ports/notice.ts';
import type { OutgoingNotice } from '../services/ports/store.ts';
import { Rounds } from '../services/rounds.ts';
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
  readonly #rounds: Readonly<Record<NoticeWay, Rounds>>;

  constructor(options: OutboxDeliveryOptions) {
    this.#options = options;
    const { outbox, log } = options;
    const onFailure = (error: unknown) => log.error({ err: error }, 'the outbox could not be read; it is tried again');
    const roundsOf = (way: NoticeWay) => new Rounds({ round: () => this.#round(way), onFailure });
    this.#rounds = { sms: roundsOf('sms'), push: roundsOf('push'), mail: roundsOf('mail') };
    this.#timer = setInterval(() => void this.run(), LOOK_EVERY_MS);
    // Nearly everything that is queued is an SMS: looking for the others each time would be the database's work for nothing.
    this.#stopListening = outbox.onQueued(() => void this.#rounds.sms.run());
  }

  /** Delivers what is due. Never rejects. */
  async run(): Promise<void> {
    await Promise.all(NOTICE_WAYS.map((way) => this.#rounds[way].run()));
  }

  /** Stops; resolves when the rounds that are running have ended. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopListening();
    await Promise.all(NOTICE_WAYS.map((way) => this.#rounds[way].close()));
  }

  async #round(way: NoticeWay): Promise<boolean> {
    const { outbox, clock } = this.#options;
    const taken = await outbox.take(way, clock(), BATCH);
    const isFull = taken.length === BATCH;
    const pause = isFull ? null : wait(ROUND_EVERY_MS);
    await Promise.all([pause, ...taken.map((each) => this.#deliver(each))]);
    return isFull;
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
