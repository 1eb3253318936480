/** RTP parameters as a browser would name them, for producers that no browser feeds. */
import type { MediaSource } from '../../../shared/states.ts';
import { randomId } from '../clients.ts';

let ssrc = 1000;

export function rtpOf(source: MediaSource): Record<string, unknown> {
  const video = {
    mimeType: 'video/VP8',
    payloadType: 101,
    clockRate: 90_000,
    parameters: {},
    rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
  };
  const audio = {
    mimeType: 'audio/opus',
    payloadType: 100,
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1 },
    rtcpFeedback: [],
  };
  ssrc += 1;
  return {
    codecs: [source === 'camera' ? video : audio],
    headerExtensions: [],
    encodings: [{ ssrc }],
    rtcp: { cname: randomId() },
  };
}
