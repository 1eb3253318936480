/** One socket: who it is, which actions it may ask, and its media peer. Every request is parsed both ways. */
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import * as z from 'zod/mini';
import type { Ack } from '../../shared/action.ts';
import { MAX_MESSAGE_BYTES, SocketRequest } from '../../shared/action.ts';
import { ACTIONS, type ActionName } from '../../shared/actions/all.ts';
import type { QualityWindow } from '../../shared/actions/media.ts';
import { Refusal } from '../../shared/errors.ts';
import type { Handshake } from '../../shared/handshake.ts';
import { Notice } from '../../shared/notices/all.ts';
import type { PeerIdentity } from '../domain/calls/media-types.ts';
import { authorize } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import { query } from '../services/context.ts';
import type { ConnectionHandlers, Dispatcher } from '../services/dispatch.ts';
import { assertPlain } from '../services/plain-input.ts';
import type { MediaHub, MediaPeer } from '../services/ports/media.ts';
import type { Throttle } from '../services/ports/throttle.ts';
import { sendEncoded } from './encode-once.ts';
import type { Member } from './members.ts';
import type { SessionChannel } from './session-channel.ts';

export interface ConnectionDeps {
  readonly dispatcher: Dispatcher;
  readonly media: MediaHub;
  readonly throttle: Throttle;
  readonly iceServers: (key: string) => { urls: string[]; username?: string; credential?: string }[];
  readonly onQuality: (reporter: PeerIdentity, window: QualityWindow) => void;
  readonly clock: () => number;
  readonly log: Logger;
}

export class Connection {
  readonly socket: Socket;
  readonly actor: Actor;
  readonly as: Handshake;
  readonly identity: PeerIdentity;
  readonly member: Member | null;
  readonly channel: SessionChannel | null;
  /** When its newest message came. */
  #heardAt: number;
  readonly #deps: ConnectionDeps;
  #peer: MediaPeer | null = null;

  constructor(
    socket: Socket,
    actor: Actor,
    as: Handshake,
    identity: PeerIdentity,
    channel: SessionChannel | null,
    deps: ConnectionDeps,
  ) {
    this.socket = socket;
    this.actor = actor;
    this.as = as;
    this.identity = identity;
    this.channel = channel;
    this.#deps = deps;
    this.#heardAt = deps.clock();
    this.member =
      as.as === 'check'
        ? null
        : {
            socketId: socket.id,
            as: as.as,
            ticketId: identity.ticketId,
            isTaker: identity.ticketId !== null && actor.kind === 'staff',
            personId: identity.personId,
            seatId: identity.seatId,
            helperId: identity.helper?.id ?? null,
            heardAt: () => this.#heardAt,
            send: (message) => void socket.emit('view', message),
            sendEncoded: (encoded) => sendEncoded(socket, encoded),
            dismiss: () => this.dismiss(),
          };
    socket.on('action', (raw: unknown, ack: unknown) => this.#onAction(raw, ack));
  }

  /** One for the connection's whole life: its media is known by it. */
  readonly notify = (notice: Notice): void => {
    this.socket.emit('notice', z.parse(Notice, notice));
  };

  /** Keeps the media peer for the grace time: the page may come back (C1, DESIGN: the contract). */
  gone(): void {
    if (this.#peer) this.#deps.media.detach(this.identity.key, this.notify);
    this.#peer = null;
  }

  /** The right to be here ended: so does its media, at once (C7). */
  leave(): void {
    this.#peer = null;
    this.#deps.media.leave(this.identity.key);
  }

  /** Told so, and let go. */
  dismiss(): void {
    this.notify({ notice: 'goodbye', reason: 'signedOut' });
    this.leave();
    this.socket.disconnect(true);
  }

  #onAction(raw: unknown, ack: unknown): void {
    this.#heardAt = this.#deps.clock();
    const answer = typeof ack === 'function' ? (body: Ack) => ack(body) : () => undefined;
    this.#perform(raw).then(
      (result) => answer({ ok: true, result }),
      (error: unknown) => answer({ ok: false, error: this.#refusal(error, raw).toBody() }),
    );
  }

  async #perform(raw: unknown): Promise<unknown> {
    assertPlain(raw);
    const bytes = Buffer.byteLength(JSON.stringify(raw) ?? '');
    if (bytes > MAX_MESSAGE_BYTES) throw new Refusal('TOO_LARGE', { bytes });
    const request = z.safeParse(SocketRequest, raw);
    if (!request.success)
      throw new Refusal('BAD_INPUT', { issues: [{ path: '', message: 'expected {name, commandId, input}' }] });
    await this.#deps.throttle.use('actionsPerConnection', this.socket.id);
    const { name, commandId, input } = request.data;
    // Each action has its door: over HTTP some set a cookie or cost more than this connection's share.
    if (!ACTIONS.get(name as ActionName)?.socket) throw new Refusal('UNKNOWN_ACTION');
    const connection = { id: this.socket.id, as: this.as };
    const run = () =>
      this.#deps.dispatcher.run(
        { name, commandId, input, actor: this.actor, connection, cookies: null },
        this.#handlers(),
      );
    if (name !== 'programme.cut' && name !== 'programme.restore') return run();
    return this.#mayAsk(name, input) && this.channel ? this.channel.cutFirst(name, run) : run();
  }

  /** The rule of the one table (T1), by what is known without asking the store. */
  #mayAsk(name: ActionName, input: unknown): boolean {
    const session = this.channel?.snapshot?.session;
    const named = typeof input === 'object' && input !== null && 'sessionId' in input ? input.sessionId : null;
    if (!session || named !== session.id) return false;
    const facts = { connectedAs: this.as.as, sessionState: session.state, sessionCountyId: session.countyId };
    return authorize(this.actor, name, { demo: false, ...facts }).ok;
  }

  #refusal(error: unknown, raw: unknown): Refusal {
    if (error instanceof Refusal) return error;
    const name = typeof raw === 'object' && raw !== null && 'name' in raw ? String(raw.name).slice(0, 64) : null;
    this.#deps.log.error({ err: error, action: name }, 'an action failed on our side');
    return new Refusal('INTERNAL');
  }

  get #mediaPeer(): MediaPeer {
    if (!this.#peer) throw new Refusal('MEDIA_NOT_READY');
    return this.#peer;
  }

  /** Made for each request: ten thousand who wait hold none. */
  #handlers(): ConnectionHandlers {
    return {
      'session.snapshot': query<'session.snapshot'>(async () => ({
        views: this.channel && this.member ? await this.channel.viewsFor(this.member) : [],
      })),
      'session.beat': query<'session.beat'>(async () => ({})),
      'check.open': query<'check.open'>(async () => ({})),
      'media.join': query<'media.join'>(async (input) => {
        // The page may have come back by a newer socket, which this one would take its media from.
        if (!this.socket.connected) throw new Refusal('STALE');
        const { peer, result, isStaged } = await this.#deps.media.join(this.identity, input, this.notify);
        this.#peer = peer;
        // Tried again by itself where it cannot be read now.
        if (!isStaged)
          await this.channel?.stage().catch((error: unknown) => this.#deps.log.error({ err: error }, 'no stage'));
        // The page went while its router was made.
        if (!this.socket.connected) this.gone();
        return { ...result, iceServers: this.#deps.iceServers(this.identity.key) };
      }),
      'media.createTransport': query<'media.createTransport'>((input) => this.#mediaPeer.createTransport(input)),
      'media.connectTransport': query<'media.connectTransport'>(async (input) => {
        await this.#mediaPeer.connectTransport(input);
        return {};
      }),
      'media.restartIce': query<'media.restartIce'>((input) => this.#mediaPeer.restartIce(input)),
      'media.produce': query<'media.produce'>((input) => this.#mediaPeer.produce(input)),
      'media.setMuted': query<'media.setMuted'>(async (input) => {
        await this.#mediaPeer.setMuted(input);
        return {};
      }),
      'media.subscribe': query<'media.subscribe'>(async (input) => {
        await this.#mediaPeer.subscribe(input);
        return {};
      }),
      'media.consumerReady': query<'media.consumerReady'>(async (input) => {
        await this.#mediaPeer.consumerReady(input);
        return {};
      }),
      'media.reportQuality': query<'media.reportQuality'>(async (input) => {
        this.#deps.onQuality(this.identity, input.quality);
        return {};
      }),
    };
  }
}
