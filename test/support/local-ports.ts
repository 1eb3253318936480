import type { Page } from 'playwright-core';

/** From which ports the page's media goes now. The page keeps its peer connections, as those of tests and benches do. */
export function localPorts(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const kept = window as unknown as {
      __connections?: RTCPeerConnection[];
      __marks?: { connections: RTCPeerConnection[] };
    };
    const ports: number[] = [];
    for (const connection of kept.__connections ?? kept.__marks?.connections ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const one of (await connection.getStats()).values())
        if (one.type === 'local-candidate' && typeof one.port === 'number') ports.push(one.port);
    }
    return ports;
  });
}
