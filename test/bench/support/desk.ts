/** A moderator's desk without a page, whose views are received and not looked at. */
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import { Ack } from '../../../shared/action.ts';
import { randomId, signInStaff } from '../../support/clients.ts';
import { SESSION } from './scene.ts';

const ANSWERS_WITHIN_MS = 20_000;
const BEAT_EVERY_MS = 3_000;

export async function openDesk(origin: string): Promise<Socket> {
  const { cookieHeader } = await signInStaff(origin, 'moderator');
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
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
