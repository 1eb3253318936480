import { isIP } from 'node:net';
import path from 'node:path';
import * as z from 'zod';
import { type MachineFacts, machineFacts, reachOf } from './config/addresses.ts';
import {
  addresses,
  databaseUrl,
  host,
  hosts,
  key,
  mailAddress,
  mobile,
  oneOf,
  origin,
  secret,
  smtpUrl,
  type TcpDoor,
  tcpDoors,
  text,
  turnUrls,
  webAddress,
  whole,
} from './config/fields.ts';

export type Mode = 'demo' | 'production';
export type FieldKey = { kind: 'given'; key: Uint8Array } | { kind: 'file'; path: string };

export interface Config {
  mode: Mode;
  /** Where the server listens. */
  host: string;
  port: number;
  /** Origin of every link that leaves the server, without a slash at its end. */
  publicUrl: string;
  /** Absolute. */
  dataDir: string;
  /** PEM files; `caFile` is what a phone downloads to trust a certificate of our own making. */
  tls: { certFile: string; keyFile: string; caFile?: string } | null;
  /** How many proxies stand before the server and are believed about a client's address. */
  trustProxyHops: number;
  database: { kind: 'embedded'; folder: string } | { kind: 'postgres'; url: string };
  /** Encrypts personal fields. */
  fieldKey: FieldKey;
  media: {
    /** Worker i takes this port plus i, for UDP and TCP. */
    port: number;
    /** One address per family at most. */
    listen: string[];
    announced: string[];
    /** Another TCP port of worker i, for networks that let only such a port out. */
    tcp: TcpDoor[];
    workers: number;
  };
  turn: { urls: string[]; secret: string } | null;
  /** The county's SMS gateway; `null`: a demo's outbox. */
  smsUrl: string | null;
  /** The county's mail server; `null`: no e-mail, in a demo its outbox. */
  mail: { url: string; from: string } | null;
  /** Sent an SMS when no desk accepts an emergency, and shown with it (C9). */
  dutyPhone: string | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** How long a member of staff stays signed in. */
  sessionHours: number;
}

export interface ConfigFault {
  variable: string;
  fault: string;
}

/** Every fault of the settings at once; the process ends with exit code 78 (sysexits: configuration). */
export class ConfigError extends Error {
  static readonly exitCode = 78;
  override name = 'ConfigError';
  readonly faults: ConfigFault[];

  constructor(faults: ConfigFault[]) {
    super(`The settings do not fit:\n${faults.map(({ variable, fault }) => `  ${variable}: ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const settings = z.object({
  DATABASE_URL: databaseUrl(),
  DIRECTLINE_MODE: oneOf('demo', 'production'),
  DIRECTLINE_HOST: host(),
  DIRECTLINE_PORT: whole(1, 65_535),
  DIRECTLINE_PUBLIC_URL: origin(),
  DIRECTLINE_DATA_DIR: text('a folder'),
  DIRECTLINE_TLS_CERT: text('a PEM file'),
  DIRECTLINE_TLS_KEY: text('a PEM file'),
  DIRECTLINE_TLS_CA: text('a PEM file'),
  DIRECTLINE_FIELD_KEY: key(),
  DIRECTLINE_MEDIA_PORT: whole(1, 65_535),
  DIRECTLINE_MEDIA_LISTEN: addresses(),
  DIRECTLINE_MEDIA_ANNOUNCED: hosts(),
  DIRECTLINE_MEDIA_TCP: tcpDoors(),
  DIRECTLINE_MEDIA_WORKERS: whole(1, 64),
  DIRECTLINE_TURN_URLS: turnUrls(),
  DIRECTLINE_TURN_SECRET: secret(8),
  DIRECTLINE_SMS_URL: webAddress(),
  DIRECTLINE_SMTP_URL: smtpUrl(),
  DIRECTLINE_MAIL_FROM: mailAddress(),
  DIRECTLINE_DUTY_PHONE: mobile(),
  DIRECTLINE_LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  DIRECTLINE_TRUST_PROXY: whole(0, 10),
  DIRECTLINE_SESSION_HOURS: whole(1, 168, 'hours'),
});

type Settings = z.output<typeof settings>;
type Environment = Record<string, string | undefined>;

/** Read by the scripts around the server, not by the server. */
const notOurs = /^DIRECTLINE_(DEV|TEST|BENCH)_/;

/**
 * The configuration from the environment and the command line. Pure but for the default of `machine`.
 * @throws ConfigError naming every variable at fault
 */
export function loadConfig(env: Environment, argv: readonly string[] = [], machine = machineFacts()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  const faults: ConfigFault[] = [...unknownNames(given), ...unknownOptions(argv)];
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), fault: issue.message })));
    throw new ConfigError(faults);
  }
  const config = withDefaults(parsed.data, argv.includes('--https'), machine);
  faults.push(...contradictions(parsed.data, config));
  if (config.mode === 'demo') faults.push(...publicReach(parsed.data, config, machine));
  if (config.mode === 'production') faults.push(...missingInProduction(parsed.data, config));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function withDefaults(set: Settings, https: boolean, machine: MachineFacts): Config {
  const mode = set.DIRECTLINE_MODE ?? 'demo';
  const listenOn = set.DIRECTLINE_HOST ?? (mode === 'production' || https ? '0.0.0.0' : '127.0.0.1');
  const port = set.DIRECTLINE_PORT ?? 3000;
  const dataDir = path.resolve(machine.cwd, set.DIRECTLINE_DATA_DIR ?? './data');
  const tls = tlsFiles(set, https, dataDir);
  const announced = set.DIRECTLINE_MEDIA_ANNOUNCED ?? defaultAnnounced(listenOn, mode, machine);
  const onlyLoopback = isOnlyLoopback(announced);
  const linkHost =
    reachOf(listenOn) === 'any' ? (onlyLoopback ? 'localhost' : (announced[0] ?? 'localhost')) : listenOn;
  return {
    mode,
    host: listenOn,
    port,
    publicUrl: set.DIRECTLINE_PUBLIC_URL ?? originOf(tls ? 'https' : 'http', linkHost, port),
    dataDir,
    tls,
    trustProxyHops: set.DIRECTLINE_TRUST_PROXY ?? 0,
    database: set.DATABASE_URL
      ? { kind: 'postgres', url: set.DATABASE_URL }
      : { kind: 'embedded', folder: path.join(dataDir, 'pgdata') },
    fieldKey: set.DIRECTLINE_FIELD_KEY
      ? { kind: 'given', key: set.DIRECTLINE_FIELD_KEY }
      : { kind: 'file', path: path.join(dataDir, 'field.key') },
    media: {
      port: set.DIRECTLINE_MEDIA_PORT ?? 40_000,
      listen: set.DIRECTLINE_MEDIA_LISTEN ?? (onlyLoopback ? ['127.0.0.1'] : everyAddress(announced)),
      announced,
      tcp: set.DIRECTLINE_MEDIA_TCP ?? [],
      workers: set.DIRECTLINE_MEDIA_WORKERS ?? Math.max(1, Math.min(machine.cores, 64)),
    },
    turn:
      set.DIRECTLINE_TURN_URLS && set.DIRECTLINE_TURN_SECRET
        ? { urls: set.DIRECTLINE_TURN_URLS, secret: set.DIRECTLINE_TURN_SECRET }
        : null,
    smsUrl: set.DIRECTLINE_SMS_URL ?? null,
    mail:
      set.DIRECTLINE_SMTP_URL && set.DIRECTLINE_MAIL_FROM
        ? { url: set.DIRECTLINE_SMTP_URL, from: set.DIRECTLINE_MAIL_FROM }
        : null,
    dutyPhone: set.DIRECTLINE_DUTY_PHONE ?? null,
    logLevel: set.DIRECTLINE_LOG_LEVEL ?? 'info',
    sessionHours: set.DIRECTLINE_SESSION_HOURS ?? 12,
  };
}

function tlsFiles(set: Settings, https: boolean, dataDir: string): Config['tls'] {
  const { DIRECTLINE_TLS_CERT: certFile, DIRECTLINE_TLS_KEY: keyFile, DIRECTLINE_TLS_CA: caFile } = set;
  if (certFile && keyFile) {
    return { certFile, keyFile, ...(caFile ? { caFile } : {}) };
  }
  if (!https || certFile || keyFile) return null;
  const own = (name: string) => path.join(dataDir, 'tls', name);
  return { certFile: own('server.crt'), keyFile: own('server.key'), caFile: own('ca.crt') };
}

/**
 * Production: the machine's own addresses wherever pages are listened for, since a proxy passes pages on and no media;
 * IPv6 where there is no IPv4. Demo: loopback for a server that only this machine reaches, else its addresses of the LAN.
 */
function defaultAnnounced(listenOn: string, mode: Mode, machine: MachineFacts): string[] {
  const reach = reachOf(listenOn);
  const ipv4 = machine.addresses.filter((each) => !each.includes(':'));
  if (mode === 'production') return orLoopback(ipv4.length > 0 ? ipv4 : machine.addresses);
  if (reach === 'loopback') return ['127.0.0.1'];
  if (reach !== 'any') return [listenOn];
  return orLoopback(ipv4.filter((each) => reachOf(each) === 'lan'));
}

const orLoopback = (found: string[]): string[] => (found.length > 0 ? found : ['127.0.0.1']);

const isOnlyLoopback = (announced: string[]): boolean => announced.every((each) => reachOf(each) === 'loopback');

const everyAddress = (announced: string[]): string[] =>
  announced.some((each) => isIP(each) === 6) ? ['0.0.0.0', '::'] : ['0.0.0.0'];

function originOf(scheme: string, name: string, port: number): string {
  return new URL(`${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`).origin;
}

function unknownNames(given: Environment): ConfigFault[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('DIRECTLINE_') && !notOurs.test(name) && !(name in settings.shape))
    .map((variable) => ({
      variable,
      fault: `is not a setting; known are ${Object.keys(settings.shape).join(', ')}.`,
    }));
}

function unknownOptions(argv: readonly string[]): ConfigFault[] {
  return argv
    .filter((option) => option !== '--https')
    .map((variable) => ({ variable, fault: 'is not an option; the only one is --https.' }));
}

function contradictions(set: Settings, { port, media, publicUrl, tls, trustProxyHops }: Config): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const pair = (one: keyof Settings, other: keyof Settings) => {
    if (set[one] !== undefined && set[other] === undefined) {
      faults.push({ variable: other, fault: `is missing; ${one} is given and needs it.` });
    }
  };
  pair('DIRECTLINE_TLS_CERT', 'DIRECTLINE_TLS_KEY');
  pair('DIRECTLINE_TLS_KEY', 'DIRECTLINE_TLS_CERT');
  pair('DIRECTLINE_TLS_CA', 'DIRECTLINE_TLS_CERT');
  pair('DIRECTLINE_SMTP_URL', 'DIRECTLINE_MAIL_FROM');
  pair('DIRECTLINE_MAIL_FROM', 'DIRECTLINE_SMTP_URL');
  pair('DIRECTLINE_TURN_URLS', 'DIRECTLINE_TURN_SECRET');
  pair('DIRECTLINE_TURN_SECRET', 'DIRECTLINE_TURN_URLS');
  const lastMediaPort = media.port + media.workers - 1;
  if (lastMediaPort > 65_535) {
    const fault = `${media.port} leaves no room for ${media.workers} workers; give at most ${65_536 - media.workers}.`;
    faults.push({ variable: 'DIRECTLINE_MEDIA_PORT', fault });
  }
  if (port >= media.port && port <= lastMediaPort) {
    const fault = `${media.port} to ${lastMediaPort} are the media ports, and ${port} is among them; give another port.`;
    faults.push({ variable: 'DIRECTLINE_PORT', fault });
  }
  if (tls && trustProxyHops === 0 && publicUrl.startsWith('http:')) {
    const fault = `${publicUrl} is plain http, while the server speaks TLS; give an https origin.`;
    faults.push({ variable: 'DIRECTLINE_PUBLIC_URL', fault });
  }
  return faults;
}

/** Demo mode has known passwords and shows every message it would send: it stays on this machine and its LAN. */
function publicReach(set: Settings, config: Config, machine: MachineFacts): ConfigFault[] {
  const rule = 'demo mode is for loopback and LAN only (its passwords are known). Set DIRECTLINE_MODE=production';
  const faults: ConfigFault[] = [];
  const check = (variable: string, value: string) => {
    if (reachOf(value) !== 'public') return;
    faults.push({ variable, fault: `${value} is public, and ${rule} or give an address of the LAN.` });
  };
  check('DIRECTLINE_HOST', config.host);
  if (set.DIRECTLINE_PUBLIC_URL) check('DIRECTLINE_PUBLIC_URL', new URL(config.publicUrl).hostname);
  for (const each of config.media.listen) check('DIRECTLINE_MEDIA_LISTEN', each);
  for (const each of set.DIRECTLINE_MEDIA_ANNOUNCED ?? []) check('DIRECTLINE_MEDIA_ANNOUNCED', each);
  for (const { announced } of config.media.tcp) check('DIRECTLINE_MEDIA_TCP', announced);
  if (reachOf(config.host) === 'any') {
    // An IPv6 wildcard takes IPv4 too; an IPv4 one does not take the global IPv6 address that most LANs hand out.
    const reached = machine.addresses.filter((each) => config.host === '::' || !each.includes(':'));
    const exposed = reached.find((each) => reachOf(each) === 'public');
    if (exposed) {
      const fault = `${config.host} takes in this machine's public address ${exposed}, and ${rule} or name one LAN address.`;
      faults.push({ variable: 'DIRECTLINE_HOST', fault });
    }
  }
  return faults;
}

function missingInProduction(set: Settings, config: Config): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const missing = (variable: string, fault: string) => faults.push({ variable, fault: `is missing; ${fault}` });
  if (!set.DIRECTLINE_PUBLIC_URL) {
    missing(
      'DIRECTLINE_PUBLIC_URL',
      'production needs the origin that residents open, such as https://townhall.example.org.',
    );
  } else if (config.publicUrl.startsWith('http:')) {
    const fault = `${config.publicUrl} is plain http; browsers give the camera only to an https origin.`;
    faults.push({ variable: 'DIRECTLINE_PUBLIC_URL', fault });
  }
  if (!config.tls && config.trustProxyHops === 0) {
    missing(
      'DIRECTLINE_TLS_CERT',
      'production needs a certificate (with DIRECTLINE_TLS_KEY), or DIRECTLINE_TRUST_PROXY=1 behind a proxy that has one.',
    );
  }
  if (!set.DIRECTLINE_SMS_URL) {
    missing('DIRECTLINE_SMS_URL', 'residents sign in by SMS; give the address of the gateway that sends them.');
  }
  faults.push(...unreachableMedia(set, config));
  if (config.database.kind === 'postgres' && config.fieldKey.kind !== 'given') {
    missing(
      'DIRECTLINE_FIELD_KEY',
      'production on PostgreSQL needs the key of the personal fields (make one with: openssl rand -base64 32).',
    );
  }
  return faults;
}

/** Pages would be there and no call would ever connect. */
function unreachableMedia({ DIRECTLINE_MEDIA_ANNOUNCED: given }: Settings, { media }: Config): ConfigFault[] {
  if (!isOnlyLoopback(media.announced)) return [];
  const why = given
    ? `${given.join(', ')} is reached from this machine alone`
    : 'is missing; this machine has no network address of its own';
  const fault = `${why}, so that no call would connect; give the addresses at which phones reach its media.`;
  return [{ variable: 'DIRECTLINE_MEDIA_ANNOUNCED', fault }];
}
