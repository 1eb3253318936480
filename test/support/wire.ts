/** What a page and the server say to each other over the socket, as it goes over the wire. */
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import { SocketRequest } from '../../shared/action.ts';
import { Notice } from '../../shared/notices/all.ts';

const Transport = z.object({ id: z.string(), iceCandidates: z.array(z.unknown()) });
/** A transport comes with a join, or is asked for by itself. */
const Opened = z.object({ ok: z.literal(true), result: z.union([Transport, z.object({ receiver: Transport })]) });

export class Wire {
  /** What the page asked, oldest first. */
  readonly requests: { readonly name: string; readonly at: number }[] = [];
  readonly notices: Notice[] = [];
  /** Ids of the WebRTC transports that the server made for this page, oldest first. */
  readonly transports: string[] = [];

  private constructor() {}

  /** Before the page is opened. */
  static of(page: Page): Wire {
    const wire = new Wire();
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => wire.#sent(parse(payload)));
      socket.on('framereceived', ({ payload }) => wire.#received(parse(payload)));
    });
    return wire;
  }

  asked(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  #sent(packet: Packet | null): void {
    const request = z.safeParse(SocketRequest, packet?.event === 'action' ? packet.body : null);
    if (request.success) this.requests.push({ name: request.data.name, at: Date.now() });
  }

  #received(packet: Packet | null): void {
    if (packet?.event === 'notice') this.notices.push(z.parse(Notice, packet.body));
    const opened = z.safeParse(Opened, packet?.event === null ? packet.body : null);
    if (!opened.success) return;
    const { result } = opened.data;
    this.transports.push('receiver' in result ? result.receiver.id : result.id);
  }
}

interface Packet {
  /** `null`: an acknowledgement. */
  readonly event: string | null;
  readonly body: unknown;
}

/** Engine.io message (4), socket.io event (2) or acknowledgement (3), its id, its arguments. */
function parse(payload: string | Buffer): Packet | null {
  const found = /^4([23])\d*(\[.*)$/s.exec(String(payload));
  if (!found) return null;
  const [first, second] = JSON.parse(found[2] ?? '[]') as unknown[];
  return found[1] === '3' ? { event: null, body: first } : { event: String(first), body: second };
}
