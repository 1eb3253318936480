/**
 * A moderator's desk without a page and without a client library: a browser reads its views on a machine of its own. Here
 * they stay bytes; read as texts, they made the measuring process collect garbage, and whatever was due meanwhile was asked
 * for late and all at once.
 */
import { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { Ack } from '../../../shared/action.ts';
import { randomId, signInStaff } from '../../support/clients.ts';
import { SESSION } from './session.ts';

export interface Desk {
  ask(name: string, input: unknown): Promise<Ack>;
  close(): void;
}

const ANSWERS_WITHIN_MS = 20_000;
const BEAT_EVERY_MS = 3_000;

export async function openDesk(origin: string): Promise<Desk> {
  const { cookieHeader } = await signInStaff(origin, 'moderator');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie: cookieHeader },
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  /** As socket.io writes it; an answer to a numbered one has its number. */
  const emit = (request: object, number: number | '' = '') =>
    socket.send(`42${number}${JSON.stringify(['action', request])}`);
  const desk: Desk = {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        const number = asked++;
        const timer = setTimeout(() => reject(new Error(`no answer to ${name}`)), ANSWERS_WITHIN_MS);
        waiting.set(number, (answer) => {
          clearTimeout(timer);
          resolve(z.parse(Ack, answer));
        });
        emit({ name, commandId: randomId(), input }, number);
      }),
    close: () => socket.close(),
  };
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('a desk was let go')));
    // Engine.io: 0 open, 2 ping, 3 pong, 4 message; socket.io inside 4: 0 connect, 2 event, 3 answer, 4 error.
    socket.on('message', (data: Buffer) => {
      const head = data.subarray(0, 2).toString('latin1');
      if (head.startsWith('0'))
        socket.send(`40${JSON.stringify({ as: 'moderator', sessionId: SESSION, clientId: randomId() })}`);
      else if (head.startsWith('2')) socket.send('3');
      else if (head === '40') resolve();
      else if (head === '43') {
        const [, number, answers] = /^43(\d+)(.*)$/s.exec(data.toString()) ?? [];
        waiting.get(Number(number))?.(JSON.parse(answers ?? '[]')[0]);
        waiting.delete(Number(number));
      } else if (head === '44') reject(new Error(`a desk was refused: ${data.toString()}`));
    });
  });
  setInterval(() => emit({ name: 'session.beat', input: {} }), BEAT_EVERY_MS).unref();
  await desk.ask('session.snapshot', { sessionId: SESSION });
  return desk;
}
