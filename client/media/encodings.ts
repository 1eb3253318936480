/** How camera and microphone are encoded. */
import type { types } from 'mediasoup-client';

/**
 * The codec that this browser names first, as an iPhone does with H.264, which it encodes without growing warm;
 * `undefined`: the first of the server's, VP8. `ours`: what both sides speak.
 */
export function cameraCodec(
  named: readonly { readonly mimeType: string }[],
  ours: readonly types.RtpCodecCapability[],
): types.RtpCodecCapability | undefined {
  const isReal = ({ mimeType }: { mimeType: string }) => !/\/(rtx|red|ulpfec|flexfec-03)$/i.test(mimeType);
  const first = named.find(isReal)?.mimeType.toLowerCase();
  return ours.find(({ mimeType }) => mimeType.toLowerCase() === first);
}

/** Which layers the camera is sent in, with their bits a second. */
export function cameraEncodings(
  { width = 0, height = 0 }: Pick<MediaTrackSettings, 'width' | 'height'>,
  codec?: types.RtpCodecCapability,
): types.RtpEncodingParameters[] {
  const layers = simulcastLayers(width, height);
  // A phone's own H.264 encoder knows no layers in time.
  return isH264(codec) ? layers.map(({ scalabilityMode: _, ...layer }) => layer) : layers;
}

const isH264 = (codec: types.RtpCodecCapability | undefined) => codec?.mimeType.toLowerCase() === 'video/h264';

/** By what the camera gives: an old phone's small picture is not worth three encoders. */
function simulcastLayers(width: number, height: number): types.RtpEncodingParameters[] {
  const short = Math.min(width, height) || 720;
  const full = { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' };
  const half = { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' };
  const quarter = { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' };
  if (short >= 540) return [quarter, half, full];
  if (short >= 300)
    return [
      { ...half, maxBitrate: 200_000 },
      { ...full, maxBitrate: 1_200_000 },
    ];
  return [{ ...full, maxBitrate: 400_000 }];
}

/** A lossy mobile network: repair inside the stream (FEC), repair on request (NACK), silence costs nothing (DTX). */
export const VOICE: types.ProducerCodecOptions = { opusStereo: false, opusFec: true, opusNack: true, opusDtx: true };

/**
 * The first guess of the sender, in kbit/s. Browsers begin at 300 and find more within a second by sending more; from
 * 2000 on, what they send to find out arrives late at a busy receiver, which throws them back to 200 for a minute.
 */
const PICTURE: types.ProducerCodecOptions = { videoGoogleStartBitrate: 600 };

/** How a camera's track is sent by this browser. */
export function picture(
  track: MediaStreamTrack,
  device: types.Device | null,
): Pick<types.ProducerOptions, 'codec' | 'encodings' | 'codecOptions'> {
  const named = RTCRtpSender.getCapabilities?.('video')?.codecs ?? [];
  const codec = cameraCodec(named, device?.sendRtpCapabilities.codecs ?? []);
  const encodings = cameraEncodings(track.getSettings(), codec);
  return { ...(codec ? { codec } : {}), encodings, codecOptions: PICTURE };
}
