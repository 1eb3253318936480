/** ICE candidates as clients see them: each bound port under every announced address. */
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { types } from 'mediasoup';
import type { TcpListener } from './options.ts';
import { RECEIVE_BUFFER_BYTES } from './sockets.ts';

/** The addresses of this machine that another could reach, for hosts bound to "any". */
export function reachableAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.filter((each) => !each.internal && !each.address.startsWith('fe80')).map((each) => each.address);
}

const isAny = (host: string) => host === '0.0.0.0' || host === '::';
const familyOf = (host: string): 4 | 6 | 0 => isIP(host) as 4 | 6 | 0;

export function listenInfos(
  listenHosts: readonly string[],
  port: number,
  tcp?: TcpListener,
): types.TransportListenInfo[] {
  const own = listenHosts.flatMap((ip) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      ...(protocol === 'udp' ? { recvBufferSize: RECEIVE_BUFFER_BYTES } : {}),
      // A candidate needs an address that can be written down; `announce` replaces it.
      ...(isAny(ip) ? { announcedAddress: ip === '::' ? '::1' : '127.0.0.1' } : {}),
      ...(port > 0 ? { port } : {}),
      ...(familyOf(ip) === 6 ? { flags: { ipv6Only: true } } : {}),
    })),
  );
  return tcp ? [...own, { protocol: 'tcp', ip: tcp.ip, port: tcp.port, announcedAddress: tcp.announced }] : own;
}

/**
 * Each candidate once per announced address of its family; a host name stands for both families. A server in ICE lite
 * never looks at the address that it was reached under, so one socket may be announced under many (RFC 8445 §2.5).
 */
export function announce(
  candidates: readonly types.IceCandidate[],
  announced: readonly string[],
  tcp: readonly TcpListener[] = [],
): types.IceCandidate[] {
  return candidates.flatMap((candidate) => {
    const isOwnDoor = tcp.some((each) => each.port === candidate.port && each.announced === candidate.address);
    if (candidate.protocol === 'tcp' && isOwnDoor) return [candidate];
    const fitting = announced.filter((each) => familyOf(each) === 0 || familyOf(each) === familyOf(candidate.address));
    return fitting.map((address, index) => ({
      ...candidate,
      foundation: `${candidate.foundation}${index}`,
      // The earlier one is announced, the more it is preferred.
      priority: Math.max(1, candidate.priority - index * 256),
      address,
      ip: address,
    }));
  });
}

/** What to announce when nothing was configured. */
export function announcedOr(announced: readonly string[], listenHosts: readonly string[]): string[] {
  if (announced.length > 0) return [...announced];
  const bound = listenHosts.filter((host) => !isAny(host));
  if (bound.length === listenHosts.length) return bound;
  return [...bound, ...reachableAddresses()];
}
