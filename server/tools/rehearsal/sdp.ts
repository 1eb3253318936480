/** The server's transports in the words of SDP (RFC 8829), as an end without an `RTCPeerConnection` of a browser needs them. */
import * as z from 'zod/mini';
import type { ResultOf } from '../../../shared/actions/all.ts';

type Transport = ResultOf<'media.createTransport'>;

const IceParameters = z.object({ usernameFragment: z.string(), password: z.string() });
const Candidate = z.object({
  foundation: z.string(),
  priority: z.number(),
  address: z.string(),
  port: z.int(),
  protocol: z.enum(['udp', 'tcp']),
});
export type Candidate = z.infer<typeof Candidate>;
const Dtls = z.object({ fingerprints: z.array(z.object({ algorithm: z.string(), value: z.string() })) });

export const candidatesOf = (transport: Transport): Candidate[] => z.parse(z.array(Candidate), transport.iceCandidates);

/**
 * An offer of the server's end with one line for everything: libdatachannel hands all packets of a connection to its only
 * track, whatever their SSRC, so that nothing is negotiated when streams come and go.
 */
export function offerOf(transport: Transport): string {
  const ice = z.parse(IceParameters, transport.iceParameters);
  const fingerprint = z.parse(Dtls, transport.dtlsParameters).fingerprints.find((one) => one.algorithm === 'sha-256');
  if (!fingerprint) throw new Error('the server names no SHA-256 fingerprint');
  const candidates = candidatesOf(transport).filter(({ protocol }) => protocol === 'udp');
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:96 VP8/90000',
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    'a=setup:actpass',
    `a=fingerprint:${fingerprint.algorithm} ${fingerprint.value}`,
    ...candidates.map(
      ({ foundation, priority, address, port }) =>
        `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`,
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}

/** What `media.connectTransport` is told of the answering end, which is DTLS client (RFC 8842 §5.2). */
export function dtlsOfAnswer(sdp: string): { role: 'client'; fingerprints: { algorithm: string; value: string }[] } {
  const found = /^a=fingerprint:(\S+) (\S+)/m.exec(sdp);
  if (!found?.[1] || !found[2]) throw new Error('the answer has no fingerprint');
  return { role: 'client', fingerprints: [{ algorithm: found[1].toLowerCase(), value: found[2] }] };
}
