/** One consumer and what it should do: packets flow once the grant says so and the client is ready. */
import type { types } from 'mediasoup';
import type { Notice } from '../../shared/notices/all.ts';
import type { Grant, Purpose } from '../domain/calls/media-types.ts';
import type { Sending } from './sending.ts';

export type Given = Exclude<Grant, { flow: 'none' }>;

const FROM = { official: 'official', citizen: 'citizen', moderator: 'moderator', check: 'self' } as const;

export class Feed {
  readonly consumer: types.Consumer;
  readonly sending: Sending;
  readonly #notify: (notice: Notice) => void;
  #purpose: Purpose;
  #granted: boolean;
  #ready = false;
  /** What the worker was last told. */
  #resumed = false;
  /** What the client was last told. */
  #told: boolean | null = null;
  #readyTimer: NodeJS.Timeout | undefined;

  constructor(consumer: types.Consumer, sending: Sending, given: Given, notify: (notice: Notice) => void) {
    this.consumer = consumer;
    this.sending = sending;
    this.#purpose = given.purpose;
    this.#granted = given.flow === 'flowing';
    this.#notify = notify;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  /** Programme viewers may be many and wait their turn; everybody else is part of a call. */
  get urgent(): boolean {
    return this.#purpose !== 'programme';
  }

  /** Takes the newest grant; the worker hears of it with `sync`. */
  regrant(given: Given): 'resume' | 'withdraw' | 'same' {
    const flowing = given.flow === 'flowing';
    const moved = given.purpose !== this.#purpose;
    const turned = flowing !== this.#granted;
    this.#purpose = given.purpose;
    this.#granted = flowing;
    // `announce` says the flow as well; a resume must not wait for it.
    if (moved) queueMicrotask(() => this.announce());
    if (!turned) return 'same';
    return flowing ? 'resume' : 'withdraw';
  }

  /** Tells the worker, then the client. Resolves once the worker did it. */
  async sync(): Promise<void> {
    const flow = this.#granted && this.#ready && !this.consumer.closed;
    if (flow === this.#resumed) return this.#tell();
    this.#resumed = flow;
    // Both requests leave in this tick; the worker's channel keeps their order.
    const done = flow ? this.consumer.resume() : this.consumer.pause();
    if (flow && this.urgent && this.consumer.kind === 'video') this.#keyFrame();
    this.#tell();
    await done.catch(() => undefined);
  }

  /** The owner muted or unmuted: a muted picture would stand still. */
  ownerMuted(): void {
    this.#tell();
  }

  get #shows(): boolean {
    return this.#granted && !this.sending.producer.paused;
  }

  #tell(): void {
    if (this.#told === this.#shows) return;
    this.#told = this.#shows;
    this.#notify({ notice: 'media.consumerFlow', consumerId: this.consumer.id, flowing: this.#shows });
  }

  announce(): void {
    const owner = this.sending.owner.role;
    if (owner === 'audience' || owner === 'aide') return;
    this.#told = this.#shows;
    this.#notify({
      notice: 'media.consumer',
      consumerId: this.consumer.id,
      producerId: this.sending.producer.id,
      kind: this.consumer.kind,
      rtpParameters: { ...this.consumer.rtpParameters },
      source: this.sending.source,
      from: FROM[owner],
      purpose: this.#purpose,
      flowing: this.#shows,
    });
  }

  awaitReady(ms: number, otherwise: () => void): void {
    clearTimeout(this.#readyTimer);
    this.#readyTimer = this.#ready ? undefined : setTimeout(otherwise, ms).unref();
  }

  becameReady(): Promise<void> {
    clearTimeout(this.#readyTimer);
    this.#ready = true;
    return this.sync();
  }

  /** The worker stops sending; the client hears from whoever watches the consumer's close. */
  close(): void {
    clearTimeout(this.#readyTimer);
    this.consumer.close();
  }

  #keyFrame(): void {
    this.consumer.requestKeyFrame().catch(() => undefined);
  }
}
