/** What ffmpeg is told of the packets that come (RFC 8866): codecs as they are, from this machine alone. */
import type { types } from 'mediasoup';
import type { RecordingContainer } from '../../../shared/states.ts';

export interface Described {
  readonly kind: types.MediaKind;
  readonly port: number;
  readonly codec: types.RtpCodecParameters;
}

export function sdpOf(tracks: readonly Described[]): string {
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
  for (const { kind, port, codec } of tracks) {
    const { payloadType, clockRate, channels, parameters = {} } = codec;
    const name = nameOf(codec);
    lines.push(
      `m=${kind} ${port} RTP/AVP ${payloadType}`,
      `a=rtpmap:${payloadType} ${name}/${clockRate}${channels ? `/${channels}` : ''}`,
    );
    const formats = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
    if (formats.length > 0) lines.push(`a=fmtp:${payloadType} ${formats.join(';')}`);
    // Nobody on the network may put packets into a recording.
    lines.push('a=source-filter: incl IN IP4 127.0.0.1 127.0.0.1', 'a=recvonly');
  }
  return `${lines.join('\r\n')}\r\n`;
}

const nameOf = ({ mimeType }: types.RtpCodecParameters): string => mimeType.slice(mimeType.indexOf('/') + 1);

/** What holds these codecs as they are. */
export const containerOf = (codecs: readonly types.RtpCodecParameters[]): RecordingContainer =>
  codecs.some((codec) => nameOf(codec).toLowerCase() === 'h264') ? 'mp4' : 'webm';
