import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, makeLeaf, type Signed } from '../../server/tls/certificates.ts';
import { ensureLocalCertificates, fingerprint } from '../../server/tls/local-certificates.ts';
import { localNames } from '../../server/tls/names.ts';

const names = ['localhost', '127.0.0.1', '192.168.1.20'];
const day = 86_400_000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'directline-tls-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a client that trusts this authority finds when it opens a page: the text, or why it refuses. */
async function open(ca: string, leaf: { certificate: string; key: string }, servername: string): Promise<string> {
  const server = https.createServer({ cert: leaf.certificate, key: leaf.key }, (_, answer) => answer.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const options = { host: '127.0.0.1', port, ca, servername, agent: false, headers: { connection: 'close' } };
      const request = https.get(options, (answer) => answer.setEncoding('utf8').on('data', resolve));
      request.on('error', (error) => resolve(error.message));
    });
  } finally {
    server.close();
  }
}

const read = async (cert: string, key: string): Promise<Signed> => ({
  certificate: await readFile(cert, 'utf8'),
  key: await readFile(key, 'utf8'),
});

describe('local certificates', () => {
  test('are made once, trusted by a real TLS client, and private', async () => {
    const made = await ensureLocalCertificates(path.join(folder, 'a'), names);
    const ca = await readFile(made.caFile, 'utf8');
    const leaf = await read(made.certFile, made.keyFile);
    expect(await open(ca, leaf, 'localhost')).toBe('hello');
    expect(new X509Certificate(leaf.certificate).checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect((await stat(made.keyFile)).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(folder, 'a/ca.key'))).mode & 0o777).toBe(0o600);
    expect(fingerprint(ca)).toBe(new X509Certificate(ca).fingerprint256);

    const again = await ensureLocalCertificates(path.join(folder, 'a'), names);
    expect(again.outcome).toMatch(/^up to date/);
    expect(await readFile(made.certFile, 'utf8')).toBe(leaf.certificate);
  });

  test('are renewed when the addresses change; the authority stays', async () => {
    const before = await ensureLocalCertificates(path.join(folder, 'b'), names);
    const ca = await readFile(before.caFile, 'utf8');
    const after = await ensureLocalCertificates(path.join(folder, 'b'), ['localhost', '10.0.0.9']);
    expect(after.outcome).toMatch(/^server certificate renewed/);
    expect(await readFile(after.caFile, 'utf8')).toBe(ca);
    const leaf = await read(after.certFile, after.keyFile);
    expect(new X509Certificate(leaf.certificate).checkIP('192.168.1.20')).toBeUndefined();
    expect(await open(ca, leaf, 'localhost')).toBe('hello');
  });

  test('are renewed within thirty days of their end', async () => {
    const start = new Date('2026-01-01T00:00:00Z');
    const later = (days: number) => new Date(start.getTime() + days * day);
    const at = (days: number) => ensureLocalCertificates(path.join(folder, 'c'), names, later(days));
    expect((await at(0)).outcome).toMatch(/^authority and server certificate made/);
    expect((await at(366)).outcome).toMatch(/^up to date/);
    expect((await at(368)).outcome).toMatch(/^server certificate renewed/);
    expect((await at(3649)).outcome).toMatch(/^authority and server certificate made/);
  });

  test('a leaf of another authority is replaced', async () => {
    const made = await ensureLocalCertificates(path.join(folder, 'd'), names);
    await rm(path.join(folder, 'd/ca.key'));
    const again = await ensureLocalCertificates(path.join(folder, 'd'), names);
    expect(again.outcome).toMatch(/^authority and server/);
    const ca = await readFile(again.caFile, 'utf8');
    expect(await open(ca, await read(made.certFile, made.keyFile), 'localhost')).toBe('hello');
  });

  test('the authority is good for private names and addresses only', async () => {
    const now = new Date();
    const authority = await makeAuthority(now);
    const stolen = await makeLeaf(authority, ['bank.example.com'], now);
    expect(await open(authority.certificate, stolen, 'bank.example.com')).toBe('permitted subtree violation');
    const publicAddress = await makeLeaf(authority, ['localhost', '8.8.8.8'], now);
    expect(await open(authority.certificate, publicAddress, 'localhost')).toBe('permitted subtree violation');
  });
});

test('the names are loopback, the local name and private addresses', () => {
  const machine = { addresses: ['192.168.1.20', '8.8.4.4', 'fd00::20', '2a00:1450::20'], cores: 2, cwd: '/' };
  const always = ['localhost', '127.0.0.1', '::1'];
  expect(localNames(machine, 'Hall')).toEqual([...always, 'hall.local', '192.168.1.20', 'fd00::20']);
  expect(localNames(machine, 'hall.lan')).toEqual([...always, 'hall.lan', '192.168.1.20', 'fd00::20']);
  expect(localNames(machine, 'hall.example.org')).toEqual([...always, '192.168.1.20', 'fd00::20']);
});
