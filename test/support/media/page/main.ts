/** What a test drives in a page: the real client media code, with its frames counted. */
import { openDevices } from '../../../../client/media/devices.ts';
import { type MediaOptions, MediaSession } from '../../../../client/media/media-session.ts';
import { checkNetwork } from '../../../../client/media/network-check.ts';
import { readingOf } from '../../../../client/media/quality.ts';
import type { RemoteStream } from '../../../../client/media/remote-streams.ts';
import type { InputOf } from '../../../../shared/actions/all.ts';
import { SocketSignal } from './socket-signal.ts';

export interface FrameCount {
  count: number;
  /** Milliseconds since the epoch, of each presented frame. */
  times: number[];
}
type PlainStream = Omit<RemoteStream, 'track'>;
interface StartWish extends Pick<MediaOptions, 'receive' | 'protocol'> {
  send: boolean;
  height?: number;
}

const parameters = new URLSearchParams(location.search);
const clientId = parameters.get('clientId') ?? '';
const signal = new SocketSignal(`ws://${location.host}/signal${location.search}`);
const session = new MediaSession(signal, clientId);
const frames = new Map<string, FrameCount>();
const videos = new Map<string, HTMLVideoElement>();
let notices: string[] = [];
let local: MediaStream | null = null;

signal.onNotice((notice) => notices.push(notice.notice));
session.subscribe(() => {
  for (const stream of session.getSnapshot().streams) {
    if (stream.source === 'camera' && !videos.has(stream.consumerId)) show(stream);
  }
});

function show(stream: RemoteStream): void {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([stream.track]);
  videos.set(stream.consumerId, video);
  document.body.append(video);
  const name = stream.from;
  const seen = frames.get(name) ?? { count: 0, times: [] };
  frames.set(name, seen);
  const onFrame: VideoFrameRequestCallback = (_now, { rtpTimestamp, presentationTime }) => {
    // Chromium also presents a black frame of its own when a track begins or ends.
    if (rtpTimestamp !== undefined) {
      seen.count += 1;
      seen.times.push(performance.timeOrigin + presentationTime);
    }
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
  video.play().catch(() => undefined);
}

const harness = {
  async start({ send, receive, protocol, height = 360 }: StartWish): Promise<void> {
    if (send) {
      local ??= await navigator.mediaDevices.getUserMedia({
        video: { height, width: (height * 16) / 9, frameRate: 30 },
        audio: true,
      });
    }
    const tracks = send && local ? local : null;
    await session.start({
      send: tracks && {
        camera: tracks.getVideoTracks()[0] ?? null,
        microphone: tracks.getAudioTracks()[0] ?? null,
      },
      receive,
      protocol,
    });
  },
  state: () => session.getSnapshot().state,
  sending: () => session.getSnapshot().sending,
  refusal: () => session.getSnapshot().sendRefusal?.code ?? null,
  streams: (): PlainStream[] => session.getSnapshot().streams.map(({ track: _, ...rest }) => rest),
  frames: (from: string): number => frames.get(from)?.count ?? 0,
  /** When the first frame after `since` was presented; milliseconds since the epoch. */
  firstFrameAfter: (from: string, since: number): number | null =>
    frames.get(from)?.times.find((time) => time > since) ?? null,
  notices: () => notices,
  clearNotices: () => {
    notices = [];
  },
  dropSocket: () => signal.drop(),
  restartIce: () => session.restartIce(),
  setMuted: (source: 'camera' | 'microphone', muted: boolean) => session.setMuted(source, muted),
  /** While the server cannot be told. */
  switchUnheard: (source: 'camera' | 'microphone', muted: boolean) => {
    signal.drop();
    return session.setMuted(source, muted);
  },
  stop: () => session.stop(),
  call: async <Name extends 'media.subscribe' | 'media.consumerReady'>(
    name: Name,
    input: InputOf<Name>,
  ): Promise<string> => {
    try {
      await signal.call(name, input);
      return 'ok';
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  },
  /** Since the page's media began. */
  quality: async () => {
    const { streams, ...now } = readingOf(await session.stats(), performance.now());
    const sum = (pick: (stream: { received: number; lost: number }) => number) =>
      [...streams.values()].reduce((all, stream) => all + pick(stream), 0);
    return { ...now, received: sum(({ received }) => received), lost: sum(({ lost }) => lost) };
  },
  checkNetwork: () => checkNetwork(signal, clientId),
  openDevices: async () => {
    const { camera, microphone, problems } = await openDevices({ camera: null, microphone: null });
    return { camera: camera?.readyState, microphone: microphone?.readyState, problems };
  },
};
export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
