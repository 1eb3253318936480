import { BlockList, isIP } from 'node:net';
import os from 'node:os';

export interface AddressRange {
  address: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

const v4 = (address: string, prefix: number): AddressRange => ({ address, prefix, family: 'ipv4' });
const v6 = (address: string, prefix: number): AddressRange => ({ address, prefix, family: 'ipv6' });

export const loopbackRanges = [v4('127.0.0.0', 8), v6('::1', 128)];

/** What IANA's special-purpose address registries (RFC 6890) call not globally reachable and a LAN may use. */
export const localRanges = [
  // RFC 1918 private, RFC 6598 shared, RFC 3927 link-local
  ...[v4('10.0.0.0', 8), v4('172.16.0.0', 12), v4('192.168.0.0', 16), v4('100.64.0.0', 10), v4('169.254.0.0', 16)],
  // RFC 5737 documentation and RFC 2544 test networks, which closed installations are numbered with
  ...[v4('192.0.2.0', 24), v4('198.51.100.0', 24), v4('203.0.113.0', 24), v4('198.18.0.0', 15)],
  // RFC 4193 unique local, RFC 4291 link-local, RFC 3849 documentation
  ...[v6('fc00::', 7), v6('fe80::', 10), v6('2001:db8::', 32)],
];

function blockList(ranges: AddressRange[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of ranges) list.addSubnet(address, prefix, family);
  return list;
}

const loopback = blockList(loopbackRanges);
const local = blockList(localRanges);

export type Reach = 'loopback' | 'lan' | 'public' | 'any';

/** Names that no public resolver answers: RFC 6762, RFC 8375, and the private-use `internal` and customary `lan`. */
const localNames = /^[^.]+$|\.(local|lan|internal|home\.arpa)$/;

/** How far an address or host name reaches; `any` is a wildcard to listen on. IPv6 may stand in brackets. */
export function reachOf(host: string): Reach {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
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
