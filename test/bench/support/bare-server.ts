/** What a broadcast costs at least: a server that is only `ws` and sends given bytes to everybody when told. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { cpuMsNow, type Memory, memoryNow } from './process-usage.ts';

export type BareServerAsk =
  | { readonly ask: 'send'; readonly text: string }
  | { readonly ask: 'cpu' }
  | { readonly ask: 'memory' };
export type BareServerMessage =
  | { readonly what: 'ready'; readonly port: number }
  | { readonly what: 'sent'; readonly at: number }
  | { readonly what: 'cpu'; readonly ms: number }
  | ({ readonly what: 'memory' } & Memory);

const tell = (message: BareServerMessage) => process.send?.(message);
process.on('disconnect', () => process.exit(1));
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
await once(server, 'listening');
process.on('message', (asked: BareServerAsk) => {
  if (asked.ask === 'cpu') return tell({ what: 'cpu', ms: cpuMsNow() });
  if (asked.ask === 'memory') return tell({ what: 'memory', ...memoryNow() });
  const at = performance.timeOrigin + performance.now();
  for (const socket of server.clients) socket.send(asked.text);
  return tell({ what: 'sent', at });
});
tell({ what: 'ready', port: (server.address() as AddressInfo).port });
