/** Sockets of every session: admits them, keeps who is connected, and does what must happen when somebody is not. */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import * as z from 'zod/mini';
import { MAX_MESSAGE_BYTES } from '../../shared/action.ts';
import type { QualityWindow } from '../../shared/actions/media.ts';
import { Refusal } from '../../shared/errors.ts';
import { Handshake } from '../../shared/handshake.ts';
import type { Notice } from '../../shared/notices/all.ts';
import type { CaptionSegment } from '../domain/calls/captions.ts';
import type { PeerIdentity } from '../domain/calls/media-types.ts';
import { cutForAbsence } from '../domain/calls/programme.ts';
import type { QualitySide } from '../domain/calls/quality.ts';
import { openSummons } from '../domain/calls/summons.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { AfterCommit, Dispatcher } from '../services/dispatch.ts';
import type { MediaHub } from '../services/ports/media.ts';
import type { Store } from '../services/ports/store.ts';
import type { Throttle } from '../services/ports/throttle.ts';
import type { OnStageOf } from '../services/summons-service.ts';
import { type Admitted, admit, type Identified, type RestsOn } from './admit.ts';
import { Connection, type ConnectionDeps } from './connection.ts';
import { callAt, programme } from './projections/common.ts';
import { SessionChannel } from './session-channel.ts';

/** The place on stage and on deck is kept so long for somebody whose connection is lost (DESIGN: the contract). */
export const STAGE_GRACE_MS = 60_000;
const PINGS = { everyMs: 20_000, patienceMs: 20_000 };
const WATCH_EVERY_MS = 1_000;
const HELD_UP_MS = 3_000;
/** Longer than from one beat of a page to the next. */
const SAID_WITHIN_MS = 4_000;
/** So soon it is noticed that another process ended a sign-in of staff. */
const SIGN_INS_EVERY_MS = 10_000;
const SOCKET_PATH = '/socket.io';

/** Things that the watch asks the services to do. */
export interface WatchActions {
  cutForAbsence(sessionId: string, lastModeratorAt: (now: number) => number | null): Promise<void>;
  stageLost(sessionId: string, ticketId: string): Promise<void>;
  officerLost(of: OnStageOf): Promise<void>;
  addQuality(callId: string, side: QualitySide, window: QualityWindow): Promise<void>;
}

export interface RealtimeDeps {
  readonly http: HttpServer;
  readonly origin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly identify: (cookieHeader: string | undefined, address: string) => Promise<Identified>;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly store: Store;
  readonly media: MediaHub;
  readonly throttle: Throttle;
  readonly iceServers: (key: string) => { urls: string[]; username?: string; credential?: string }[];
  readonly clock: () => number;
  readonly log: Logger;
  /** A page that answers none of these pings is given up. */
  readonly pings?: { readonly everyMs: number; readonly patienceMs: number } | undefined;
}

interface SignedIn {
  readonly expiresAt: number;
  readonly isStaff: boolean;
  readonly sockets: Set<Socket>;
}

export class RealtimeServer implements AfterCommit {
  readonly #deps: RealtimeDeps;
  readonly #io: Server;
  readonly #channels = new Map<string, SessionChannel>();
  readonly #connections = new Map<string, Connection>();
  /** The newest page of a ticket, a meeting room or a desk. */
  readonly #byKey = new Map<string, Connection>();
  /** Sockets by the hash of the sign-in they rest on. */
  readonly #bySignIn = new Map<string, SignedIn>();
  /** When a moderator was last connected, by session; the start of the process counts as one. */
  readonly #moderatorSeenAt = new Map<string, number>();
  /** When the page of a ticket was last connected. */
  readonly #ticketSeenAt = new Map<string, number>();
  /** When the desk of a department's room was last connected, by session and seat. */
  readonly #officerSeenAt = new Map<string, number>();
  readonly #startedAt: number;
  #lookedAt = 0;
  /** Until then it cannot tell who is silent. */
  #patientUntil = 0;
  #signInsReadAt = 0;
  #watch: NodeJS.Timeout | null = null;
  #dispatcher: Dispatcher | null = null;
  #connectionDeps: ConnectionDeps | null = null;
  #actions: WatchActions | null = null;

  constructor(deps: RealtimeDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock();
    const { everyMs, patienceMs } = deps.pings ?? PINGS;
    this.#io = new Server(deps.http, {
      path: SOCKET_PATH,
      serveClient: false,
      maxHttpBufferSize: 4 * MAX_MESSAGE_BYTES,
      pingInterval: everyMs,
      pingTimeout: patienceMs,
      allowRequest: (request, decide) => decide(null, deps.origin(request.headers.origin, request.headers.host)),
    });
    this.#io.use((socket, next) => {
      this.#admit(socket).then(
        (admitted) => {
          socket.data.admitted = admitted;
          next();
        },
        (error: unknown) => next(connectError(error, deps.log)),
      );
    });
    this.#io.on('connection', (socket) => this.#onConnection(socket));
    deps.media.onSendingChanged((sessionId) => this.#channels.get(sessionId)?.touch());
  }

  /** Takes up the sessions that were running when the process before this one ended. */
  async start(dispatcher: Dispatcher, actions: WatchActions): Promise<void> {
    this.#dispatcher = dispatcher;
    this.#actions = actions;
    for (const session of await this.#deps.store.read.runningSessions()) {
      const channel = this.#channel(session.id);
      await channel.stage();
      // The watch goes by what was read last: a call whose people all left is one that nobody's page makes it read.
      channel.touch();
    }
    this.#watch = setInterval(() => this.#look(), WATCH_EVERY_MS);
  }

  /** Whether a request is for the sockets, as long polling is. */
  answers(url: string | undefined): boolean {
    return url?.startsWith(SOCKET_PATH) ?? false;
  }

  session(sessionId: string): void {
    this.#channels.get(sessionId)?.touch();
  }

  async stage(sessionId: string): Promise<void> {
    await this.#channel(sessionId).stage();
  }

  signedOut(tokenHash: string): void {
    for (const socket of this.#bySignIn.get(tokenHash)?.sockets ?? []) this.#connections.get(socket.id)?.dismiss();
  }

  caption({ id, sessionId }: Pick<CallRecord, 'id' | 'sessionId'>, segment: CaptionSegment): void {
    this.#channels.get(sessionId)?.caption(id, segment);
  }

  isHere(sessionId: string, ticketId: string): boolean {
    const now = this.#deps.clock();
    const seenAt = this.#channels.get(sessionId)?.ticketSeenAt(ticketId, now) ?? null;
    return seenAt !== null && seenAt >= now;
  }

  counts(): { sockets: number; byRole: Record<string, number>; sessions: number } {
    const byRole: Record<string, number> = {};
    for (const connection of this.#connections.values()) byRole[connection.as.as] = (byRole[connection.as.as] ?? 0) + 1;
    return { sockets: this.#connections.size, byRole, sessions: this.#channels.size };
  }

  async close(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch);
    for (const connection of this.#connections.values()) connection.notify({ notice: 'goodbye', reason: 'restarting' });
    for (const channel of this.#channels.values()) channel.close();
    await this.#io.close();
  }

  async #admit(socket: Socket): Promise<Admitted & { as: Handshake }> {
    const as = z.safeParse(Handshake, socket.handshake.auth);
    if (!as.success) throw new Refusal('BAD_INPUT');
    // Admitted already on this connection, which keeps nothing of its request (`forgetRequest`).
    if (!this.#dispatcher || !socket.request) throw new Refusal('UNAVAILABLE');
    const who = await this.#deps.identify(socket.handshake.headers.cookie, this.#deps.addressOf(socket.request));
    return { as: as.data, ...(await admit(as.data, who, this.#deps.store.read)) };
  }

  #onConnection(socket: Socket): void {
    const { as, actor, identity, signIn } = socket.data.admitted as Admitted & { as: Handshake };
    const dispatcher = this.#dispatcher;
    if (!dispatcher) return void socket.disconnect(true);
    if (this.#cameTooLate(as, identity.key)) {
      socket.emit('notice', { notice: 'superseded' } satisfies Notice);
      return void socket.disconnect(true);
    }
    const channel = as.as === 'check' ? null : this.#channel(identity.sessionId);
    this.#connectionDeps ??= {
      ...this.#deps,
      dispatcher,
      onQuality: (reporter, window) => this.#onQuality(reporter, window),
    };
    const connection = new Connection(socket, actor, as, identity, channel, this.#connectionDeps);
    forgetRequest(socket);
    this.#supersede(connection);
    this.#connections.set(socket.id, connection);
    if (signIn !== null) this.#restOn(signIn, actor.kind === 'staff', socket);
    if (channel && connection.member) {
      channel.add(connection.member);
      this.#seen(connection, channel);
    }
    socket.on('disconnect', () => {
      this.#connections.delete(socket.id);
      if (this.#byKey.get(identity.key) === connection) this.#byKey.delete(identity.key);
      if (channel) this.#seen(connection, channel);
      channel?.remove(socket.id);
      connection.gone();
    });
  }

  #restOn({ tokenHash, expiresAt }: RestsOn, isStaff: boolean, socket: Socket): void {
    const sockets = this.#bySignIn.get(tokenHash)?.sockets ?? new Set();
    this.#bySignIn.set(tokenHash, { expiresAt, isStaff, sockets: sockets.add(socket) });
    socket.on('disconnect', () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#bySignIn.delete(tokenHash);
    });
  }

  /** Another page was opened while this one's network was gone: it could not be told, and takes nothing back by itself. */
  #cameTooLate(as: Handshake, key: string): boolean {
    const there = this.#byKey.get(key);
    return 'returns' in as && as.returns === true && there !== undefined && there.as.clientId !== as.clientId;
  }

  /** The newest page of a ticket or of a meeting room wins; the older is told and let go. */
  #supersede(newest: Connection): void {
    const { key } = newest.identity;
    const older = this.#byKey.get(key);
    this.#byKey.set(key, newest);
    if (!older || newest.as.as === 'audience') return;
    if (older.as.clientId !== newest.as.clientId) older.notify({ notice: 'superseded' });
    older.socket.disconnect(true);
  }

  #seen({ identity }: Connection, channel: SessionChannel): void {
    const now = this.#deps.clock();
    if (identity.role === 'moderator')
      this.#moderatorSeenAt.set(channel.sessionId, channel.moderatorSeenAt(now) ?? now);
    if (identity.ticketId)
      this.#ticketSeenAt.set(identity.ticketId, channel.ticketSeenAt(identity.ticketId, now) ?? now);
    if (identity.seatId)
      this.#officerSeenAt.set(officerKey(channel, identity.seatId), channel.officerSeenAt(identity.seatId, now) ?? now);
  }

  #channel(sessionId: string): SessionChannel {
    let channel = this.#channels.get(sessionId);
    if (!channel) {
      channel = new SessionChannel(sessionId, this.#deps);
      this.#channels.set(sessionId, channel);
    }
    return channel;
  }

  /** A report counts for the running call of the ticket, or of the meeting room's seat. */
  #onQuality({ sessionId, role, ticketId, seatId }: PeerIdentity, window: QualityWindow): void {
    const side = role === 'citizen' || role === 'official' ? role : null;
    const all = this.#channels.get(sessionId)?.snapshot?.calls ?? [];
    const call =
      side === 'citizen'
        ? all.find((one) => one.state !== 'ended' && one.ticketId === ticketId)
        : callAt(all, seatId ?? '');
    if (side && call) this.#run(this.#actions?.addQuality(call.id, side, window), 'quality could not be kept');
  }

  /**
   * C6: ten seconds without a moderator's connection cut by themselves. C3: a place on stage is kept for 60 s. A sign-in
   * ends by itself where it is connected, too.
   */
  #look(): void {
    const now = this.#deps.clock();
    for (const [tokenHash, { expiresAt }] of this.#bySignIn) if (now >= expiresAt) this.signedOut(tokenHash);
    if (Math.abs(now - this.#signInsReadAt) >= SIGN_INS_EVERY_MS) {
      this.#signInsReadAt = now;
      this.#run(this.#leaveEnded(), 'sign-ins could not be read');
    }
    // This process was held up, or its clock set: everybody is given the time to say once more that they are there.
    if (Math.abs(now - this.#lookedAt) > HELD_UP_MS) this.#patientUntil = now + SAID_WITHIN_MS;
    this.#lookedAt = now;
    if (now < this.#patientUntil) return;
    for (const channel of this.#channels.values()) {
      const { sessionId, snapshot } = channel;
      channel.look(now);
      const lastModeratorAt = (at: number) => this.#lastModeratorAt(channel, at);
      const shown = snapshot && programme(snapshot);
      if (
        shown &&
        cutForAbsence(snapshot.session, { programme: shown, lastModeratorAt: lastModeratorAt(now), at: now }).ok
      )
        this.#run(this.#actions?.cutForAbsence(sessionId, lastModeratorAt), 'could not cut');
      for (const ticket of channel.inTurn) {
        const ticketAt = channel.ticketSeenAt(ticket.id, now);
        if (ticketAt !== null) this.#ticketSeenAt.set(ticket.id, ticketAt);
        if (now - (this.#ticketSeenAt.get(ticket.id) ?? this.#startedAt) >= STAGE_GRACE_MS) {
          this.#ticketSeenAt.set(ticket.id, now);
          this.#run(this.#actions?.stageLost(sessionId, ticket.id), 'could not take somebody off the stage');
        }
      }
      this.#lookAtOfficers(channel, now);
      if (channel.isDone(now)) this.#release(channel);
    }
  }

  /** C3: an officer on a stage has left it when their desk was gone for as long as a place there is kept (C11). */
  #lookAtOfficers(channel: SessionChannel, now: number): void {
    const { sessionId, snapshot } = channel;
    for (const call of snapshot?.calls ?? []) {
      if (call.state === 'ended') continue;
      for (const { seatId, state } of openSummons(call)) {
        if (state !== 'joined') continue;
        const key = officerKey(channel, seatId);
        const seenAt = channel.officerSeenAt(seatId, now) ?? this.#officerSeenAt.get(key) ?? this.#startedAt;
        this.#officerSeenAt.set(key, seenAt);
        if (now - seenAt < STAGE_GRACE_MS) continue;
        this.#officerSeenAt.set(key, now);
        this.#run(this.#actions?.officerLost({ sessionId, callId: call.id, seatId }), 'an officer could not leave');
      }
    }
  }

  /** `npm run account` on PostgreSQL is another process: what it ends is gone from the store, and nobody tells of it. */
  async #leaveEnded(): Promise<void> {
    const ofStaff = [...this.#bySignIn].flatMap(([tokenHash, { isStaff }]) => (isStaff ? [tokenHash] : []));
    const left = await this.#deps.store.read.signInsLeft(ofStaff);
    for (const tokenHash of ofStaff) if (!left.has(tokenHash)) this.signedOut(tokenHash);
  }

  /** Made anew for whoever comes. */
  #release(channel: SessionChannel): void {
    channel.close();
    this.#channels.delete(channel.sessionId);
    this.#moderatorSeenAt.delete(channel.sessionId);
    for (const ticketId of channel.snapshot?.tickets.byId.keys() ?? []) this.#ticketSeenAt.delete(ticketId);
    for (const { id } of channel.snapshot?.session.seats ?? []) this.#officerSeenAt.delete(officerKey(channel, id));
  }

  /** Until when a moderator was there; `null` while one is. The start of the process counts as one. */
  #lastModeratorAt(channel: SessionChannel, now: number): number | null {
    const seenAt = channel.moderatorSeenAt(now);
    if (seenAt !== null) this.#moderatorSeenAt.set(channel.sessionId, seenAt);
    return seenAt === now ? null : (this.#moderatorSeenAt.get(channel.sessionId) ?? this.#startedAt);
  }

  #run(work: Promise<void> | undefined, failure: string): void {
    work?.catch((error: unknown) => this.#deps.log.error({ err: error }, failure));
  }
}

const officerKey = ({ sessionId }: SessionChannel, seatId: string): string => `${sessionId}/${seatId}`;

/** The request of the handshake, its headers and its cookies are some kilobytes that nobody needs any more. */
function forgetRequest(socket: Socket): void {
  delete (socket.conn as { request?: unknown }).request;
  socket.handshake.headers = {};
}

function connectError(error: unknown, log: Logger): Error {
  const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL');
  if (refusal.code === 'INTERNAL') log.error({ err: error }, 'a socket could not be admitted');
  return Object.assign(new Error(refusal.code), { data: refusal.toBody() });
}
