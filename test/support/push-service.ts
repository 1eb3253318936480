/** A browser and its push service in one: takes messages over real HTTP, checks who signed them, and decrypts them. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PushMessage {
  readonly headers: IncomingHttpHeaders;
  /** Seconds for which the service is to keep it. */
  readonly ttl: number;
  readonly data: Record<string, unknown>;
}

export interface PushService {
  readonly url: string;
  /** What came to this subscription, oldest first. */
  readonly messages: PushMessage[];
  /** What a page would hand over after `pushManager.subscribe()`. */
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string };
  /** Answers the next message with this status and drops it. */
  answerNext(status: number): void;
  close(): Promise<void>;
}

/** `publicKey`: with which the page subscribed; whoever signs with another is refused (403), as RFC 8292 has it. */
export async function startPushService(publicKey: string): Promise<PushService> {
  const browser = createECDH('prime256v1');
  const own = browser.generateKeys();
  const auth = randomBytes(16);
  const messages: PushMessage[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const status = answers.shift();
    if (status !== undefined) return response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end();
    const { headers } = request;
    if (!isSigned(headers.authorization ?? '', publicKey, url)) return response.writeHead(403).end();
    if (request.method !== 'POST' || headers['content-encoding'] !== 'aes128gcm' || body.length > 4096)
      return response.writeHead(400).end();
    const data = JSON.parse(decrypt(body, browser, auth).toString('utf8')) as Record<string, unknown>;
    messages.push({ headers, ttl: Number(headers.ttl), data });
    response.writeHead(201).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    messages,
    subscription: { endpoint: `${url}/one`, p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    answerNext: (status) => void answers.push(status),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** RFC 8292: a JWT over ES256, for this service, good for a day at most. */
function isSigned(authorization: string, publicKey: string, audience: string): boolean {
  const [, token = '', key] = /^vapid t=([^,\s]+), ?k=(\S+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (key !== publicKey) return false;
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const signer = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isOurs = verify(
    'sha256',
    signed,
    { key: signer, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  const now = Date.now() / 1000;
  return isOurs && aud === audience && typeof sub === 'string' && Number(exp) > now && Number(exp) <= now + 86_400;
}

/** One record of RFC 8188, with the key that RFC 8291 derives. */
function decrypt(body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const theirs = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), theirs]);
  const secret = hkdf(browser.computeSecret(theirs), auth, info, 32);
  const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // The last octet that is not zero ends the text; 2: of the last record.
  const end = padded.findLastIndex((octet) => octet !== 0);
  if (padded[end] !== 2) throw new Error('the record does not end as the last one does');
  return padded.subarray(0, end);
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));
