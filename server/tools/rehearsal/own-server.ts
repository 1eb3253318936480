/** A server for one rehearsal, on loopback: as many media workers as the county's, a database of its own that nothing is left of. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { wordsOf } from '../../observability/words-of.ts';
import { ToolError } from '../archive.ts';

const READY_MS = 60_000;
/** Its people, and the carriers that reach them. */
const OF_THE_COUNTY = [
  'DATABASE_URL',
  'DIRECTLINE_FIELD_KEY',
  'DIRECTLINE_SMS_URL',
  'DIRECTLINE_SMTP_URL',
  'DIRECTLINE_MAIL_FROM',
  'DIRECTLINE_DUTY_PHONE',
];
const MAIN = path.resolve(import.meta.dirname, '../../main.ts');

export interface OwnServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * The settings of a rehearsal's server on a machine with `county`'s: a demo on loopback without its certificate, whose
 * messages go nowhere but into its own outbox. Empty counts as not given.
 */
export function ownSettings(
  county: NodeJS.ProcessEnv,
  { folder, port, mediaPort }: { folder: string; port: number; mediaPort: number },
): NodeJS.ProcessEnv {
  const settings = { ...county };
  for (const name of OF_THE_COUNTY) delete settings[name];
  return {
    ...settings,
    DIRECTLINE_MODE: 'demo',
    DIRECTLINE_DATA_DIR: folder,
    DIRECTLINE_HOST: '127.0.0.1',
    DIRECTLINE_PORT: String(port),
    DIRECTLINE_PUBLIC_URL: '',
    DIRECTLINE_TLS_CERT: '',
    DIRECTLINE_TLS_KEY: '',
    DIRECTLINE_TLS_CA: '',
    DIRECTLINE_MEDIA_PORT: String(mediaPort),
    DIRECTLINE_MEDIA_LISTEN: '',
    DIRECTLINE_MEDIA_ANNOUNCED: '',
    DIRECTLINE_MEDIA_TCP: '',
    DIRECTLINE_LOG_LEVEL: 'error',
  };
}

/**
 * `folder`: empty, the caller's to remove. `mediaPort`: of the first worker. Rejects with the reason of `ended` once that
 * is aborted, when the server is gone.
 */
export async function startOwnServer(folder: string, mediaPort: number, ended: AbortSignal): Promise<OwnServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN], {
    env: ownSettings(process.env, { folder, port, mediaPort }),
    // The channel says nothing: its end tells the server that nobody else would end it.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said = wordsOf(child);
  let isOver = false;
  child.once('close', () => {
    isOver = true;
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_MS;
  for (;;) {
    if (ended.aborted) {
      await stop();
      throw ended.reason;
    }
    if (isOver) throw new ToolError(`The server for the rehearsal did not start. ${said()}`);
    const ready = await fetch(`${origin}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) {
      child.stderr?.pipe(process.stderr);
      return { origin, stop };
    }
    if (Date.now() > deadline) {
      await stop();
      throw new ToolError(`The server for the rehearsal was not ready within ${READY_MS / 1000} s. ${said()}`.trim());
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
