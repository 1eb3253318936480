/** The built server as a process of its own, as it is started for a county, to be killed and started again on the same folder and ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
/** As `builtServer` in scripts/lib/paths.mjs. Started as `npm start` does: from one file. */
export const SERVER_ARGUMENTS = ['--enable-source-maps', path.join(ROOT, 'node_modules/.cache/server/main.mjs')];

export class ServerProcess {
  readonly origin: string;
  readonly dataDir: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;

  private constructor(origin: string, dataDir: string, env: NodeJS.ProcessEnv) {
    this.origin = origin;
    this.dataDir = dataDir;
    this.#env = env;
  }

  static async create(options: { databaseUrl?: string | null; workers?: number } = {}): Promise<ServerProcess> {
    const port = await freePort();
    const dataDir = await mkdtemp(path.join(tmpdir(), 'directline-process-'));
    const server = new ServerProcess(`http://127.0.0.1:${port}`, dataDir, {
      ...process.env,
      DIRECTLINE_MODE: 'demo',
      DIRECTLINE_PORT: String(port),
      DIRECTLINE_DATA_DIR: dataDir,
      DIRECTLINE_MEDIA_PORT: String(await freePort()),
      DIRECTLINE_MEDIA_WORKERS: String(options.workers ?? 1),
      DIRECTLINE_LOG_LEVEL: 'warn',
      ...(options.databaseUrl
        ? { DATABASE_URL: options.databaseUrl, DIRECTLINE_FIELD_KEY: Buffer.alloc(32, 7).toString('base64') }
        : {}),
    });
    await server.start();
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, SERVER_ARGUMENTS, {
      cwd: ROOT,
      env: this.#env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#child = child;
    await until(
      'the server',
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
        return fetch(`${this.origin}/readyz`).then(
          (response) => response.ok,
          () => false,
        );
      },
      60_000,
    );
  }

  /** As pulling the plug would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
