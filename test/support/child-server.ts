/** A server in a process of its own, on a folder or a database that outlives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Config } from '../../server/config.ts';
import { testConfig } from './app.ts';
import { until } from './until.ts';

/** As `builtTestServer` in scripts/lib/paths.mjs, made of `server-entry.ts`. */
const BUILT = path.resolve(import.meta.dirname, '../../node_modules/.cache/test-server/main.mjs');

export class ChildServer {
  readonly config: Config;
  #child: ChildProcess | null = null;

  private constructor(config: Config) {
    this.config = config;
  }

  get origin(): string {
    return this.config.publicUrl;
  }

  static async create(dataDir: string, databaseUrl: string | null): Promise<ChildServer> {
    const server = new ChildServer({ ...(await testConfig(dataDir, { databaseUrl })), logLevel: 'error' });
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const config = { ...this.config, fieldKey: Buffer.alloc(32, 7).toString('base64') };
    const child = spawn(process.execPath, ['--enable-source-maps', BUILT], {
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: path.join(path.dirname(BUILT), 'compiled'),
        DIRECTLINE_TEST_CONFIG: JSON.stringify(config),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.#child = child;
    const ready = () =>
      fetch(`${this.origin}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
    await until(
      'the server',
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
        return ready();
      },
      90_000,
    );
  }

  /** As pulling the plug would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
