/** A room of Janus' videoroom plugin over its WebSocket: each of the two people publishes, each viewer subscribes to both. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Audio, type PeerConnection, PeerConnection as RtcConnection, Video } from 'node-datachannel';
import { WebSocket } from 'ws';
import { OPUS, VP8 } from '../../../../server/tools/rehearsal/rtp.ts';
import { ROOM } from './janus.ts';
import { type Room, SENDERS, type Sender, type Ssrcs } from './room.ts';

const KEEP_ALIVE_MS = 20_000;
const CONNECT_MS = 30_000;

interface Jsep {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}
interface JanusMessage {
  readonly janus: string;
  readonly transaction?: string;
  readonly sender?: number;
  readonly data?: { readonly id: number };
  readonly plugindata?: { readonly data: { readonly error?: string } };
  readonly error?: { readonly reason: string };
  readonly jsep?: Jsep;
}

class JanusSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, PromiseWithResolvers<JanusMessage>>();
  readonly #up = new Map<number, PromiseWithResolvers<void>>();
  #id = 0;
  #keepAlive: NodeJS.Timeout | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (raw) => this.#receive(JSON.parse(String(raw))));
  }

  static async open(url: string): Promise<JanusSession> {
    const socket = new WebSocket(url, 'janus-protocol');
    await once(socket, 'open');
    const session = new JanusSession(socket);
    session.#id = (await session.#ask({ janus: 'create' })).data?.id ?? 0;
    session.#keepAlive = setInterval(() => void session.#ask({ janus: 'keepalive' }), KEEP_ALIVE_MS).unref();
    return session;
  }

  async attach(): Promise<number> {
    const { data } = await this.#ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' });
    const handle = data?.id ?? 0;
    this.#up.set(handle, Promise.withResolvers());
    return handle;
  }

  /** Answers the plugin's own event, not Janus' word that it has the question. */
  async message(handle: number, body: object, jsep?: Jsep): Promise<JanusMessage> {
    const answer = await this.#ask({ janus: 'message', handle_id: handle, body, ...(jsep ? { jsep } : {}) });
    const error = answer.plugindata?.data.error;
    if (error) throw new Error(`Janus: ${error}`);
    return answer;
  }

  /** ICE and DTLS of a handle are done. */
  async isUp(handle: number): Promise<void> {
    await this.#up.get(handle)?.promise;
  }

  close(): void {
    clearInterval(this.#keepAlive);
    this.#socket.close();
  }

  #ask(message: object): Promise<JanusMessage> {
    const transaction = randomBytes(8).toString('hex');
    const waiting = Promise.withResolvers<JanusMessage>();
    this.#waiting.set(transaction, waiting);
    const session = this.#id === 0 ? {} : { session_id: this.#id };
    this.#socket.send(JSON.stringify({ ...message, ...session, transaction }));
    return waiting.promise;
  }

  #receive(message: JanusMessage): void {
    if (message.janus === 'webrtcup') this.#up.get(message.sender ?? 0)?.resolve();
    const { transaction = '' } = message;
    const waiting = this.#waiting.get(transaction);
    const isOnlyReceipt = message.janus === 'ack' && !('keepalive' in message);
    if (!waiting || isOnlyReceipt) return;
    this.#waiting.delete(transaction);
    if (message.error) waiting.reject(new Error(`Janus: ${message.error.reason}`));
    else waiting.resolve(message);
  }
}

export class JanusRoom implements Room {
  readonly #session: Promise<JanusSession>;
  readonly #open: PeerConnection[] = [];

  constructor(url: string) {
    this.#session = JanusSession.open(url);
  }

  async openSender(index: number, ssrcs: Ssrcs): Promise<Sender> {
    const session = await this.#session;
    const handle = await session.attach();
    const name = SENDERS[index] ?? '';
    await session.message(handle, {
      request: 'join',
      ptype: 'publisher',
      room: ROOM,
      id: feedOf(index),
      display: name,
    });
    const connection = this.#connection(`sender-${index}`);
    const voice = new Audio('0', 'SendOnly');
    voice.addOpusCodec(OPUS.payloadType);
    voice.addSSRC(ssrcs.audio, name, name, `${name}-voice`);
    const picture = new Video('1', 'SendOnly');
    picture.addVP8Codec(VP8.payloadType);
    picture.addSSRC(ssrcs.video, name, name, `${name}-picture`);
    const tracks = { audio: connection.addTrack(voice), video: connection.addTrack(picture) };
    connection.setLocalDescription('offer');
    const offer = await described(connection);
    const answer = await session.message(handle, { request: 'publish' }, offer);
    connection.setRemoteDescription(answer.jsep?.sdp ?? '', 'answer');
    await within(session.isUp(handle));
    return {
      sendAudio: (packet) => void tracks.audio.sendMessageBinary(packet),
      sendVideo: (packet) => void tracks.video.sendMessageBinary(packet),
    };
  }

  async openViewer(index: number, onPacket: (packet: Buffer) => void): Promise<void> {
    const session = await this.#session;
    const handle = await session.attach();
    const streams = SENDERS.map((_, sender) => ({ feed: feedOf(sender) }));
    const { jsep } = await session.message(handle, { request: 'join', ptype: 'subscriber', room: ROOM, streams });
    const connection = this.#connection(`viewer-${index}`);
    const tracks: unknown[] = [];
    connection.onTrack((track) => {
      // Kept: a track that is forgotten is closed.
      tracks.push(track);
      track.onMessage(onPacket);
    });
    connection.setRemoteDescription(jsep?.sdp ?? '', 'offer');
    const answer = await described(connection);
    await session.message(handle, { request: 'start' }, answer);
    await within(session.isUp(handle));
  }

  close(): void {
    for (const one of this.#open.splice(0)) one.close();
    void this.#session.then((session) => session.close());
  }

  #connection(name: string): PeerConnection {
    const connection = new RtcConnection(name, { iceServers: [] });
    this.#open.push(connection);
    return connection;
  }
}

const feedOf = (sender: number): number => sender + 1;

/** The description with all candidates in it. */
function described(connection: PeerConnection): Promise<Jsep> {
  return new Promise((resolve) => {
    const look = () => {
      const description = connection.localDescription();
      if (description && connection.gatheringState() === 'complete') resolve(description as Jsep);
    };
    connection.onGatheringStateChange(look);
    look();
  });
}

async function within(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Janus: no media within ${CONNECT_MS} ms`)), CONNECT_MS);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
