/** `Signal` over a bare WebSocket that connects again by itself. */
import type { MediaAction, Signal } from '../../../../client/media/signal.ts';
import type { InputOf, ResultOf } from '../../../../shared/actions/all.ts';
import { type ErrorBody, Refusal } from '../../../../shared/errors.ts';
import type { Notice } from '../../../../shared/notices/all.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}
type Answer =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; error: ErrorBody }
  | { notice: Notice };

export class SocketSignal implements Signal {
  readonly #url: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #notices = new Set<(notice: Notice) => void>();
  readonly #reconnects = new Set<() => void>();
  #socket: WebSocket | null = null;
  #open: Promise<void> = Promise.resolve();
  #lastId = 0;
  #connectedBefore = false;

  constructor(url: string) {
    this.#url = url;
    this.connect();
  }

  connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#open = new Promise((resolve) => {
      socket.onopen = () => {
        resolve();
        if (this.#connectedBefore) for (const listener of this.#reconnects) listener();
        this.#connectedBefore = true;
      };
    });
    socket.onmessage = ({ data }) => this.#onMessage(JSON.parse(String(data)) as Answer);
    socket.onclose = () => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Refusal('UNAVAILABLE'));
      this.#waiting.clear();
      setTimeout(() => this.connect(), 100);
    };
  }

  /** As a network does: the server sees the socket close, the page connects again. */
  drop(): void {
    this.#socket?.close();
  }

  async call<Name extends MediaAction>(name: Name, input: InputOf<Name>): Promise<ResultOf<Name>> {
    await this.#open;
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket?.send(JSON.stringify({ id, name, input }));
    return (await answer) as ResultOf<Name>;
  }

  whenConnected(): Promise<void> {
    return this.#open;
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#notices.add(listener);
    return () => this.#notices.delete(listener);
  }

  pathIsBack(): void {
    // This one tries every 100 ms.
  }

  onReconnect(listener: () => void): () => void {
    this.#reconnects.add(listener);
    return () => this.#reconnects.delete(listener);
  }

  #onMessage(answer: Answer): void {
    if ('notice' in answer) {
      for (const listener of [...this.#notices]) listener(answer.notice);
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.result);
    else waiting?.reject(new Refusal(answer.error.code, answer.error.details, answer.error.message));
  }
}
