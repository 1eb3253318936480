/** To which addresses push messages may go. A browser names them, so they must never lead into our own network. */
import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { reachOf } from '../config/addresses.ts';

/** Besides what a LAN may use: RFC 6890's other blocks, multicast, and addresses that wrap an IPv4 one. */
const special = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['192.0.0.0', 24],
  ['192.88.99.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2002::', 16],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  special.addSubnet(address, prefix, 'ipv6');

export const isPublicAddress = (address: string): boolean =>
  isIP(address) !== 0 &&
  reachOf(address) === 'public' &&
  !special.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address that a browser named may be a push service's, as far as its text tells. */
export function isPushEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password, hostname, port } = new URL(endpoint);
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') return false;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) ? isPublicAddress(host) : reachOf(host) === 'public' && !host.endsWith('.');
}

/** For a request's `lookup`: a name that leads to an address of our own network, by whatever resolver, is not connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return callback(new Error('the address of a push service is not public'), []);
    if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};
