/** The whole server in this process, on its own folder and ports: real sockets, real workers, a real database. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { type App, type AppOptions, startApp } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { freePort } from './free-port.ts';
import { newDataFolder } from './store-template.ts';

export interface TestApp extends App {
  readonly origin: string;
  readonly config: Config;
}

export interface TestAppOptions extends AppOptions {
  dutyPhone?: string;
  readonly mail?: Config['mail'];
  readonly databaseUrl?: string | null;
  readonly dataDir?: string;
  readonly workers?: number;
  /** Where pages are told that media is; the loopback address otherwise. */
  readonly announced?: readonly string[];
  readonly log?: Logger;
  readonly mode?: Config['mode'];
  readonly tls?: Config['tls'];
}

const started: (() => Promise<void>)[] = [];

/** Ends everything that was started here; for `afterAll`. */
export async function stopApps(): Promise<void> {
  for (const stop of started.splice(0).reverse()) await stop();
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const own = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await newDataFolder());
  const config = await testConfig(dataDir, options);
  const log = options.log ?? createLogger((process.env.DIRECTLINE_TEST_LOG ?? 'silent') as Config['logLevel']);
  const app = await startApp(config, log, { throttleFactor: 1000, ...options });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await app.close();
    if (own) await rm(dataDir, { recursive: true, force: true });
  };
  started.push(close);
  return { ...app, close, config, origin: config.publicUrl };
}

export async function testConfig(dataDir: string, options: TestAppOptions = {}): Promise<Config> {
  const port = await freePort();
  const url = options.databaseUrl ?? null;
  return {
    mode: options.mode ?? 'demo',
    host: '127.0.0.1',
    port,
    publicUrl: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    dataDir,
    tls: options.tls ?? null,
    trustProxyHops: 0,
    database: url === null ? { kind: 'embedded', folder: path.join(dataDir, 'pgdata') } : { kind: 'postgres', url },
    fieldKey: { kind: 'given', key: new Uint8Array(32).fill(7) },
    media: {
      port: await freePort(),
      listen: ['127.0.0.1'],
      announced: [...(options.announced ?? ['127.0.0.1'])],
      tcp: [],
      workers: options.workers ?? 1,
    },
    turn: null,
    smsUrl: null,
    mail: options.mail ?? null,
    dutyPhone: options.dutyPhone ?? null,
    logLevel: 'silent',
    sessionHours: 12,
  };
}
