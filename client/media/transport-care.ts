/** Keeps one transport alive: ICE restart when it is disconnected for 2 s or the network changed, else gives it up. */
import type { types } from 'mediasoup-client';
import { Refusal } from '../../shared/errors.ts';
import type { Signal } from './signal.ts';

const DISCONNECTED_MS = 2000;
const RESTART_MS = 5000;

export interface CareEvents {
  onState(): void;
  /** It could not be saved; build anew. */
  onLost(): void;
}

export class TransportCare {
  readonly transport: types.Transport;
  readonly #signal: Signal;
  readonly #events: CareEvents;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(transport: types.Transport, signal: Signal, events: CareEvents) {
    this.transport = transport;
    this.#signal = signal;
    this.#events = events;
    transport.on('connectionstatechange', (state) => this.#onState(state));
  }

  get isRecovering(): boolean {
    const { connectionState } = this.transport;
    return this.#deadline !== undefined || connectionState === 'disconnected' || connectionState === 'failed';
  }

  /** New ICE parameters, at once. */
  restart = (): void => {
    if (this.#closed || this.#deadline || this.transport.connectionState === 'new') return;
    clearTimeout(this.#patience);
    this.#deadline = setTimeout(() => this.#giveUp(), RESTART_MS);
    this.#events.onState();
    void this.#restart();
  };

  async #restart(): Promise<void> {
    try {
      const { iceParameters } = await this.#signal.call('media.restartIce', { transportId: this.transport.id });
      if (this.#closed) return;
      await this.transport.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
      // Where the old path still works the state never changes.
      if (this.transport.connectionState === 'connected') this.#saved();
    } catch (error) {
      // Without signalling there is nothing to do before the deadline, or before the connection is back.
      if (error instanceof Refusal && error.code === 'UNAVAILABLE') return;
      // The server does not know this transport any more: waiting changes nothing.
      clearTimeout(this.#deadline);
      this.#giveUp();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#patience);
    clearTimeout(this.#deadline);
    this.transport.close();
  }

  #onState(state: types.ConnectionState): void {
    if (this.#closed) return;
    clearTimeout(this.#patience);
    if (state === 'connected') this.#saved();
    else if (state === 'failed') this.#deadline ? undefined : this.restart();
    else if (state === 'disconnected') this.#patience = setTimeout(this.restart, DISCONNECTED_MS);
    this.#events.onState();
  }

  #saved(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    this.#events.onState();
  }

  #giveUp(): void {
    this.#deadline = undefined;
    if (!this.#closed) this.#events.onLost();
  }
}
