/**
 * Keeps one transport alive: ICE restart when it is disconnected for 2 s or the network changed, else gives it up. Without
 * signalling, or on a connection that the server does not know as this page's yet, nothing is given up: its checks go on,
 * and may find the path before anything else does.
 */
import type { types } from 'mediasoup-client';
import { Refusal } from '../../shared/errors.ts';
import type { Signal } from './signal.ts';

const DISCONNECTED_MS = 2000;
const RESTART_MS = 5000;
/** ICE fails by itself where there is no path; DTLS whose other side was never told of it waits for ever. */
const CONNECT_MS = 15_000;
/** Refusals that say nothing about the transport. */
const NOT_NOW: ReadonlySet<string> = new Set(['UNAVAILABLE', 'MEDIA_NOT_READY', 'TOO_MANY_REQUESTS']);

export interface CareEvents {
  onState(): void;
  /** The path was gone, and is there again. */
  onBack(): void;
  /** It could not be saved; build anew. */
  onLost(): void;
}

export class TransportCare {
  readonly transport: types.Transport;
  readonly #signal: Signal;
  readonly #events: CareEvents;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** New parameters are asked for. */
  #asking = false;
  /** It was to begin again meanwhile: the answer that is waited for may be the one of a connection that is gone. */
  #again = false;
  #wasGone = false;
  #connecting: ReturnType<typeof setTimeout> | undefined;
  /** They are there, and have so long to lead to a connection. */
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
    return (
      this.#asking || this.#deadline !== undefined || connectionState === 'disconnected' || connectionState === 'failed'
    );
  }

  /** New ICE parameters, at once. */
  restart = (): void => {
    if (this.#closed || this.#deadline || this.transport.connectionState === 'new') return;
    this.#again = this.#asking;
    if (this.#asking) return;
    clearTimeout(this.#patience);
    this.#asking = true;
    this.#events.onState();
    void this.#restart().finally(() => {
      this.#asking = false;
      if (this.#closed) return;
      this.#events.onState();
      if (this.#again && !this.#deadline && this.transport.connectionState !== 'connected') this.restart();
      this.#again = false;
    });
  };

  async #restart(): Promise<void> {
    try {
      const { iceParameters } = await this.#signal.call('media.restartIce', { transportId: this.transport.id });
      if (this.#closed) return;
      this.#deadline = setTimeout(() => this.#giveUp(), RESTART_MS);
      await this.transport.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
      // Where the old path still works the state never changes.
      if (this.transport.connectionState === 'connected') this.#saved();
    } catch (error) {
      // Asked again once the connection is back, unless the path is found before.
      if (error instanceof Refusal && NOT_NOW.has(error.code)) this.#wait();
      // The server does not know this transport any more: waiting changes nothing.
      else this.#giveUp();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#patience);
    clearTimeout(this.#deadline);
    clearTimeout(this.#connecting);
    this.transport.close();
  }

  #onState(state: types.ConnectionState): void {
    if (this.#closed) return;
    clearTimeout(this.#patience);
    clearTimeout(this.#connecting);
    if (state === 'connected') {
      this.#saved();
      this.#signal.pathIsBack();
      if (this.#wasGone) this.#events.onBack();
      this.#wasGone = false;
    } else if (state === 'failed') this.restart();
    else if (state === 'disconnected') this.#wait();
    else if (state === 'connecting') this.#connecting = setTimeout(() => this.#giveUp(), CONNECT_MS);
    this.#wasGone ||= state === 'failed' || state === 'disconnected';
    this.#events.onState();
  }

  #wait(): void {
    if (this.#closed || this.transport.connectionState === 'connected') return;
    this.#patience = setTimeout(this.restart, DISCONNECTED_MS);
  }

  #saved(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    this.#events.onState();
  }

  #giveUp(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    if (!this.#closed) this.#events.onLost();
  }
}
