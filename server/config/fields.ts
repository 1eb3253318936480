import { isIP } from 'node:net';
import * as z from 'zod';
import { isMailAddress } from '../../shared/mail-address.ts';

/**
 * One parser for each kind of setting. Messages say what is wrong and what is accepted; those of secrets never repeat
 * the value.
 */
type Parse<T> = (value: string) => T | undefined;

function field<T>(parse: Parse<T>, accepts: string, options: { secret?: boolean } = {}) {
  return z
    .string()
    .transform((value, context): T => {
      const parsed = parse(value.trim());
      if (parsed !== undefined) return parsed;
      const what = options.secret ? 'the given value does not fit' : `${JSON.stringify(value)} does not fit`;
      context.issues.push({ code: 'custom', input: value, message: `${what}; give ${accepts}.` });
      return z.NEVER;
    })
    .optional();
}

export function whole(min: number, max: number, unit = '') {
  const parse = (value: string) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  };
  return field(parse, `a whole number from ${min} to ${max}${unit && ` ${unit}`}`);
}

export const mobile = () =>
  field((value) => (/^1[3-9]\d{9}$/.test(value) ? value : undefined), 'a mobile number of eleven digits');

export function oneOf<const T extends string>(...values: T[]) {
  return field((value) => values.find((each) => each === value), `one of ${values.join(', ')}`);
}

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const looksLikeIPv4 = /^[\d.]+$/;
const isHost = (value: string) => isIP(value) !== 0 || (hostName.test(value) && !looksLikeIPv4.test(value));

export const host = () => field((value) => (isHost(value) ? value : undefined), 'an IP address or a host name');

const list = (value: string) => value.split(',').map((each) => each.trim());

const isOneEach = (families: number[]) => !families.includes(0) && new Set(families).size === families.length;

export const addresses = () =>
  field(
    (value) => (isOneEach(list(value).map(isIP)) ? list(value) : undefined),
    'an IP address, or one IPv4 and one IPv6 address with a comma',
  );

export const hosts = () =>
  field((value) => (list(value).every(isHost) ? list(value) : undefined), 'IP addresses or host names, with commas');

export interface TcpDoor {
  readonly ip: string;
  readonly port: number;
  /** What clients are told instead of `ip`. */
  readonly announced: string;
}

const tcpDoor = (value: string): TcpDoor | undefined => {
  const [, bracketed, bare, portText, given] = /^(?:\[([^\]]+)\]|([^:=]+)):(\d{1,5})(?:=(.+))?$/.exec(value) ?? [];
  const ip = bracketed ?? bare ?? '';
  const port = Number(portText);
  const announced = given ?? ip;
  return isIP(ip) && port >= 1 && port <= 65_535 && isHost(announced) ? { ip, port, announced } : undefined;
};

export const tcpDoors = () =>
  field((value) => {
    const doors = list(value)
      .map(tcpDoor)
      .filter((each) => each !== undefined);
    const isOnce = new Set(doors.map(({ ip, port }) => `${ip} ${port}`)).size === list(value).length;
    return isOnce ? doors : undefined;
  }, 'ADDRESS:PORT for each worker, with commas, or ADDRESS:PORT=PUBLIC-ADDRESS behind a router');

export const origin = () =>
  field((value) => {
    if (!URL.canParse(value)) return undefined;
    const url = new URL(value);
    const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
    return bare && /^https?:$/.test(url.protocol) ? url.origin : undefined;
  }, 'an origin without a path, such as https://townhall.example.org');

/** Anything that is not empty: a file, a folder, a secret. */
export const text = (accepts: string, options?: { secret?: boolean }) =>
  field((value) => (value === '' ? undefined : value), accepts, options);

export const secret = (minLength: number) =>
  field((value) => (value.length >= minLength ? value : undefined), `at least ${minLength} characters`, {
    secret: true,
  });

export const databaseUrl = () =>
  field(
    (value) => (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol) ? value : undefined),
    'a connection URL that starts with postgresql://',
    { secret: true },
  );

export const turnUrls = () =>
  field(
    (value) => (list(value).every((url) => /^turns?:[^\s/]+$/.test(url)) ? list(value) : undefined),
    'TURN addresses such as turn:turn.example.org:3478?transport=udp, with commas',
  );

/** 32 octets in base64, as `openssl rand -base64 32` prints them. */
export const key = () =>
  field(
    (value) => {
      const bytes = /^[A-Za-z0-9+/]{43}=?$/.test(value) ? Buffer.from(value, 'base64') : Buffer.alloc(0);
      return bytes.length === 32 ? new Uint8Array(bytes) : undefined;
    },
    '32 bytes in base64 (make them with: openssl rand -base64 32)',
    { secret: true },
  );

export const webAddress = () =>
  field(
    (value) => (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? value : undefined),
    'an http or https address',
    { secret: true },
  );

export const smtpUrl = () =>
  field(
    (value) => (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) ? value : undefined),
    'the address of a mail server such as smtps://user:password@mail.example.org',
    { secret: true },
  );

export const mailAddress = () =>
  field((value) => (isMailAddress(value) ? value : undefined), 'an e-mail address such as line@example.gov.cn');
