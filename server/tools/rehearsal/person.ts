/** Somebody without a browser at a server's doors: HTTP with its cookies, a socket, and media by the same actions as a page's. */
import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import { Ack } from '../../../shared/action.ts';
import { ACTIONS, type ActionName, type RawInputOf, type ResultOf } from '../../../shared/actions/all.ts';
import { ErrorBody, Refusal } from '../../../shared/errors.ts';
import type { Handshake } from '../../../shared/handshake.ts';
import { Notice } from '../../../shared/notices/all.ts';

const randomId = (): string => randomBytes(12).toString('hex');
const PATIENCE_MS = 15_000;
const BEAT_EVERY_MS = 3_000;

type WithoutClientId<T> = T extends unknown ? Omit<T, 'clientId'> : never;

export class Person {
  readonly name: string;
  readonly clientId = randomId();
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  readonly #listeners = new Set<(notice: Notice) => void>();
  #socket: Socket | null = null;
  #beats: NodeJS.Timeout | undefined;

  constructor(origin: string, name: string) {
    this.#origin = origin;
    this.name = name;
  }

  /** Over HTTP. Throws the `Refusal` that the server answered. */
  async ask<Name extends ActionName>(name: Name, input: RawInputOf<Name>): Promise<ResultOf<Name>> {
    const action = ACTIONS.get(name);
    if (!action?.http) throw new Error(`${name} has no HTTP door`);
    const { method } = action.http;
    const rest = new Map(Object.entries(input as Record<string, unknown>));
    const path = action.http.path.replace(/\{(\w+)\}/g, (_match, key: string) => {
      const value = encodeURIComponent(String(rest.get(key)));
      rest.delete(key);
      return value;
    });
    const response = await fetch(this.#origin + path, {
      method,
      ...(method === 'GET' ? {} : { body: JSON.stringify(Object.fromEntries(rest)) }),
      headers: {
        'content-type': 'application/json',
        'x-directline': '1',
        'idempotency-key': randomId(),
        cookie: this.#cookieHeader,
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(key, value);
    }
    const body: unknown = await response.json();
    if (response.ok) return z.parse(action.result, body) as ResultOf<Name>;
    const problem = z.safeParse(z.object({ code: z.string(), detail: z.optional(z.string()) }), body);
    throw problem.success
      ? new Refusal(problem.data.code as Refusal['code'], undefined, problem.data.detail)
      : new Refusal('UNAVAILABLE');
  }

  async connect(as: WithoutClientId<Handshake>): Promise<void> {
    const socket = io(this.#origin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: PATIENCE_MS,
      auth: { clientId: this.clientId, ...as },
      extraHeaders: { cookie: this.#cookieHeader },
    });
    this.#socket = socket;
    socket.on('notice', (raw: unknown) => {
      const notice = z.parse(Notice, raw);
      for (const listener of [...this.#listeners]) listener(notice);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        const body = z.safeParse(ErrorBody, error.data);
        reject(body.success ? new Refusal(body.data.code, body.data.details, body.data.message) : error);
      });
    });
    this.#beats = setInterval(() => socket.emit('action', { name: 'session.beat', input: {} }), BEAT_EVERY_MS);
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.#listeners.add(listener);
  }

  /** Over the socket. Throws the `Refusal` that the server answered. */
  async act<Name extends ActionName>(name: Name, input: RawInputOf<Name>): Promise<ResultOf<Name>> {
    if (!this.#socket) throw new Error(`${this.name} is not connected`);
    const action = ACTIONS.get(name);
    const request = { name, input, ...(action?.kind === 'command' ? { commandId: randomId() } : {}) };
    const ack = z.parse(Ack, await this.#socket.timeout(PATIENCE_MS).emitWithAck('action', request));
    if (!ack.ok) throw new Refusal(ack.error.code, ack.error.details, ack.error.message);
    return z.parse(action?.result ?? z.never(), ack.result) as ResultOf<Name>;
  }

  leave(): void {
    clearInterval(this.#beats);
    this.#socket?.disconnect();
  }

  get #cookieHeader(): string {
    return [...this.#cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  }
}
