/** A crowd in the waiting room: people with numbers whose phones are connected. Sockets without a client library, so that
 * the crowd costs this machine little besides what it costs the server. */
import { WebSocket } from 'ws';
import { joinInput, randomId, signInPhone } from '../../support/clients.ts';

export interface Waiter {
  readonly ticketId: string;
  readonly cookie: string;
}

const AT_ONCE = 8;

/** Takes numbers for `count` people. */
export async function takeNumbers(origin: string, sessionId: string, count: number): Promise<Waiter[]> {
  const waiters: Waiter[] = [];
  const one = async () => {
    while (count-- > 0) {
      const http = await signInPhone(origin);
      const { ticketId } = await http.call('ticket.take', joinInput(sessionId));
      waiters.push({ ticketId, cookie: http.cookieHeader });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return waiters;
}

/** Connects everybody and has them enter the waiting room; answers how to send them away again. */
export async function connectAll(origin: string, sessionId: string, waiters: readonly Waiter[]): Promise<() => void> {
  const sockets: WebSocket[] = [];
  const queue = [...waiters];
  const one = async () => {
    for (let waiter = queue.pop(); waiter; waiter = queue.pop()) sockets.push(await connect(origin, sessionId, waiter));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return () => {
    for (const socket of sockets) socket.terminate();
  };
}

/** Engine.io: 0 open, 2 ping, 3 pong, 4 message; socket.io inside 4: 0 connect, 2 event, 3 ack, 4 error. */
function connect(origin: string, sessionId: string, { ticketId, cookie }: Waiter): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const url = `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: false });
    const enter = { name: 'ticket.enter', commandId: randomId(), input: { ticketId, participation: 'video' } };
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const first = data.subarray(0, 3).toString('latin1');
      if (first[0] === '0')
        socket.send(`40${JSON.stringify({ as: 'citizen', sessionId, ticketId, clientId: randomId() })}`);
      else if (first[0] === '2') socket.send('3');
      else if (first.startsWith('40')) socket.send(`421${JSON.stringify(['action', enter])}`);
      else if (first.startsWith('43')) resolve(socket);
      else if (first.startsWith('44')) reject(new Error(`a waiter was refused: ${data.toString()}`));
    });
  });
}
