import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeAuthority, makeLeaf, type Signed } from '../../server/tls/certificates.ts';
import { CertificateRenewal, readPair } from '../../server/tls/renewal.ts';

const DAY_MS = 86_400_000;
const LIFE_DAYS = 397;
const NAMES = ['localhost', '127.0.0.1'];
const made = Date.now() - 100 * DAY_MS;
const authority = await makeAuthority(new Date(made));
const [first, second] = [
  await makeLeaf(authority, NAMES, new Date(made)),
  await makeLeaf(authority, NAMES, new Date(made + 100 * DAY_MS)),
];

let folder: string;
let files: { certFile: string; keyFile: string };
let server: https.Server;
const renewals: CertificateRenewal[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'directline-renewal-'));
  files = { certFile: path.join(folder, 'cert.pem'), keyFile: path.join(folder, 'key.pem') };
  await put(first);
  server = https.createServer(await readPair(files)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const renewal of renewals.splice(0)) renewal.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function put({ certificate, key }: Partial<Signed>): Promise<void> {
  if (certificate) await writeFile(files.certFile, certificate);
  if (key) await writeFile(files.keyFile, key);
}

async function watch(options: { clock?: () => number; everyMs?: number } = {}) {
  const log = { info: vi.fn(), warn: vi.fn() };
  const renewal = new CertificateRenewal({
    server,
    served: await readPair(files),
    files,
    log,
    clock: options.clock ?? (() => made),
    ...(options.everyMs === undefined ? {} : { everyMs: options.everyMs }),
  });
  renewals.push(renewal);
  return { renewal, warnings: () => log.warn.mock.calls.map(([, words]) => String(words)) };
}

/** The fingerprint that a browser meets. */
async function served(): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = tls.connect({ host: '127.0.0.1', port, ca: authority.certificate });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

const fingerprintOf = ({ certificate }: Signed) => new X509Certificate(certificate).fingerprint256;

test('a renewed certificate is served from the next look on; one without its key is told and tried again', async () => {
  const { renewal, warnings } = await watch();
  await renewal.look();
  expect(await served()).toBe(fingerprintOf(first));

  await put({ certificate: second.certificate });
  await renewal.look();
  expect(await served()).toBe(fingerprintOf(first));
  expect(warnings()).toEqual([expect.stringContaining('cannot be used')]);

  await put({ key: second.key });
  await renewal.look();
  expect(await served()).toBe(fingerprintOf(second));
  expect(warnings()).toHaveLength(1);
});

test('a file that is away while it is replaced changes nothing', async () => {
  const { renewal, warnings } = await watch();
  await rm(files.keyFile);
  await renewal.look();
  expect(warnings()).toEqual([expect.stringContaining('cannot be used')]);
  expect(await served()).toBe(fingerprintOf(first));
});

test('it looks by itself', async () => {
  await watch({ everyMs: 10 });
  await put(second);
  await vi.waitUntil(async () => (await served()) === fingerprintOf(second), { timeout: 5_000 });
});

test('an end that is near is told once a day until there is another certificate', async () => {
  let day = LIFE_DAYS - 15;
  const { renewal, warnings } = await watch({ clock: () => made + day * DAY_MS });
  const lookOn = async (on: number) => {
    day = on;
    await renewal.look();
    return warnings().length;
  };
  expect(await lookOn(LIFE_DAYS - 15)).toBe(0);
  expect(await lookOn(LIFE_DAYS - 13)).toBe(1);
  expect(await lookOn(LIFE_DAYS - 12.5)).toBe(1);
  expect(await lookOn(LIFE_DAYS - 12)).toBe(2);
  expect(await lookOn(LIFE_DAYS + 1)).toBe(3);
  expect(warnings().map((words) => /ends soon|has ended/.exec(words)?.[0])).toEqual([
    'ends soon',
    'ends soon',
    'has ended',
  ]);
  await put(second);
  expect(await lookOn(LIFE_DAYS + 2)).toBe(3);
});
