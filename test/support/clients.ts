/** People without a browser: HTTP with cookies, and a socket, both checked against the contract. */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import { DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { Ack } from '../../shared/action.ts';
import { ACTIONS, type ActionName, type RawInputOf, type ResultOf } from '../../shared/actions/all.ts';
import { ErrorBody, Refusal } from '../../shared/errors.ts';
import type { Handshake } from '../../shared/handshake.ts';
import { Notice } from '../../shared/notices/all.ts';
import { ViewMessage, type ViewName, type ViewOf } from '../../shared/views/all.ts';
import { changed, TableChange } from '../../shared/views/table-change.ts';
import { until } from './until.ts';

export const randomId = (): string => randomBytes(12).toString('hex');

/** The texts of one template in the outbox of a demo, the newest first. */
export async function smsOf(origin: string, template: string): Promise<string[]> {
  const { messages } = await new HttpClient(origin).call('demo.outbox', {});
  return messages.filter((message) => message.template === template).map(({ text }) => text);
}

export class HttpClient {
  readonly origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Throws the `Refusal` of a problem; fails when the answer does not fit the contract. */
  async call<Name extends ActionName>(
    name: Name,
    input: RawInputOf<Name>,
    commandId = randomId(),
  ): Promise<ResultOf<Name>> {
    const action = ACTIONS.get(name);
    if (!action?.http) throw new Error(`${name} has no HTTP door`);
    const { method, path } = action.http;
    const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) };
    let url = path.replace(/\{(\w+)\}/g, (_match, key: string) => {
      const value = String(rest[key]);
      delete rest[key];
      return encodeURIComponent(value);
    });
    if (method === 'GET') {
      const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]));
      if (query.size > 0) url += `?${query}`;
    }
    const response = await this.raw(method, url, method === 'GET' ? undefined : JSON.stringify(rest), {
      'idempotency-key': commandId,
    });
    const body: unknown = await response.json();
    if (!response.ok) {
      const problem = z.parse(
        z.object({ code: z.string(), detail: z.string(), details: z.optional(z.record(z.string(), z.unknown())) }),
        body,
      );
      throw new Refusal(problem.code as Refusal['code'], problem.details, problem.detail);
    }
    return z.parse(action.result, body) as ResultOf<Name>;
  }

  async raw(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(this.origin + path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        'content-type': 'application/json',
        'x-directline': '1',
        cookie: this.cookieHeader,
        ...headers,
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}

/** Parses, and fails on anything that the schema does not name: what it leaves out would be a leak (T5). */
function exactly<Schema extends z.ZodMiniType>(schema: Schema, raw: unknown): z.infer<Schema> {
  const parsed = z.parse(schema, raw);
  if (!isDeepStrictEqual(parsed, raw)) throw new Error(`more was sent than the schema names: ${JSON.stringify(raw)}`);
  return parsed;
}

/** As the pages do it. */
const BEAT_EVERY_MS = 3_000;

export class SocketClient {
  readonly socket: Socket;
  readonly notices: Notice[] = [];
  readonly #views = new Map<ViewName, ViewMessage>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('view', (message: unknown) => this.#take(exactly(ViewMessage, message)));
    socket.on('change', async (message: unknown) => {
      try {
        await this.#change(exactly(TableChange, message));
      } catch (error) {
        // One that was closed meanwhile asks for nothing any more.
        if (socket.connected) throw error;
      }
    });
    socket.on('notice', (notice: unknown) => this.notices.push(exactly(Notice, notice)));
  }

  /** Throws the `Refusal` with which the server did not admit it. */
  static async connect(
    http: HttpClient,
    as: DistributiveOmit<Handshake, 'clientId'> & { clientId?: string },
    { beating = true }: { beating?: boolean } = {},
  ): Promise<SocketClient> {
    const socket = io(http.origin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { clientId: randomId(), ...as },
      extraHeaders: { cookie: http.cookieHeader },
    });
    const client = new SocketClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      // The server went away between the transport's opening and the admission: neither event comes. A refusal closes
      // too, right before it is told.
      socket.io.once('close', () => setImmediate(() => reject(new Error('closed while connecting'))));
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        const body = z.safeParse(ErrorBody, error.data);
        reject(body.success ? new Refusal(body.data.code, body.data.details) : error);
        socket.disconnect();
      });
    });
    if (beating && as.as !== 'check') client.#beat();
    return client;
  }

  async call<Name extends ActionName>(
    name: Name,
    input: RawInputOf<Name>,
    commandId = randomId(),
  ): Promise<ResultOf<Name>> {
    const ack = await this.raw({ name, commandId, input });
    if (!ack.ok) throw new Refusal(ack.error.code, ack.error.details, ack.error.message);
    return z.parse(ACTIONS.get(name)?.result ?? z.never(), ack.result) as ResultOf<Name>;
  }

  async raw(request: unknown): Promise<Ack> {
    return z.parse(Ack, await this.socket.timeout(15_000).emitWithAck('action', request));
  }

  view<Name extends ViewName>(name: Name): ViewOf<Name> | undefined {
    return this.#views.get(name)?.data as ViewOf<Name> | undefined;
  }

  /** Waits until a view is as wanted. */
  async see<Name extends ViewName>(name: Name, wanted: (view: ViewOf<Name>) => boolean): Promise<ViewOf<Name>> {
    await until(`the view ${name}`, () => {
      const view = this.view(name);
      return view !== undefined && wanted(view);
    });
    return this.view(name) as unknown as ViewOf<Name>;
  }

  #take(message: ViewMessage): void {
    const before = this.#views.get(message.view);
    if (!before || message.revision > before.revision) this.#views.set(message.view, message);
  }

  async #change(change: TableChange): Promise<void> {
    const before = this.#views.get(change.view);
    if (before && change.revision <= before.revision) return;
    const after = changed(before, change);
    if (after) return this.#take(after);
    const { views } = await this.call('session.snapshot', {});
    for (const view of views) this.#take(view);
  }

  #beat(): void {
    const timer = setInterval(() => this.socket.emit('action', { name: 'session.beat', input: {} }), BEAT_EVERY_MS);
    timer.unref();
    this.socket.once('disconnect', () => clearInterval(timer));
  }

  close(): void {
    this.socket.disconnect();
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export async function signInStaff(origin: string, userName: string): Promise<HttpClient> {
  const http = new HttpClient(origin);
  await http.call('staff.signIn', { userName, password: DEMO_PASSWORD });
  return http;
}

let phones = 0;
/** A phone number that no other test of this file uses. */
export const newPhone = (): string =>
  `139${String(process.pid % 10_000).padStart(4, '0')}${String(phones++).padStart(4, '0')}`;

/** Signs a phone in as a person would: the code is read from the demo's outbox. */
export async function signInPhone(origin: string, phone = newPhone()): Promise<HttpClient> {
  const http = new HttpClient(origin);
  await http.call('phone.requestCode', { phone });
  const { messages } = await http.call('demo.outbox', {});
  const code = messages
    .find((message) => message.template === 'code' && message.to.endsWith(phone.slice(-4)))
    ?.text.match(/\d{6}/)?.[0];
  if (!code) throw new Error('no code in the outbox');
  await http.call('phone.verify', { phone, code });
  return http;
}

export const joinInput = (sessionId: string, name = '李秀英'): RawInputOf<'ticket.take'> => ({
  sessionId,
  name,
  place: '青石镇 石桥村',
  subject: '村口的路灯坏了三个月没人修',
  more: '',
  publicName: '石桥村李女士',
  consent: { call: true, recording: false, broadcast: true, version: '2026-11-2' },
});
