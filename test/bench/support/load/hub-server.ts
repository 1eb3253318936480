/** Directline's media hub as a process of its own: two people on the air, and as many viewers as come. */
import { WebSocketServer } from 'ws';
import { grantOf } from '../../../../server/domain/calls/grants.ts';
import type { PeerIdentity } from '../../../../server/domain/calls/media-types.ts';
import { MediasoupHub } from '../../../../server/media/hub.ts';
import type { MediaPeer } from '../../../../server/services/ports/media.ts';
import { inCall } from '../../../support/media/identities.ts';
import { ADDRESS } from './namespace.ts';

export type HubServerMessage = { readonly what: 'ready'; readonly port: number; readonly workers: readonly number[] };
export type HubServerAsk = 'stop';

process.on('disconnect', () => process.exit(1));
const note = (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const hub = await MediasoupHub.create({
  workers: Number(process.argv[2]),
  listenHosts: [ADDRESS],
  port: 0,
  announcedAddresses: [ADDRESS],
  log: { info: () => undefined, warn: note, error: note },
  grantOf,
});
await hub.apply(inCall('ticket-1', { onAir: true }));

const sockets = new WebSocketServer({ host: ADDRESS, port: 0 });
sockets.on('connection', (socket, request) => {
  const query = new URL(request.url ?? '/', 'http://bench').searchParams;
  const identity = JSON.parse(query.get('identity') ?? '') as PeerIdentity;
  const send = (message: object) => socket.send(JSON.stringify(message));
  let peer: MediaPeer | null = null;
  const act = async (name: string, input: never): Promise<unknown> => {
    if (name === 'join') {
      const joined = await hub.join(identity, input, (notice) => send({ notice }));
      peer = joined.peer;
      return joined.result;
    }
    return (await peer?.[name as 'createTransport'](input)) ?? {};
  };
  socket.on('message', (raw) => {
    const { id, name, input } = JSON.parse(String(raw));
    act(name, input as never).then(
      (result) => send({ id, result }),
      (error: unknown) => send({ id, error: String(error) }),
    );
  });
});
sockets.on('listening', () => {
  const { port } = sockets.address() as { port: number };
  process.send?.({ what: 'ready', port, workers: hub.workerPids() } satisfies HubServerMessage);
});
process.on('message', () => void hub.close().finally(() => process.exit(0)));
