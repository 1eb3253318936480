import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import type { Signed } from './certificates.ts';

export interface LocalCertificates {
  certFile: string;
  keyFile: string;
  /** What a phone downloads and trusts. */
  caFile: string;
  /** What was done, for people. */
  outcome: string;
}

/** Where the server hands out `caFile`. */
export const CA_PATH = '/trust/ca.crt';

const renewBeforeMs = 30 * 86_400_000;

/**
 * A certificate authority of this installation and a server certificate for `names` under `folder`. The authority is
 * kept, since phones trust it; the server certificate is made anew when the names change or thirty days before its end.
 */
export async function ensureLocalCertificates(
  folder: string,
  names: readonly string[],
  now = new Date(),
): Promise<LocalCertificates> {
  const file = (name: string) => path.join(folder, name);
  const files = { certFile: file('server.crt'), keyFile: file('server.key'), caFile: file('ca.crt') };
  await mkdir(folder, { recursive: true, mode: 0o700 });

  const kept = await readPair(files.caFile, file('ca.key'));
  const current = await readPair(files.certFile, files.keyFile);
  if (kept && current && isUsable(current.certificate, kept.certificate, names, now)) {
    return { ...files, outcome: `up to date, for ${names.join(', ')}` };
  }
  // Loaded only here: a start that has nothing to renew is not to wait for it.
  const { makeAuthority, makeLeaf } = await import('./certificates.ts');
  const authority = kept && isCurrent(kept.certificate, now) ? kept : await makeAuthority(now);
  if (authority !== kept) await writePair(files.caFile, file('ca.key'), authority);
  const leaf = await makeLeaf(authority, names, now);
  await writePair(files.certFile, files.keyFile, leaf);
  const what = authority === kept ? 'server certificate renewed' : 'authority and server certificate made';
  return { ...files, outcome: `${what}, for ${names.join(', ')}` };
}

function isCurrent(pem: string, now: Date): boolean {
  return new X509Certificate(pem).validToDate.getTime() - now.getTime() > renewBeforeMs;
}

function isUsable(leafPem: string, caPem: string, names: readonly string[], now: Date): boolean {
  const leaf = new X509Certificate(leafPem);
  const ca = new X509Certificate(caPem);
  const covered = names.every((name) => (isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name)) !== undefined);
  const count = leaf.subjectAltName?.split(', ').length ?? 0;
  return covered && count === names.length && isCurrent(leafPem, now) && leaf.verify(ca.publicKey);
}

/** Nothing when either file is missing, unreadable as PEM, or the key is another certificate's. */
async function readPair(certFile: string, keyFile: string): Promise<Signed | undefined> {
  try {
    const [certificate, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)) ? { certificate, key } : undefined;
  } catch {
    return undefined;
  }
}

async function writePair(certFile: string, keyFile: string, pair: Signed): Promise<void> {
  await replace(keyFile, pair.key, 0o600);
  await replace(certFile, pair.certificate, 0o644);
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const aside = `${file}.new`;
  await writeFile(aside, text, { mode, flush: true });
  await rename(aside, file);
}

/** SHA-256 of the authority as phones show it, for a person to compare. */
export function fingerprint(pem: string): string {
  const digest = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex').toUpperCase();
  return digest.match(/../g)?.join(':') ?? '';
}
