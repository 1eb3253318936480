/** The whole server as a process of its own that tells its parent when a put-through began, was committed and resumed. */
import { startApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config.ts';
import { createLogger } from '../../../server/observability/logger.ts';
import { DEMO_SESSION_ID } from '../../../server/storage/seed-demo.ts';

export type ServerMark =
  | { readonly what: 'ready' }
  /** Looked up and allowed; the transaction begins. */
  | { readonly what: 'began' | 'committed' | 'resumed'; readonly at: number };

/** Wide enough for every crowd of a bench. */
const CAPACITY = 100_000;

// A parent that is gone wants nothing any more; nothing is lost here that its folder would not lose anyway.
process.on('disconnect', () => process.exit(1));
const config = loadConfig(process.env, []);
const app = await startApp(config, createLogger(config.logLevel), { throttleFactor: 100_000 });
const { store } = app.deps;
const tell = (what: ServerMark['what']) =>
  process.send?.(what === 'ready' ? { what } : { what, at: performance.timeOrigin + performance.now() });

await store.transaction(async (tx) => {
  const session = await tx.lockSession(DEMO_SESSION_ID);
  if (session) await tx.saveSession({ ...session, capacity: CAPACITY });
});

const command = store.command.bind(store);
const stage = app.realtime.stage.bind(app.realtime);
let resuming = false;
store.command = async (asked, run, ahead) => {
  if (asked.action !== 'call.putThrough') return command(asked, run, ahead);
  tell('began');
  const answer = await command(asked, run, ahead);
  tell('committed');
  resuming = true;
  return answer;
};
app.realtime.stage = async (sessionId) => {
  const isIts = resuming;
  resuming = false;
  await stage(sessionId);
  if (isIts) tell('resumed');
};

process.on('SIGTERM', () => void app.close().finally(() => process.exit(0)));
tell('ready');
