/** Directline's media hub over a WebSocket (`hub-server.ts`), as a page has it over its socket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { PeerIdentity } from '../../../../server/domain/calls/media-types.ts';
import { MediaEnd } from '../../../../server/tools/rehearsal/media-end.ts';
import { OPUS, VP8 } from '../../../../server/tools/rehearsal/rtp.ts';
import type { ResultOf } from '../../../../shared/actions/all.ts';
import type { Notice } from '../../../../shared/notices/all.ts';
import { audience, citizen, official } from '../../../support/media/identities.ts';
import type { Room, Sender, Ssrcs } from './room.ts';

const CONNECT_MS = 30_000;
const CODECS = [
  { kind: 'video', mimeType: VP8.mimeType, preferredPayloadType: VP8.payloadType, clockRate: VP8.clockRate },
  {
    ...{ kind: 'audio', mimeType: OPUS.mimeType, preferredPayloadType: OPUS.payloadType },
    ...{ clockRate: OPUS.clockRate, channels: OPUS.channels },
  },
];
const CAPABILITIES = {
  codecs: CODECS.map((codec) => ({ ...codec, parameters: {}, rtcpFeedback: [] })),
  headerExtensions: [],
};
/** Picture and voice of two people. */
const STREAMS = 4;

type Transport = ResultOf<'media.createTransport'>;

class Signal {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (cause: Error) => void }>();
  readonly #onNotice: (notice: Notice) => void;
  #last = 0;

  private constructor(socket: WebSocket, onNotice: (notice: Notice) => void) {
    this.#socket = socket;
    this.#onNotice = onNotice;
    socket.on('message', (raw) => this.#receive(JSON.parse(String(raw))));
  }

  static async open(url: string, identity: PeerIdentity, onNotice: (notice: Notice) => void): Promise<Signal> {
    const socket = new WebSocket(`${url}?identity=${encodeURIComponent(JSON.stringify(identity))}`);
    await once(socket, 'open');
    return new Signal(socket, onNotice);
  }

  act<Result>(name: string, input: object): Promise<Result> {
    this.#last += 1;
    const id = this.#last;
    this.#socket.send(JSON.stringify({ id, name, input }));
    return new Promise((resolve, reject) =>
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject }),
    );
  }

  close(): void {
    this.#socket.close();
  }

  #receive(message: { notice?: Notice; id?: number; result?: unknown; error?: string }): void {
    if (message.notice) {
      this.#onNotice(message.notice);
      return;
    }
    const waiting = this.#waiting.get(message.id ?? 0);
    this.#waiting.delete(message.id ?? 0);
    if (message.error === undefined) waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.error));
  }
}

export class DirectlineRoom implements Room {
  readonly #url: string;
  readonly #open: { close(): void }[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async openSender(index: number, ssrcs: Ssrcs): Promise<Sender> {
    const identity = index === 0 ? citizen(1) : official;
    const signal = await Signal.open(this.#url, identity, () => undefined);
    await signal.act('join', { clientId: identity.key, rtpCapabilities: CAPABILITIES, receiveBy: null });
    const transport = await signal.act<Transport>('createTransport', { direction: 'send', protocol: 'any' });
    const end = await this.#connect(signal, transport);
    const produce = (source: string, kind: string, codec: object, ssrc: number) =>
      signal.act('produce', {
        ...{ transportId: transport.id, source, kind },
        rtpParameters: {
          codecs: [{ parameters: {}, rtcpFeedback: [], ...codec }],
          ...{ headerExtensions: [], encodings: [{ ssrc }], rtcp: { cname: identity.key } },
        },
      });
    await produce('microphone', 'audio', OPUS, ssrcs.audio);
    await produce('camera', 'video', { ...VP8, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] }, ssrcs.video);
    return { sendAudio: (packet) => end.send(packet), sendVideo: (packet) => end.send(packet) };
  }

  async openViewer(index: number, onPacket: (packet: Buffer) => void): Promise<void> {
    let ready = 0;
    const all = Promise.withResolvers<void>();
    const identity = audience(index);
    const signal = await Signal.open(this.#url, identity, (notice) => {
      if (notice.notice !== 'media.consumer') return;
      // Answered once the worker sends what it has.
      signal.act('consumerReady', { consumerId: notice.consumerId }).then(() => {
        ready += 1;
        if (ready === STREAMS) all.resolve();
      }, all.reject);
    });
    const joined = await signal.act<{ receiver: Transport }>('join', {
      ...{ clientId: identity.key, rtpCapabilities: CAPABILITIES, receiveBy: 'any' },
    });
    const end = await this.#connect(signal, joined.receiver);
    end.onPacket(onPacket);
    await all.promise;
  }

  close(): void {
    for (const one of this.#open.splice(0)) one.close();
  }

  async #connect(signal: Signal, transport: Transport): Promise<MediaEnd> {
    const tell = (dtlsParameters: object) =>
      signal.act('connectTransport', { transportId: transport.id, dtlsParameters });
    const end = await MediaEnd.open(transport, tell, CONNECT_MS);
    this.#open.push(end, signal);
    return end;
  }
}
