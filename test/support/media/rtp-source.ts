/** Somebody's camera and microphone without a browser: ffmpeg's test picture and tone, real packets into a real worker. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { types } from 'mediasoup';
import type { PeerIdentity } from '../../../server/domain/calls/media-types.ts';
import type { Sending } from '../../../server/media/sending.ts';
import type { Place } from '../../../server/media/stage.ts';

const CODECS = {
  vp8: {
    rtp: { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000, parameters: {} },
    encoder: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '400k', '-g', '10'],
  },
  h264: {
    rtp: {
      mimeType: 'video/H264',
      payloadType: 101,
      clockRate: 90_000,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
    },
    encoder: [
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline'],
      ...['-pix_fmt', 'yuv420p', '-b:v', '400k', '-g', '10', '-bsf:v', 'dump_extra'],
    ],
  },
} as const;
const OPUS = { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2, parameters: {} };

export interface RtpSource {
  readonly camera: Sending;
  readonly microphone: Sending;
  stop(): void;
}

let lastSsrc = 70_000;

export async function startRtpSource(
  place: Place,
  owner: PeerIdentity,
  codec: keyof typeof CODECS,
): Promise<RtpSource> {
  const { rtp, encoder } = CODECS[codec];
  const picture = await receive(place.router, 'video', rtp);
  const voice = await receive(place.router, 'audio', OPUS);
  const child: ChildProcess = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostats', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10'],
      ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
      ...['-map', '0:v', ...encoder, '-ssrc', String(picture.ssrc), '-payload_type', '101', '-f', 'rtp', picture.url],
      ...['-map', '1:a', '-ac', '2', '-c:a', 'libopus', '-b:a', '48k', '-ssrc', String(voice.ssrc)],
      ...['-payload_type', '100', '-f', 'rtp', voice.url],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const sending = (producer: types.Producer, source: Sending['source']): Sending => ({
    producer,
    source,
    owner,
    place,
    isLate: false,
    isSilent: false,
    askedAt: -Infinity,
    keyFrameAt: -Infinity,
  });
  return {
    camera: sending(picture.producer, 'camera'),
    microphone: sending(voice.producer, 'microphone'),
    stop: () => child.kill('SIGKILL'),
  };
}

async function receive(router: types.Router, kind: types.MediaKind, codec: types.RtpCodecParameters) {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: false,
    comedia: true,
  });
  lastSsrc += 1;
  const ssrc = lastSsrc;
  const producer = await transport.produce({ kind, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } });
  const { localPort } = transport.tuple;
  const url = `rtp://127.0.0.1:${localPort}?rtcpport=${transport.rtcpTuple?.localPort}&pkt_size=1200`;
  return { producer, ssrc, url };
}
