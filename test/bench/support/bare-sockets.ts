/**
 * Sockets of waiting phones, in a process of their own and without a client library, so that a crowd costs this machine
 * little besides what it costs the server. Also the other side of the comparison: sockets of a server that is only `ws`.
 */
import { WebSocket } from 'ws';
import { randomId } from '../../support/clients.ts';

export type BareSocketsAsk =
  | {
      readonly ask: 'connect';
      readonly url: string;
      /** `null`: of nobody, to the bare server. */
      readonly people: readonly ({ readonly ticketId: string; readonly cookie: string } | null)[];
      readonly sessionId: string;
    }
  /** Told once each socket has the next message of the room. */
  | { readonly ask: 'next' };
export type BareSocketsMessage =
  | { readonly what: 'connected' }
  | { readonly what: 'armed' }
  /** When the last of them had it; epoch milliseconds with fractions. */
  | { readonly what: 'known'; readonly lastAt: number; readonly text: string }
  | { readonly what: 'failed'; readonly why: string };

const AT_ONCE = 32;
/** The message to the room, as socket.io writes it; the bare server sends the same bytes. */
const ROOM_MESSAGE = Buffer.from('42["view",{"view":"waiting"');

const tell = (message: BareSocketsMessage) => process.send?.(message);
const sockets: WebSocket[] = [];
let wanted = 0;
let lastAt = 0;
let waitingFor: Set<WebSocket> | null = null;

process.on('disconnect', () => process.exit(1));
process.on('message', (asked: BareSocketsAsk) => {
  if (asked.ask === 'next') {
    waitingFor = new Set(sockets);
    wanted = sockets.length;
    return tell({ what: 'armed' });
  }
  connectAll(asked).then(
    () => tell({ what: 'connected' }),
    (error: unknown) => tell({ what: 'failed', why: String(error) }),
  );
});

async function connectAll({ url, people, sessionId }: Extract<BareSocketsAsk, { ask: 'connect' }>): Promise<void> {
  const queue = [...people];
  const one = async () => {
    for (let person = queue.pop(); person !== undefined; person = queue.pop())
      sockets.push(await (person === null ? connectBare(url) : connectPhone(url, sessionId, person)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

function arrived(socket: WebSocket, data: Buffer): void {
  if (!waitingFor?.delete(socket)) return;
  lastAt = performance.timeOrigin + performance.now();
  wanted -= 1;
  if (wanted === 0) tell({ what: 'known', lastAt, text: data.toString() });
}

const isForRoom = (data: Buffer): boolean => data.subarray(0, ROOM_MESSAGE.length).equals(ROOM_MESSAGE);

function connectBare(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('open', () => resolve(socket));
    socket.on('message', (data: Buffer) => isForRoom(data) && arrived(socket, data));
  });
}

/** Engine.io: 0 open, 2 ping, 3 pong, 4 message; socket.io inside 4: 0 connect, 2 event, 3 ack, 4 error. */
function connectPhone(
  url: string,
  sessionId: string,
  person: { ticketId: string; cookie: string },
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const { ticketId, cookie } = person;
    const socket = new WebSocket(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie },
      perMessageDeflate: false,
    });
    const snapshot = { name: 'session.snapshot', input: { sessionId } };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('a phone was let go')));
    socket.on('message', (data: Buffer) => {
      if (isForRoom(data)) return arrived(socket, data);
      const first = data.subarray(0, 3).toString('latin1');
      if (first[0] === '0')
        socket.send(`40${JSON.stringify({ as: 'citizen', sessionId, ticketId, clientId: randomId() })}`);
      else if (first[0] === '2') socket.send('3');
      else if (first.startsWith('40')) socket.send(`421${JSON.stringify(['action', snapshot])}`);
      else if (first.startsWith('43')) resolve(socket);
      else if (first.startsWith('44')) reject(new Error(`a phone was refused: ${data.toString()}`));
    });
  });
}
