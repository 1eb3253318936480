import { type AddressRange, localRanges, loopbackRanges } from '../config/addresses.ts';

/**
 * RFC 5280 §4.2.1.10: what certificates of the local CA may be for. People install this CA on their phones; limited to
 * private names and addresses, its key is of no use against any other site.
 */
export const permittedNames = ['localhost', 'local', 'lan', 'internal', 'home.arpa'];

const sequence = 0x30;
const permittedSubtrees = 0xa0;
const dnsName = 0x82;
const ipAddress = 0x87;

/** DER of the NameConstraints extension's value. */
export function nameConstraints(): Uint8Array<ArrayBuffer> {
  const bases = [
    ...permittedNames.map((name) => der(dnsName, [...Buffer.from(name, 'ascii')])),
    ...[...loopbackRanges, ...localRanges].map((range) => der(ipAddress, addressAndMask(range))),
  ];
  const subtrees = bases.flatMap((base) => der(sequence, base));
  return new Uint8Array(der(sequence, der(permittedSubtrees, subtrees)));
}

function addressAndMask({ address, prefix, family }: AddressRange): number[] {
  const bytes = family === 'ipv4' ? address.split('.').map(Number) : ipv6Bytes(address);
  const mask = bytes.map((_, index) => 0xff & ~(0xff >> Math.min(8, Math.max(0, prefix - 8 * index))));
  return [...bytes, ...mask];
}

/** Of an address with at most one `::` and without an IPv4 tail. */
function ipv6Bytes(address: string): number[] {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array<number>(8 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

/** X.690 §8.1: tag, length (short or long form), content. */
function der(tag: number, content: number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}
