/**
 * One file: the tracks of one person from a start to whatever stops it. Packets leave the worker over a plain transport
 * to ffmpeg, which copies the codecs; the server writes what ffmpeg puts out, so that ffmpeg ends with the server.
 */
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { types } from 'mediasoup';
import type { RecordingContainer } from '../../../shared/states.ts';
import { wordsOf } from '../../observability/words-of.ts';
import type { Sending } from '../sending.ts';
import type { Stage } from '../stage.ts';
import { exitOf, recordArguments, start } from './ffmpeg.ts';
import { freePairs, isTaken, type PortPair, sayGoodbye } from './loopback.ts';
import { containerOf, sdpOf } from './sdp.ts';

const LISTENS_WITHIN_MS = 8_000;
const LOOK_EVERY_MS = 20;
const KEY_FRAME_AGAIN_MS = 1_000;
const ENDS_WITHIN_MS = 1_500;
const STOPS_WITHIN_MS = 3_000;
const BEST_LAYER = 7;

export type StretchEnd =
  /** Asked to. */
  | 'stopped'
  /** Nothing came any more for ten seconds, which ends ffmpeg. */
  | 'silent'
  | 'diskFull'
  | 'failed';

interface Track {
  readonly sending: Sending;
  readonly transport: types.PlainTransport;
  readonly consumer: types.Consumer;
}

export interface StretchOptions {
  readonly ffmpeg: string;
  readonly stage: Stage;
  readonly sendings: readonly Sending[];
  /** The file it is to be written to, which is not there yet; asked for once its kind is known. */
  readonly fileFor: (container: RecordingContainer) => Promise<string>;
  /** The first bytes have been written. */
  readonly onWritten: () => void;
  /** It is not to be recorded after all: nothing of it leaves the worker from that moment. */
  readonly signal: AbortSignal;
}

export class Stretch {
  readonly sendings: readonly Sending[];
  /** How it ended, once the file is closed, and what ffmpeg said. */
  readonly ended: Promise<{ readonly end: StretchEnd; readonly said: string }>;
  /** Epoch milliseconds; 0 until packets go. */
  startedAt = 0;
  readonly #tracks: readonly Track[];
  readonly #child: ChildProcess;
  readonly #rtcpPorts: readonly number[];
  #stopping = false;
  #keyFrameTimer: NodeJS.Timeout | undefined;

  private constructor(
    options: StretchOptions,
    tracks: readonly Track[],
    child: ChildProcess,
    pairs: readonly PortPair[],
    file: string,
  ) {
    this.sendings = options.sendings;
    this.#tracks = tracks;
    this.#child = child;
    this.#rtcpPorts = pairs.map(({ rtcp }) => rtcp);
    this.ended = this.#write(file, options.onWritten);
  }

  /**
   * Resolves once packets go. Throws where ffmpeg does not listen, and where it was called off; nothing is left then but
   * the file.
   */
  static async start(options: StretchOptions): Promise<Stretch> {
    const { signal } = options;
    const tracks: Track[] = [];
    const callOff = () => {
      for (const { transport } of tracks) transport.close();
    };
    signal.addEventListener('abort', callOff);
    let stretch: Stretch | null = null;
    try {
      for (const sending of options.sendings) {
        tracks.push(await tap(options.stage, sending));
        signal.throwIfAborted();
      }
      const codecs = tracks.map(({ consumer }) => codecOf(consumer));
      const container = containerOf(codecs);
      const pairs = await freePairs(tracks.length);
      const file = await options.fileFor(container);
      signal.throwIfAborted();
      const child = start(options.ffmpeg, recordArguments(container));
      stretch = new Stretch(options, tracks, child, pairs, file);
      child.stdin?.end(
        sdpOf(
          tracks.map(({ consumer }) => ({
            kind: consumer.kind,
            port: portOf(pairs, tracks, consumer),
            codec: codecOf(consumer),
          })),
        ),
      );
      await stretch.#listening(pairs);
      signal.throwIfAborted();
      await Promise.all(
        tracks.map(({ transport, consumer }) => {
          const rtp = portOf(pairs, tracks, consumer);
          return transport.connect({ ip: '127.0.0.1', port: rtp, rtcpPort: rtp + 1 });
        }),
      );
      stretch.startedAt = Date.now();
      await Promise.all(tracks.map(({ consumer }) => consumer.resume()));
      stretch.#watchPicture();
      return stretch;
    } catch (error) {
      callOff();
      await stretch?.stop();
      throw error;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }

  /** No packet more from this moment; resolves once the file is closed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#keyFrameTimer);
    for (const { transport } of this.#tracks) transport.close();
    // At a goodbye it writes what it holds, to the last packet; a signal does not wait for that.
    void sayGoodbye(this.#rtcpPorts);
    const again = setTimeout(() => this.#child.kill('SIGINT'), ENDS_WITHIN_MS);
    const tooLong = setTimeout(() => this.#child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await this.ended;
    clearTimeout(again);
    clearTimeout(tooLong);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async #write(file: string, onWritten: () => void): Promise<{ end: StretchEnd; said: string }> {
    const child = this.#child;
    const said = wordsOf(child);
    const exit = exitOf(child);
    let failure: unknown = null;
    child.stdout?.once('data', onWritten);
    if (child.stdout) {
      await pipeline(child.stdout, createWriteStream(file, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
        failure = error;
        child.kill('SIGKILL');
      });
    }
    const code = await exit;
    for (const { transport } of this.#tracks) transport.close();
    clearTimeout(this.#keyFrameTimer);
    if (isDiskFull(failure)) return { end: 'diskFull', said: String(failure) };
    if (this.#stopping) return { end: 'stopped', said: said() };
    return { end: code === 0 && failure === null ? 'silent' : 'failed', said: failure ? String(failure) : said() };
  }

  async #listening(pairs: readonly PortPair[]): Promise<void> {
    const until = performance.now() + LISTENS_WITHIN_MS;
    let gone = false;
    void this.ended.then(() => {
      gone = true;
    });
    for (const { rtcp } of pairs) {
      while (!(await isTaken(rtcp))) {
        if (gone || performance.now() > until)
          throw new Error(`ffmpeg does not listen: ${gone ? (await this.ended).said : 'too late'}`);
        await sleep(LOOK_EVERY_MS);
      }
    }
    // Its ports are taken by somebody else where it is gone by now.
    if (gone) throw new Error(`ffmpeg does not listen: ${(await this.ended).said}`);
  }

  /** Until the first picture is there: the request that a resumed consumer makes may be one too many for the sender. */
  #watchPicture(): void {
    const picture = this.#tracks.find(({ consumer }) => consumer.kind === 'video')?.consumer;
    if (!picture) return;
    const again = () => {
      if (picture.closed) return;
      picture.requestKeyFrame().catch(() => undefined);
      this.#keyFrameTimer = setTimeout(again, KEY_FRAME_AGAIN_MS);
    };
    picture.once('trace', () => clearTimeout(this.#keyFrameTimer));
    picture.enableTraceEvent(['keyframe']).catch(() => undefined);
    this.#keyFrameTimer = setTimeout(again, KEY_FRAME_AGAIN_MS);
  }
}

async function tap(stage: Stage, sending: Sending): Promise<Track> {
  const transport = await stage.tap(sending.place);
  try {
    const { rtpCapabilities } = sending.place.router;
    const consumer = await transport.consume({
      producerId: sending.producer.id,
      rtpCapabilities: withoutRepair(rtpCapabilities),
      paused: true,
      ...(sending.producer.type === 'simulcast' ? { preferredLayers: { spatialLayer: BEST_LAYER } } : {}),
    });
    return { sending, transport, consumer };
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** On this machine nothing is lost, and ffmpeg asks for nothing. */
const withoutRepair = ({ codecs = [] }: types.RouterRtpCapabilities): types.RtpCapabilities => ({
  codecs: codecs.flatMap(({ preferredPayloadType, ...codec }) =>
    preferredPayloadType === undefined || codec.mimeType.toLowerCase().endsWith('/rtx')
      ? []
      : { ...codec, preferredPayloadType, rtcpFeedback: [] },
  ),
  headerExtensions: [],
});

function codecOf({ rtpParameters }: types.Consumer): types.RtpCodecParameters {
  const [codec] = rtpParameters.codecs;
  if (!codec) throw new Error('a consumer without a codec');
  return codec;
}

function portOf(pairs: readonly PortPair[], tracks: readonly Track[], consumer: types.Consumer): number {
  const pair = pairs[tracks.findIndex((track) => track.consumer === consumer)];
  if (!pair) throw new Error('a track without a port');
  return pair.rtp;
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
