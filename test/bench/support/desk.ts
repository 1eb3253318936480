/**
 * A moderator's desk without a page, whose views are received and not looked at: its browser reads them on a machine of
 * its own, and here what is measured would wait behind that.
 */
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-parser';
import * as z from 'zod/mini';
import { Ack } from '../../../shared/action.ts';
import { randomId, signInStaff } from '../../support/clients.ts';
import { SESSION } from './scene.ts';

const ANSWERS_WITHIN_MS = 20_000;
const BEAT_EVERY_MS = 3_000;

/** As engine.io hands it over: an event of the default namespace. */
const VIEW = '2["view",';

class AnswersAlone extends parser.Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || !packet.startsWith(VIEW)) super.add(packet);
  }
}

export async function openDesk(origin: string): Promise<Socket> {
  const { cookieHeader } = await signInStaff(origin, 'moderator');
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    parser: { ...parser, Decoder: AnswersAlone },
    auth: { as: 'moderator', sessionId: SESSION, clientId: randomId() },
    extraHeaders: { cookie: cookieHeader },
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  setInterval(() => socket.emit('action', { name: 'session.beat', input: {} }), BEAT_EVERY_MS).unref();
  await ask(socket, 'session.snapshot', { sessionId: SESSION });
  return socket;
}

export async function ask(desk: Socket, name: string, input: unknown): Promise<Ack> {
  const request = { name, commandId: randomId(), input };
  return z.parse(Ack, await desk.timeout(ANSWERS_WITHIN_MS).emitWithAck('action', request));
}
