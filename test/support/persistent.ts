/** A page that does not give up: the same command id until it is answered, over whatever connections that takes (T3). */
import type { ActionName, RawInputOf, ResultOf } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import { type HttpClient, randomId, SocketClient } from './clients.ts';

type As = Parameters<typeof SocketClient.connect>[1];
const PAUSE_MS = 30;

/** `sending` is told of every try. */
export async function persist<Result>(attempt: () => Promise<Result>, sending: () => void): Promise<Result> {
  for (;;) {
    try {
      sending();
      return await attempt();
    } catch (error) {
      if (error instanceof Refusal && error.code !== 'UNAVAILABLE') throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

export class PersistentPage {
  readonly http: HttpClient;
  readonly #as: As | null;
  readonly #sending: () => void;
  readonly #answered: (name: ActionName) => void;
  #socket: SocketClient | null = null;

  constructor(http: HttpClient, as: As | null, sending: () => void, answered: (name: ActionName) => void) {
    this.http = http;
    this.#as = as;
    this.#sending = sending;
    this.#answered = answered;
  }

  /** By the socket where the page has one. */
  async call<Name extends ActionName>(name: Name, input: RawInputOf<Name>): Promise<ResultOf<Name>> {
    const commandId = randomId();
    const attempt = async (): Promise<ResultOf<Name>> =>
      this.#as ? (await this.connected()).call(name, input, commandId) : this.http.call(name, input, commandId);
    const result = await persist(attempt, this.#sending);
    this.#answered(name);
    return result;
  }

  async connected(): Promise<SocketClient> {
    if (!this.#as) throw new Error('this page has no socket');
    if (!this.#socket?.socket.connected) {
      this.#socket?.close();
      this.#socket = await SocketClient.connect(this.http, this.#as);
    }
    return this.#socket;
  }

  close(): void {
    this.#socket?.close();
  }
}
