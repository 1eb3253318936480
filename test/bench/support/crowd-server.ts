/** The whole server as a process of its own, with a full evening in its database, that tells its parent what it uses. */
import { startApp } from '../../../server/app.ts';
import { loadFieldKey } from '../../../server/config/field-key.ts';
import { loadConfig } from '../../../server/config.ts';
import { createLogger } from '../../../server/observability/logger.ts';
import { cpuMsNow, type Memory, memoryNow } from './process-usage.ts';
import { type Crowd, seedCrowd } from './seed-crowd.ts';

export type CrowdServerMessage =
  | { readonly what: 'ready'; readonly crowd: Crowd }
  | { readonly what: 'cpu'; readonly ms: number }
  | ({ readonly what: 'memory' } & Memory)
  | { readonly what: 'floor'; readonly emptyMs: readonly number[] };
export type CrowdServerAsk = 'cpu' | 'memory' | 'floor';

/** What a transaction costs that does nothing. */
const EMPTY_ROUNDS = 1000;

process.on('disconnect', () => process.exit(1));
const [tickets = 0, signedIn = 0, newcomers = 0] = process.argv.slice(2).map(Number);
const config = loadConfig(process.env, []);
const log = createLogger(config.logLevel);
const databaseUrl = config.database.kind === 'postgres' ? config.database.url : null;
const fieldKey = await loadFieldKey(config.fieldKey);
const crowd = await seedCrowd({ databaseUrl, dataDir: config.dataDir, fieldKey, log, tickets, signedIn, newcomers });
const app = await startApp(config, log, { throttleFactor: 100_000 });
// What filling the database left behind is not the server's.
globalThis.gc?.();
const tell = (message: CrowdServerMessage) => process.send?.(message);

process.on('message', async (ask: CrowdServerAsk) => {
  if (ask === 'cpu') return tell({ what: 'cpu', ms: cpuMsNow() });
  if (ask === 'memory') return tell({ what: 'memory', ...memoryNow() });
  const emptyMs: number[] = [];
  for (let round = 0; round < EMPTY_ROUNDS; round += 1) {
    const since = performance.now();
    await app.deps.store.transaction(async () => undefined);
    emptyMs.push(performance.now() - since);
  }
  return tell({ what: 'floor', emptyMs });
});
process.on('SIGTERM', () => void app.close().finally(() => process.exit(0)));
tell({ what: 'ready', crowd });
