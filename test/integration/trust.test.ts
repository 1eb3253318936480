/** What a phone is told before it trusts a certificate of our own making. */
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLogger } from '../../server/observability/logger.ts';
import { ensureLocalCertificates } from '../../server/tls/local-certificates.ts';
import { startTestApp, stopApps } from '../support/app.ts';
import { HttpClient } from '../support/clients.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'directline-trust-'));
afterAll(async () => {
  await stopApps();
  await rm(folder, { recursive: true, force: true });
});

const read = (url: string, ca: string): Promise<string> =>
  new Promise((resolve, reject) => {
    https
      .get(url, { ca }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve(text));
      })
      .on('error', reject);
  });

test('the fingerprint that pages show is that of the certificate they hand out', async () => {
  const { certFile, keyFile, caFile } = await ensureLocalCertificates(folder, ['localhost', '127.0.0.1']);
  const app = await startTestApp({ tls: { certFile, keyFile, caFile } });
  const ca = await readFile(caFile, 'utf8');
  const { trust } = JSON.parse(await read(`${app.origin}/api/about`, ca));
  const handedOut = await read(app.origin + trust.path, ca);
  expect(handedOut).toBe(ca);
  expect(trust.fingerprint).toBe(new X509Certificate(handedOut).fingerprint256);
  await app.close();
});

test('a server whose certificate ends soon says so at its start', async () => {
  const almostItsLife = new Date(Date.now() - 390 * 86_400_000);
  const { certFile, keyFile } = await ensureLocalCertificates(
    path.join(folder, 'old'),
    ['localhost', '127.0.0.1'],
    almostItsLife,
  );
  const lines: string[] = [];
  const log = createLogger('warn', { write: (line) => void lines.push(line) });
  await startTestApp({ tls: { certFile, keyFile }, log });
  expect(lines.join('')).toContain('the certificate ends soon');
});

test('without a certificate of our own there is nothing to trust by hand', async () => {
  const app = await startTestApp();
  expect(await new HttpClient(app.origin).call('server.about', {})).toEqual({ trust: null });
});
