/** The process: settings, signals, exit codes. */
import { type Config, ConfigError, loadConfig } from './config.ts';
import { startFailure } from './start-failure.ts';
import { EmbeddedDatabase } from './storage/engine/embedded-database.ts';

/** sysexits: the service is not available. */
const EXIT_UNAVAILABLE = 69;

let config: Config | null = null;
try {
  config = loadConfig(process.env, process.argv.slice(2));
  // Some thousand files are loaded while the database opens on another core.
  const opening = config.database.kind === 'embedded' ? EmbeddedDatabase.open(config.dataDir) : undefined;
  // Whoever waits for it tells of its failure.
  opening?.catch(() => undefined);
  const [{ startApp }, { createLogger }, { printStep, printWelcome }] = await Promise.all([
    import('./app.ts'),
    import('./observability/logger.ts'),
    import('./welcome.ts'),
  ]);
  const log = createLogger(config.logLevel);
  const app = await startApp(config, log, { opening, onStep: printStep });
  printWelcome(config, app.port, app.deps.settings.trust);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    app.close().then(
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
} catch (error) {
  const told = error instanceof ConfigError ? error.message : config && startFailure(error, config);
  process.stderr.write(`\n${told ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(error instanceof ConfigError ? ConfigError.exitCode : EXIT_UNAVAILABLE);
}
