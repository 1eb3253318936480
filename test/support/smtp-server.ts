/** A mail server that keeps what it is given (RFC 5321, as much of it as a sender needs). */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** By lower-case name, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  /** Of a mail in parts, each part's type and decoded text; of another one its own. */
  readonly parts: readonly { readonly type: string; readonly text: string }[];
}

export interface SmtpServer {
  readonly url: string;
  readonly mails: Mail[];
  /** Answers the next recipient with this code, such as 550. */
  refuseNext(code: number): void;
  close(): Promise<void>;
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: Mail[] = [];
  const refusals: number[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, mails, refusals);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuseNext: (code) => void refusals.push(code),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
}

function serve(socket: Socket, mails: Mail[], refusals: number[]): void {
  let from = '';
  let to: string[] = [];
  let data: string[] | null = null;
  let rest = '';
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';
  const line = (text: string) => {
    if (data) {
      if (text !== '.') return void data.push(text.startsWith('.') ? text.slice(1) : text);
      mails.push({ from, to, ...parsed(data.join('\r\n')) });
      data = null;
      return say('250 kept');
    }
    const verb = text.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') return say('250 test');
    if (verb === 'MAIL') {
      from = addressIn(text);
      to = [];
      return say('250 ok');
    }
    if (verb === 'RCPT') {
      const code = refusals.shift();
      if (code !== undefined) return say(`${code} not this one`);
      to.push(addressIn(text));
      return say('250 ok');
    }
    if (verb === 'DATA') {
      data = [];
      return say('354 go on');
    }
    if (verb === 'QUIT') return void socket.end('221 bye\r\n');
    say('250 ok');
  };
  say('220 test');
  socket.setEncoding('latin1').on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\r\n');
    rest = lines.pop() ?? '';
    for (const each of lines) line(each);
  });
}

function parsed(raw: string): Pick<Mail, 'headers' | 'parts'> {
  const { headers, body } = split(raw);
  return { headers, parts: partsOf(headers, body) };
}

function split(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((text) => [text.slice(0, text.indexOf(':')).toLowerCase(), text.slice(text.indexOf(':') + 1).trim()]),
  );
  return { headers, body: raw.slice(end + 4) };
}

function partsOf(headers: ReadonlyMap<string, string>, body: string): Mail['parts'] {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined)
    return [{ type, text: decoded(headers.get('content-transfer-encoding') ?? '7bit', body) }];
  const between = body.split(`--${boundary}`).slice(1, -1);
  return between.flatMap((part) => {
    const inner = split(part.replace(/^\r\n/, ''));
    return partsOf(inner.headers, inner.body);
  });
}

function decoded(encoding: string, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  const octets = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1').toString('utf8');
}
