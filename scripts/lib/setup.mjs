import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildWorker } from '../mediasoup-worker/build.mjs';
import { isWorkingWorker } from '../mediasoup-worker/probe.mjs';
import { filesUnder } from './files.mjs';
import { listedIn, whileListed, withLock } from './lock.mjs';
import { at, builtServer, builtTestServer, cacheFolder, distribution, pinnedNode, readJson, root } from './paths.mjs';
import { run, runNpm, tail } from './process.mjs';
import { SetupError, say, step } from './step.mjs';
import { ensurePackages } from './system-packages.mjs';

const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
/** Has a lock of each process that runs what the set-up made. */
const running = path.join(cacheFolder, `running-${checkout}`);

/** Runs `work` while the set-up replaces nothing of this checkout. */
export const whileRunning = (work) => whileListed(running, work);

/**
 * Makes the checkout ready to run; each step skips what is done already.
 * @param {{build?: boolean}} options whether the server and the pages are built too
 * @returns {Promise<{env: Record<string, string>}>} what a program of this project needs in its environment
 */
export async function setUp({ build = true } = {}) {
  const lock = path.join(cacheFolder, `setup-${checkout}.lock`);
  const waiting = () => say('  … another set-up of this checkout is running; waiting for it');
  return withLock(lock, waiting, async () => {
    refuseWhileRunning(build);
    await step('Node.js and npm', checkNode);
    await step('packages', installPackages);
    await step('pinned Node.js', installPinnedNode);
    let worker = '';
    await step('media worker', async (busy) => {
      const found = await provideWorker(busy);
      worker = found.file;
      return found.how;
    });
    await step('recorder', provideRecorder);
    if (!build) return { env: { MEDIASOUP_WORKER_BIN: worker } };
    await step('server', buildServer);
    await step('pages', buildClient);
    return { env: { MEDIASOUP_WORKER_BIN: worker } };
  });
}

/** A server that runs would serve pages whose scripts are gone, and load parts of another version. */
function refuseWhileRunning(build) {
  const pid = listedIn(running);
  if (!pid || (packagesAreInstalled() && (!build || [builds.server, builds.pages].every(isUpToDate)))) return;
  throw new SetupError(`This checkout is running (process ${pid}). Stop it first, then start again.`);
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new SetupError(`Node.js 20 or newer is needed to start; this is ${process.versions.node}. See nodejs.org.`);
  }
  return process.versions.node;
}

/** Whether what npm wrote down as installed is what the lock file asks for (parts for other platforms aside). */
function packagesAreInstalled() {
  const written = at('node_modules/.package-lock.json');
  if (!existsSync(written)) return false;
  const installed = readJson(written).packages;
  const wanted = Object.entries(readJson(at('package-lock.json')).packages).filter(([name]) => name !== '');
  return wanted.every(([name, { version, integrity, optional, peer }]) => {
    const found = installed[name];
    if (!found) return Boolean(optional || peer);
    return found.version === version && (!integrity || found.integrity === integrity);
  });
}

async function installPackages(busy) {
  if (packagesAreInstalled()) return 'up to date';
  busy('npm ci (once; about a minute)');
  // Install scripts stay off: two packages have one that matters, and the steps below do what they are for.
  const { code, output } = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
  if (code === 127) throw new SetupError('npm is missing. It comes with Node.js from nodejs.org.');
  if (code !== 0) {
    throw new SetupError(
      `npm ci failed:\n${tail(output)}\n\nCheck that the npm registry can be reached (npm ping), then start again.`,
    );
  }
  return 'installed';
}

async function installPinnedNode(busy) {
  const { version } = readJson(at('node_modules/node/package.json'));
  const actual = () => spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' }).stdout?.trim().replace(/^v/, '');
  // node@24.21.0 of the registry may name a build of the same release with a suffix.
  const works = () => actual() === version.split('-')[0];
  if (works()) return version;
  busy('npm rebuild node');
  const { output } = await runNpm(['rebuild', 'node', '--ignore-scripts=false'], { cwd: root });
  if (!works())
    throw new SetupError(
      `Node.js ${version} could not be put into node_modules. Delete that folder and run this again; npm said:\n${tail(output)}`,
    );
  return `${version} installed`;
}

const TRY_AGAIN_AFTER_MS = 86_400_000;

/** Calls are recorded by ffmpeg; a machine without it serves all the same. It is looked for once a day. */
async function provideRecorder(busy) {
  const isThere = () => spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
  if (isThere()) return 'ffmpeg';
  const without = 'none; calls are not recorded. Install ffmpeg (apt-get install ffmpeg), then start again';
  const tried = path.join(cacheFolder, 'ffmpeg-tried');
  if (existsSync(tried) && Date.now() - statSync(tried).mtimeMs < TRY_AGAIN_AFTER_MS) return without;
  busy('installing ffmpeg (once)');
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(tried, '');
  await ensurePackages(['ffmpeg'], 'Recording').catch((error) => {
    if (!(error instanceof SetupError)) throw error;
  });
  return isThere() ? 'ffmpeg, installed' : without;
}

async function provideWorker(busy) {
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (isWorkingWorker(given)) return { file: given, how: `given by MEDIASOUP_WORKER_BIN` };
    throw new SetupError(`MEDIASOUP_WORKER_BIN is ${given}, which is no mediasoup-worker that runs here. Unset it.`);
  }
  const { version } = readJson(at('node_modules/mediasoup/package.json'));
  const name = `mediasoup-worker-${version}-${process.platform}-${process.arch}-${distribution()}`;
  const file = path.join(cacheFolder, name);
  if (isWorkingWorker(file)) return { file, how: `${version}, from the cache` };
  // The lock is the worker's own: two checkouts share the cache and would build the same thing twice.
  return withLock(
    `${file}.lock`,
    () => busy('another checkout is building it; waiting'),
    async () => {
      if (isWorkingWorker(file)) return { file, how: `${version}, from the cache` };
      busy('looking for the published build');
      if (await downloadWorker(file, version)) return { file, how: `${version}, the published build` };
      busy('no published build can be reached; compiling it (once per machine, six to ten minutes on two cores)');
      await buildWorker(file, busy);
      return { file, how: `${version}, compiled and kept in ${path.dirname(file)}` };
    },
  );
}

/** mediasoup's own installer with its fallback, a build with more downloads, made to fail at its first command. */
async function downloadWorker(file, version) {
  const package_ = at('node_modules/mediasoup');
  const env = { ...process.env, PYTHON: 'false', MEDIASOUP_WORKER_BIN: undefined, npm_package_resolved: undefined };
  if (!(await answers(`https://github.com/versatica/mediasoup/releases/tag/${version}`))) return false;
  await run(pinnedNode, ['npm-scripts.mjs', 'postinstall'], { cwd: package_, env, timeoutMs: 90_000 });
  const downloaded = path.join(package_, 'worker/out/Release/mediasoup-worker');
  if (!isWorkingWorker(downloaded)) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  cpSync(downloaded, beside);
  renameSync(beside, file);
  return true;
}

async function answers(url) {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

const sourcesOfServer = ['server', 'shared', 'scripts/build-server.mjs', 'tsconfig.json', 'package-lock.json'];

const inOneFile = (entry, file) => ({
  folder: path.dirname(file),
  sources: [...sourcesOfServer, entry],
  args: [at('scripts/build-server.mjs'), at(entry), file],
});

/** Where each build goes, what it is made of, and what makes it. */
const builds = {
  pages: {
    folder: at('dist'),
    sources: ['client', 'shared', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'],
    args: [at('node_modules/vite/bin/vite.js'), 'build'],
  },
  server: inOneFile('server/main.ts', builtServer),
  testServer: inOneFile('test/support/server-entry.ts', builtTestServer),
};

/** Of everything that a build is made of, and of the place: a built server knows where its sources lie. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(root);
  for (const name of sources) {
    const files = existsSync(at(name)) && statSync(at(name)).isFile() ? [at(name)] : filesUnder(at(name));
    for (const file of files)
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Says what a build was made from. */
const stampOf = ({ folder }) => path.join(folder, '.sources');

function isUpToDate(build) {
  const stamp = stampOf(build);
  if (!existsSync(stamp) || !statSync(stamp).isFile()) return false;
  return readFileSync(stamp, 'utf8') === fingerprint(build.sources);
}

async function buildOnce(build, what) {
  if (isUpToDate(build)) return 'up to date';
  const wanted = fingerprint(build.sources);
  rmSync(stampOf(build), { force: true });
  const { code, output } = await run(pinnedNode, build.args, { cwd: root });
  if (code !== 0)
    throw new SetupError(
      `${what} not build. Take back the last change of the sources, or delete node_modules and run this again:\n${tail(output, 30)}`,
    );
  mkdirSync(build.folder, { recursive: true });
  writeFileSync(stampOf(build), wanted);
  return 'built';
}

export const buildClient = () => buildOnce(builds.pages, 'The pages do');

export const buildServer = () => buildOnce(builds.server, 'The server does');

export const buildTestServer = () => buildOnce(builds.testServer, 'The server for tests does');
