/** Ports for servers of tests and benches; apart from the server, which takes long to load. */
import { createServer } from 'node:net';

/** Two test files that run beside each other have ranges of their own; a rehearsal's media is a thousand above its server's. */
const firstPort = Number(process.env.VITEST_POOL_ID ?? 1) % 2 === 1 ? 20_000 : 26_000;
const given = new Set<number>();

/** A port that nobody listens on, from a range that the system does not hand out by itself; with a few above it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + 4 * Math.floor(Math.random() * 1_250);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
