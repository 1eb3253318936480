/** Ports of this machine, for programs that cannot be handed a socket. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const HOST = '127.0.0.1';
const TRIES = 50;
const ANSWER_MS = 15;

/** RTP and, one above it, RTCP. */
export interface PortPair {
  readonly rtp: number;
  readonly rtcp: number;
}

async function bound(port: number): Promise<Socket | null> {
  const socket = createSocket('udp4');
  socket.bind(port, HOST);
  try {
    await once(socket, 'listening');
    return socket;
  } catch {
    socket.close();
    return null;
  }
}

/**
 * Pairs that were free a moment ago: the system chooses, and whoever takes them afterwards may find one taken, and has
 * to ask again.
 */
export async function freePairs(count: number): Promise<PortPair[]> {
  const held: Socket[] = [];
  const pairs: PortPair[] = [];
  try {
    for (let tries = 0; pairs.length < count; tries++) {
      if (tries === TRIES) throw new Error('no two free ports beside each other');
      const first = await bound(0);
      if (!first) continue;
      held.push(first);
      const { port } = first.address();
      const second = port < 65_535 ? await bound(port + 1) : null;
      if (!second) continue;
      held.push(second);
      pairs.push({ rtp: port, rtcp: port + 1 });
    }
    return pairs;
  } finally {
    for (const socket of held) socket.close();
  }
}

/** Goodbye, twice: what is shorter than 12 bytes is not read (RFC 3550 §6.6). */
const BYE = Buffer.from('81cb00010000000081cb000100000000', 'hex');

/** Tells whoever listens at these RTCP ports that no more comes. */
export async function sayGoodbye(rtcpPorts: readonly number[]): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  await Promise.all(
    rtcpPorts.map((port) => new Promise<void>((resolve) => socket.send(BYE, port, HOST, () => resolve()))),
  );
  socket.close();
}

/** Whether a program has the port: the system answers for one that nobody has (ICMP, RFC 1122 §4.1.3.1). */
export async function isTaken(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  let refused = false;
  socket.on('error', () => {
    refused = true;
  });
  try {
    socket.connect(port, HOST);
    await once(socket, 'connect');
    // Too short to be RTP. The answer to the first is told with the second at the latest.
    for (let sends = 0; sends < 2 && !refused; sends++) {
      socket.send(Buffer.of(0));
      await sleep(ANSWER_MS);
    }
    return !refused;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
