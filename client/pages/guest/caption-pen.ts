/** Sends what a captioner types: one message at a time, the newest text only, and a finished line after all that grew to it. */
import { typeCaption, writeCaption } from '../../../shared/actions/captions.ts';
import { TYPING_EVERY_MS } from '../../../shared/captions.ts';
import type { RealtimeClient } from '../../realtime/realtime-client.ts';

export class CaptionPen {
  readonly #client: Pick<RealtimeClient, 'action'>;
  readonly #callId: string;
  /** What is to be sent next; `undefined`: nothing new. */
  #newest: string | null | undefined;
  #sentAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** On its way. */
  #typing: Promise<unknown> = Promise.resolve();
  #isTyping = false;

  /** `callId`: what is typed is of this call and of no other. */
  constructor(client: Pick<RealtimeClient, 'action'>, callId: string) {
    this.#client = client;
    this.#callId = callId;
  }

  /** The line as it is now. */
  type(text: string): void {
    const line = text.trim();
    this.#newest = line === '' ? null : line;
    this.#sendSoon();
  }

  /** Throws `Refusal`. */
  async finish(text: string): Promise<void> {
    this.close();
    await this.#typing;
    await this.#client.action(writeCaption, { text, callId: this.#callId });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#newest = undefined;
  }

  #sendSoon(): void {
    if (this.#isTyping) return;
    clearTimeout(this.#timer);
    const wait = this.#sentAt + TYPING_EVERY_MS - performance.now();
    if (wait <= 0) this.#send();
    else this.#timer = setTimeout(() => this.#send(), wait);
  }

  #send(): void {
    if (this.#newest === undefined) return;
    const text = this.#newest;
    this.#newest = undefined;
    this.#sentAt = performance.now();
    this.#isTyping = true;
    // The next one says more: what is lost of this is not missed.
    this.#typing = this.#client
      .action(typeCaption, { text, callId: this.#callId }, { patienceMs: 0 })
      .catch(() => undefined)
      .finally(() => {
        this.#isTyping = false;
        if (this.#newest !== undefined) this.#sendSoon();
      });
  }
}
