/** The process: settings, its turn, signals, exit codes. */
import { once } from 'node:events';
import type { Logger } from 'pino';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { startFailure } from './start-failure.ts';
import { EmbeddedDatabase } from './storage/engine/embedded-database.ts';
import { PgliteThread } from './storage/engine/pglite-thread.ts';

/** sysexits: the service is not available. */
const EXIT_UNAVAILABLE = 69;
/** None of those after which the supervisor does not try again. */
const EXIT_DEAD = 1;
/** Said by the supervisor alone: load everything, then wait for a message (docs/decisions/0008). */
const STAND_BY = '--stand-by';

let config: Config | null = null;
try {
  const options = process.argv.slice(2);
  config = loadConfig(
    process.env,
    options.filter((option) => option !== STAND_BY),
  );
  const { database, dataDir } = config;
  const thread = database.kind === 'embedded' ? new PgliteThread() : null;
  if (options.includes(STAND_BY)) await standBy(thread);
  // The rest is loaded while the database opens on another core.
  const opening = thread ? EmbeddedDatabase.open(dataDir, thread) : undefined;
  // Whoever waits for it tells of its failure.
  opening?.catch(() => undefined);
  const [{ startApp }, { createLogger }, { printStep, printWelcome }] = await loadParts();
  const log = createLogger(config.logLevel);
  // Nothing is served without it, and another process opens it anew.
  void thread?.died.then((error) => {
    log.fatal({ err: error }, 'the embedded database is gone; this server ends');
    process.exit(EXIT_DEAD);
  });
  const place = database.kind === 'postgres' ? await takeAlone(dataDir, database.url, log) : null;
  void place?.lost.then((error) => {
    log.fatal({ err: error }, 'another server took the database; this one ends');
    process.exit(EXIT_DEAD);
  });
  const app = await startApp(config, log, { opening, onStep: printStep, demoCases: true });
  printWelcome(config, app.port, app.deps.settings.trust);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const close = async () => {
      await app.close();
      await place?.release();
    };
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The supervisor is gone: without it nobody would end this process, which holds the data folder.
  process.on('disconnect', () => stop('disconnect'));
  // It went while the app started.
  if (process.connected === false) stop('disconnect');
} catch (error) {
  const told = error instanceof ConfigError ? error.message : config && startFailure(error, config);
  process.stderr.write(`\n${told ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(error instanceof ConfigError ? ConfigError.exitCode : EXIT_UNAVAILABLE);
}

function loadParts() {
  return Promise.all([import('./app.ts'), import('./observability/logger.ts'), import('./welcome.ts')]);
}

/** The folder and the database; the embedded one takes both with its folder. */
async function takeAlone(dataDir: string, url: string, log: Logger) {
  const [{ lockFolder }, { DatabaseLock }] = await Promise.all([
    import('./storage/engine/folder-lock.ts'),
    import('./storage/engine/database-lock.ts'),
  ]);
  const folder = lockFolder(dataDir);
  const lock = await DatabaseLock.take({ url, log });
  return {
    lost: lock.lost,
    release: async () => {
      await lock.release();
      folder.release();
    },
  };
}

/** Resolves when it is this process's turn; it ends with its supervisor. */
async function standBy(thread: PgliteThread | null): Promise<void> {
  const leave = () => process.exit(0);
  process.on('disconnect', leave);
  const turn = once(process, 'message');
  await Promise.all([loadParts(), thread?.loaded]);
  process.send?.('loaded');
  await turn;
  process.off('disconnect', leave);
}
