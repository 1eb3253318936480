/**
 * One end of a media transport without a browser: ICE, DTLS and SRTP by libdatachannel. It sends what it is given and
 * tells what comes; nothing is decoded.
 */
import { type PeerConnection, PeerConnection as RtcConnection, Video } from 'node-datachannel';
import type { InputOf, ResultOf } from '../../../shared/actions/all.ts';
import { dtlsOfAnswer, offerOf } from './sdp.ts';

type DtlsParameters = InputOf<'media.connectTransport'>['dtlsParameters'];

export class MediaEnd {
  readonly transportId: string;
  readonly #connection: PeerConnection;
  readonly #track: ReturnType<PeerConnection['addTrack']>;

  private constructor(transportId: string, name: string) {
    this.transportId = transportId;
    this.#connection = new RtcConnection(name, { iceServers: [], disableAutoNegotiation: true });
    const everything = new Video('0', 'SendRecv');
    everything.addVP8Codec(96);
    this.#track = this.#connection.addTrack(everything);
  }

  /** Connects; rejects when there is no way within `withinMs`. `tellDtls` is `media.connectTransport`. */
  static async open(
    transport: ResultOf<'media.createTransport'>,
    tellDtls: (dtlsParameters: DtlsParameters) => Promise<unknown>,
    withinMs: number,
  ): Promise<MediaEnd> {
    const end = new MediaEnd(transport.id, transport.id);
    try {
      await end.#connect(offerOf(transport), tellDtls, withinMs);
      return end;
    } catch (error) {
      end.close();
      throw error;
    }
  }

  async #connect(
    offer: string,
    tellDtls: (dtlsParameters: DtlsParameters) => Promise<unknown>,
    withinMs: number,
  ): Promise<void> {
    const connection = this.#connection;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no way for media within ${withinMs} ms`)), withinMs);
      const fail = (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      connection.onStateChange((state) => {
        if (state === 'failed' || state === 'closed') fail(new Error(`media ${state}`));
      });
      // The track opens once SRTP has its keys.
      this.#track.onOpen(() => {
        clearTimeout(timer);
        resolve();
      });
      connection.onLocalDescription((sdp) => void tellDtls(dtlsOfAnswer(sdp)).catch(fail));
      connection.setRemoteDescription(offer, 'offer');
      connection.setLocalDescription('answer');
    });
  }

  /** Every RTP and RTCP packet, decrypted. */
  onPacket(listener: (packet: Buffer) => void): void {
    this.#track.onMessage(listener);
  }

  send(packet: Buffer): void {
    if (this.#track.isOpen()) this.#track.sendMessageBinary(packet);
  }

  close(): void {
    this.#track.close();
    this.#connection.close();
  }
}
