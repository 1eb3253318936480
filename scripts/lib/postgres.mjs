import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './step.mjs';
import { ensurePackages } from './system-packages.mjs';

const versions = '/usr/lib/postgresql';

/**
 * Starts a PostgreSQL of our own in a temporary folder, without durability, reached by the socket in that folder.
 * @returns {Promise<{url: string, version: string, stop: () => Promise<void>}>}
 */
export async function startPostgres(busy) {
  if (!newestVersion()) {
    busy('installing postgresql (once)');
    await ensurePackages(['postgresql'], 'Testing on PostgreSQL');
  }
  const version = newestVersion();
  if (!version) throw new SetupError(`No PostgreSQL server was found in ${versions}.`);
  const bin = (name) => path.join(versions, version, 'bin', name);

  const owner = serverUser();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'directline-postgres-'));
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = path.join(folder, 'data');
  const made = spawnSync(
    bin('initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    {
      ...owner,
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0)
    throw new SetupError(`The test database could not be made. Is there room in the temporary folder?\n${made.stderr}`);

  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];
  const server = spawn(
    bin('postgres'),
    ['-D', data, '-k', folder, '-h', '', ...settings.flatMap((each) => ['-c', each])],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (chunk) => {
    log = (log + chunk).slice(-8_192);
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 100; tries++) {
    const ready = spawnSync(bin('pg_isready'), ['-q', '-h', folder]);
    // By its socket, as a server on the same machine asks it: somewhat less of the server's time than by TCP.
    const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
    if (ready.status === 0) return { url, version, stop };
    if (server.exitCode !== null) break;
    await sleep(100);
  }
  await stop();
  throw new SetupError(
    `PostgreSQL did not start. Its log says why; without it run npm test, which takes the embedded database:\n${log}`,
  );
}

function newestVersion() {
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .filter((version) => existsSync(path.join(versions, version, 'bin/postgres')))
    .sort((a, b) => Number(b) - Number(a))[0];
}

/** PostgreSQL refuses to run as root; then it runs as the user that its package makes. */
function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
