/**
 * One connection to one session: typed actions that survive reconnection, views by name, notices.
 * Socket.io's own recovery is not relied upon: after each connect all views are asked for anew.
 */
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import { Ack, type ActionDefinition } from '../../shared/action.ts';
import { beat } from '../../shared/actions/media.ts';
import { snapshot } from '../../shared/actions/realtime.ts';
import { ErrorBody, Refusal } from '../../shared/errors.ts';
import type { Handshake } from '../../shared/handshake.ts';
import { Notice } from '../../shared/notices/all.ts';
import { ViewMessage } from '../../shared/views/all.ts';
import { asRefusal, checkInput } from '../api/call-action.ts';
import { pageId, randomId } from '../api/command-id.ts';
import { lookForNewerBuild } from './newer-build.ts';
import { ServerClock } from './server-clock.ts';
import type { Tables } from './tables.ts';
import { CONNECT_WITHIN_MS, connectWithinMs } from './tries.ts';
import { ViewStore } from './view-store.ts';
import { onWake } from './wake.ts';

type WithoutClientId<T> = T extends unknown ? Omit<T, 'clientId'> : never;
/** Who this page wants to be; the page's own id is added. */
export type Introduction = WithoutClientId<Handshake>;

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected' }
  /** Lost and trying; `since` by this device's clock. */
  | { readonly state: 'reconnecting'; readonly since: number }
  /** The server does not admit this page. */
  | { readonly state: 'refused'; readonly refusal: Refusal }
  /** Another page of the same person took over. */
  | { readonly state: 'superseded' }
  | { readonly state: 'signedOut' }
  | { readonly state: 'closed' };

export interface ActionOptions {
  /** How long to wait for a lost connection and ask again, before `UNAVAILABLE`; 0 gives up with the connection. */
  patienceMs?: number;
  commandId?: string;
  timeoutMs?: number;
}

const RECONNECT_MS = 400;
const RECONNECT_AT_MOST_MS = 2000;
const SOONER_MS = 600;
/** Where the device says that it has no network, which fails at once: browsers hold back whoever tries too often in vain. */
const OFFLINE_MS = 3000;
const ACK_TIMEOUT_MS = 8000;
const BEAT_EVERY_MS = 3000;
const PROBE_TIMEOUT_MS = 4000;
/** Who looks at the page again waits for this; a path that answers later is given up for a new one. */
const WAKE_PROBE_MS = 1500;
/** The server gives up a page that answers none of its pings so long. */
const GIVEN_UP_MS = 40_000;
/** A connection in the making is left alone so long at waking. */
const YOUNG_MS = 1000;
const TRY_AGAIN_MS = 1500;

export class RealtimeClient {
  readonly views: ViewStore;
  readonly clock = new ServerClock();
  readonly clientId = pageId;
  readonly #socket: Socket;
  readonly #connectionListeners = new Set<() => void>();
  readonly #noticeListeners = new Set<(notice: Notice) => void>();
  readonly #reconnectListeners = new Set<() => void>();
  readonly #wakeups = new Set<() => void>();
  #connection: Connection = { state: 'connecting' };
  #connectedBefore = false;
  /** Somebody pressed for it: it takes the place of whichever page was opened meanwhile. */
  #takesOver = false;
  /** When anything last came from the server. */
  #heardAt = 0;
  /** When the try that is under way began. */
  #triedAt = 0;
  /** Since the connection was lost. */
  #tries = 0;
  /** All views are asked for, and no answer has come yet. */
  #isRefreshing = false;
  readonly #stopWaking: () => void;
  #beatTimer: ReturnType<typeof setInterval> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  /** `tables`: of a desk, whose tables are told by their changes. */
  constructor(introduction: Introduction, tables: Tables | null = null) {
    this.views = new ViewStore(tables);
    this.#socket = io({
      autoConnect: false,
      auth: (give) => give({ ...introduction, clientId: pageId, returns: this.#connectedBefore && !this.#takesOver }),
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: RECONNECT_AT_MOST_MS,
      timeout: CONNECT_WITHIN_MS,
    });
    this.#socket.on('connect', () => void this.#onConnect());
    this.#socket.on('disconnect', () => this.#onDown());
    this.#socket.on('connect_error', (error) => this.#onConnectError(error));
    this.#socket.on('view', (raw: unknown) => this.#onView(raw));
    if (tables) this.#socket.on('change', (raw: unknown) => this.#onChange(tables, raw));
    this.#socket.on('notice', (raw: unknown) => this.#onNotice(raw));
    const { io: manager } = this.#socket;
    manager.on('ping', () => this.#heard());
    manager.on('reconnect_attempt', () => this.#onTry());
    manager.on('open', () => this.#onOpen());
    manager.on('error', () => {
      this.#triedAt = 0;
      this.#pace();
    });
    this.#stopWaking = onWake(() => this.#onWake());
    this.#connect();
  }

  get connection(): Connection {
    return this.#connection;
  }

  subscribeConnection = (listener: () => void): (() => void) => {
    this.#connectionListeners.add(listener);
    return () => this.#connectionListeners.delete(listener);
  };

  onNotice = (listener: (notice: Notice) => void): (() => void) => {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  };

  /** Called after each connect but the first, once the server knows this page again. */
  onReconnect = (listener: () => void): (() => void) => {
    this.#reconnectListeners.add(listener);
    return () => this.#reconnectListeners.delete(listener);
  };

  /** Resolves once the connection stands; at once while it does. */
  whenConnected = async (): Promise<void> => {
    while (!this.#socket.connected) await this.#untilChange(Infinity);
  };

  /** Time by the server's clock. */
  now = (): number => this.clock.now();

  /** Asks until an answer comes, with one command id for all tries (T3). Throws `Refusal`. */
  async action<Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
    action: ActionDefinition<string, Input, Result>,
    input: z.input<Input>,
    { patienceMs = Infinity, commandId = randomId(), timeoutMs = ACK_TIMEOUT_MS }: ActionOptions = {},
  ): Promise<z.infer<Result>> {
    checkInput(action.input, input);
    const request = { name: action.name, input, ...(action.kind === 'command' ? { commandId } : {}) };
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      if (this.#isOver()) throw new Refusal('UNAVAILABLE');
      const answer = this.#socket.connected ? await this.#ask(request, timeoutMs) : 'lost';
      if (answer === 'lost') {
        const leftMs = giveUpAt - performance.now();
        if (leftMs <= 0) throw new Refusal('UNAVAILABLE');
        if (!this.#socket.connected) await this.#untilChange(leftMs);
        continue;
      }
      if (!answer.ok) throw new Refusal(answer.error.code, answer.error.details, answer.error.message);
      const result = z.safeParse(action.result, answer.result);
      if (!result.success) throw new Refusal('INTERNAL', { mismatch: action.name });
      return result.data;
    }
  }

  /** Desks, screens and people in their turn say every 3 s that they are here; two lost beats are a dead path. */
  setBeating(on: boolean): void {
    if (on === (this.#beatTimer !== undefined)) return;
    clearInterval(this.#beatTimer);
    this.#beatTimer = undefined;
    let lost = 0;
    if (on)
      this.#beatTimer = setInterval(() => {
        if (!this.#socket.connected) return;
        const sentAt = Date.now();
        this.action(beat, {}, { patienceMs: 0, timeoutMs: BEAT_EVERY_MS }).then(
          () => {
            lost = 0;
          },
          (error: unknown) => {
            // A server that says other things meanwhile is busy, and its path is no dead one.
            const isLost = asRefusal(error).code === 'UNAVAILABLE' && this.#heardAt < sentAt;
            lost = isLost ? lost + 1 : 0;
            if (lost >= 2) {
              lost = 0;
              this.#reopen();
            }
          },
        );
      }, BEAT_EVERY_MS);
    this.#pace();
  }

  /** After being refused, signed out or superseded: begins again. */
  connectAgain = (): void => {
    this.#takesOver = true;
    this.#set({ state: 'connecting' });
    this.#connect();
  };

  /** There is a way to the server again: a connection that has been in the making for longer hangs on one that is gone. */
  hurry = (): void => {
    if (!this.#isOver() && !this.#socket.connected && performance.now() - this.#triedAt > YOUNG_MS) this.#startOver();
  };

  close(): void {
    this.setBeating(false);
    clearTimeout(this.#retryTimer);
    this.#stopWaking();
    this.#set({ state: 'closed' });
    this.#socket.disconnect();
  }

  #isOver(): boolean {
    const { state } = this.#connection;
    return state === 'closed' || state === 'refused' || state === 'superseded' || state === 'signedOut';
  }

  async #ask(request: object, timeoutMs: number): Promise<Ack | 'lost'> {
    let raw: unknown;
    try {
      raw = await this.#socket.timeout(timeoutMs).emitWithAck('action', request);
    } catch {
      return 'lost';
    }
    this.#heard();
    const ack = z.safeParse(Ack, raw);
    return ack.success
      ? ack.data
      : { ok: false, error: { code: 'INTERNAL', message: 'The answer of the server does not fit.' } };
  }

  /** Until the connection changes, but no longer than this. */
  #untilChange(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(atMostMs) ? setTimeout(resolve, atMostMs) : undefined;
      this.#wakeups.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #set(connection: Connection): void {
    if (this.#connection.state === 'closed') return;
    this.#connection = connection;
    for (const listener of [...this.#connectionListeners]) listener();
    const wakeups = [...this.#wakeups];
    this.#wakeups.clear();
    for (const wake of wakeups) wake();
  }

  async #onConnect(): Promise<void> {
    this.#heard();
    clearTimeout(this.#retryTimer);
    this.#tries = 0;
    this.views.forgetRevisions();
    const again = this.#connectedBefore;
    this.#connectedBefore = true;
    this.#takesOver = false;
    this.#set({ state: 'connected' });
    // Media first: it has the longer way.
    if (again) for (const listener of [...this.#reconnectListeners]) listener();
    await this.refresh();
    if (again) lookForNewerBuild();
  }

  /** Asks for all views as they are now; a dead path is noticed and reopened. */
  async refresh(timeoutMs = PROBE_TIMEOUT_MS): Promise<void> {
    const askedAt = Date.now();
    this.#isRefreshing = true;
    try {
      const { views } = await this.action(snapshot, {}, { patienceMs: 0, timeoutMs }).finally(() => {
        this.#isRefreshing = false;
      });
      for (const view of views) this.#take(view);
    } catch (error) {
      if (asRefusal(error).code !== 'UNAVAILABLE') console.error('Snapshot refused', error);
      else if (this.#heardAt < askedAt) this.#reopen();
      // Only busy.
      else if (this.#socket.connected) await this.refresh();
    }
  }

  #onTry(): void {
    clearTimeout(this.#retryTimer);
    this.#triedAt = performance.now();
    this.#socket.io.timeout(connectWithinMs(this.#beatTimer !== undefined, this.#tries));
    this.#tries += 1;
  }

  /** How soon another try follows one in vain. */
  #pace(): void {
    // In the turn they are few, and a call waits for them; the waiting come back more slowly, not all in one second.
    const atMost = this.#beatTimer === undefined ? RECONNECT_AT_MOST_MS : SOONER_MS;
    const { io: manager } = this.#socket;
    manager.reconnectionDelay(navigator.onLine ? RECONNECT_MS : OFFLINE_MS);
    manager.reconnectionDelayMax(navigator.onLine ? atMost : OFFLINE_MS);
  }

  /** The server's word that it knows this page is waited for: a path that dies now would be noticed only after 40 s. */
  #onOpen(): void {
    this.#triedAt = performance.now();
    clearTimeout(this.#retryTimer);
    if (this.#beatTimer !== undefined) this.#retryTimer = setTimeout(this.hurry, PROBE_TIMEOUT_MS);
  }

  #take(message: ViewMessage): void {
    this.#heard();
    this.clock.learn(message.serverTime);
    this.views.accept(message);
  }

  #onView(raw: unknown): void {
    const parsed = z.safeParse(ViewMessage, raw);
    if (parsed.success) this.#take(parsed.data);
    else console.error('A view does not fit', parsed.error.issues);
  }

  #onChange({ schema }: Tables, raw: unknown): void {
    const parsed = z.safeParse(schema, raw);
    if (parsed.success) {
      this.#heard();
      this.clock.learn(parsed.data.serverTime);
      if (this.views.acceptChange(parsed.data)) return;
    } else console.error('A change does not fit', parsed.error.issues);
    if (!this.#isRefreshing) void this.refresh();
  }

  #onNotice(raw: unknown): void {
    const parsed = z.safeParse(Notice, raw);
    if (!parsed.success) {
      console.error('A notice does not fit', parsed.error.issues);
      return;
    }
    const notice = parsed.data;
    if (notice.notice === 'superseded') this.#set({ state: 'superseded' });
    if (notice.notice === 'goodbye' && notice.reason === 'signedOut') this.#set({ state: 'signedOut' });
    for (const listener of [...this.#noticeListeners]) listener(notice);
  }

  #onDown(): void {
    if (this.#isOver()) return;
    this.#set({ state: 'reconnecting', since: Date.now() });
    // Socket.io leaves it to us when the server hung up.
    if (!this.#socket.active) this.#connectLater();
  }

  #onConnectError(error: Error & { data?: unknown }): void {
    if (this.#socket.active || this.#isOver()) return;
    const body = z.safeParse(ErrorBody, error.data);
    const code = body.success ? body.data.code : 'UNAVAILABLE';
    if (code === 'UNAVAILABLE' || code === 'TOO_MANY_REQUESTS' || code === 'INTERNAL') {
      if (this.#connection.state === 'connected') this.#set({ state: 'reconnecting', since: Date.now() });
      this.#connectLater();
    } else if (body.success) {
      this.#set({ state: 'refused', refusal: new Refusal(code, body.data.details, body.data.message) });
    }
  }

  #connectLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => {
      if (!this.#isOver()) this.#connect();
    }, TRY_AGAIN_MS);
  }

  #heard(): void {
    this.#heardAt = Date.now();
  }

  /** Gives up a path that no longer answers and opens another at once. */
  #reopen(): void {
    if (this.#isOver() || !this.#socket.connected) return;
    this.#startOver();
  }

  #startOver(): void {
    this.#socket.disconnect();
    this.#connect();
  }

  #connect(): void {
    this.#onTry();
    this.#socket.connect();
  }

  /** A socket that looks open may be dead, and one that is being opened may hang on a network that is gone. */
  #onWake(): void {
    if (this.#isOver()) return;
    if (!this.#socket.connected) this.hurry();
    else if (Date.now() - this.#heardAt > GIVEN_UP_MS) this.#reopen();
    else void this.refresh(WAKE_PROBE_MS);
  }
}
