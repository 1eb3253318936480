import { BlockList, isIP } from 'node:net';
import os from 'node:os';

function blockList(ranges: [string, number, 'ipv4' | 'ipv6'][]): BlockList {
  const list = new BlockList();
  for (const range of ranges) list.addSubnet(...range);
  return list;
}

const loopback = blockList([
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
]);

/** RFC 1918, RFC 6598 (shared), RFC 3927 and RFC 4291 (link-local), RFC 4193 (unique local). */
const local = blockList([
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
]);

export type Reach = 'loopback' | 'lan' | 'public' | 'any';

/** Names that no public resolver answers: RFC 6762, RFC 8375, and the private-use `internal` and customary `lan`. */
const localNames = /^[^.]+$|\.(local|lan|internal|home\.arpa)$/;

/** How far an address or host name reaches; `any` is a wildcard to listen on. IPv6 may stand in brackets. */
export function reachOf(host: string): Reach {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (name === '0.0.0.0' || name === '::') return 'any';
  const family = isIP(name) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(name)) {
    if (loopback.check(name, family)) return 'loopback';
    return local.check(name, family) ? 'lan' : 'public';
  }
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  return localNames.test(name) ? 'lan' : 'public';
}

/** What the configuration needs to know of the machine. */
export interface MachineFacts {
  /** IPv4 and IPv6 addresses of its interfaces, without loopback and link-local IPv6. */
  addresses: string[];
  cores: number;
  cwd: string;
}

export function machineFacts(): MachineFacts {
  const interfaces = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const addresses = interfaces
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address);
  return { addresses, cores: os.availableParallelism(), cwd: process.cwd() };
}
