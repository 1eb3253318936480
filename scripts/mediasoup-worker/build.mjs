// Builds mediasoup-worker from the sources in the npm package with the distribution's libraries; README.md says why.
//   node scripts/mediasoup-worker/build.mjs OUTPUT_FILE
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { at } from '../lib/paths.mjs';
import { run, tail } from '../lib/process.mjs';
import { main, SetupError, say } from '../lib/step.mjs';
import { ensurePackages } from '../lib/system-packages.mjs';
import { isWorkingWorker } from './probe.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

const packages = [
  ...['g++', 'meson', 'ninja-build', 'pkg-config', 'dpkg-dev', 'ca-certificates'],
  ...['libssl-dev', 'libuv1-dev', 'libflatbuffers-dev', 'flatbuffers-compiler', 'libabsl-dev'],
];

/** What is changed in the copied sources: file, what to find, what to put there, and how one sees that it is done. */
const patches = [
  {
    file: 'meson.build',
    find: /meson_version: '>= 1\.1\.\d+'/,
    put: "meson_version: '>= 1.0.0'",
    done: /meson_version: '>= 1\.0\.0'/,
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    find: /\(operationType == BIO_CB_RETURN\) \? static_cast<long>\(ret\) : 1;/,
    put: '((operationType & BIO_CB_RETURN) != 0) ? static_cast<long>(ret) : 1;',
    done: /operationType & BIO_CB_RETURN\) != 0/,
  },
];

/**
 * Builds the worker and puts it at `output` in one rename, so that nobody ever sees half a file.
 * @param {string} output
 * @param {(text: string) => void} report progress, one line each
 */
export async function buildWorker(output, report) {
  report('installing compilers and libraries');
  await ensurePackages(packages, 'Building the media worker');

  const work = mkdtempSync(path.join(os.tmpdir(), 'directline-worker-'));
  try {
    const source = path.join(work, 'worker');
    cpSync(at('node_modules/mediasoup/worker'), source, { recursive: true });
    const subprojects = path.join(source, 'subprojects');
    rmSync(subprojects, { recursive: true });
    cpSync(path.join(here, 'subprojects'), subprojects, { recursive: true });
    report('fetching the sources of libsrtp');
    await fetchLibsrtp(work, subprojects);
    for (const patch of patches) apply(patch, source);

    report('configuring');
    await must('meson', ['setup', '--buildtype', 'release', '-Db_ndebug=true', 'build'], source);
    await compile(source, report);

    const built = path.join(source, 'build/mediasoup-worker');
    await must('strip', ['--strip-debug', built], source);
    if (!isWorkingWorker(built))
      throw new SetupError(
        `The media worker was built but does not start: ${built}. Set MEDIASOUP_WORKER_BIN to one that runs here.`,
      );
    mkdirSync(path.dirname(output), { recursive: true });
    const beside = `${output}.${process.pid}`;
    copyFileSync(built, beside);
    chmodSync(beside, 0o755);
    renameSync(beside, output);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** libsrtp's upstream archive out of the distribution's source package, through package lists of our own. */
async function fetchLibsrtp(work, subprojects) {
  const parts = path.join(work, 'apt/sources');
  const lists = path.join(work, 'apt/lists');
  mkdirSync(parts, { recursive: true });
  mkdirSync(path.join(lists, 'partial'), { recursive: true });
  writeSourceEntries(parts);
  const apt = [
    ...['-o', 'Dir::Etc::sourcelist=/dev/null', '-o', `Dir::Etc::sourceparts=${parts}`],
    ...['-o', `Dir::State::lists=${lists}`, '-o', 'APT::Sandbox::User=root', '-q'],
  ];
  // A third party's list without sources fails here and does not matter: the next command tells.
  await run('apt-get', [...apt, 'update']);
  await must('apt-get', [...apt, 'source', '--download-only', 'libsrtp2'], work);
  const archive = readdirSync(work).find((name) => /^libsrtp2_.*\.orig\.tar\.\w+$/.test(name));
  if (!archive)
    throw new SetupError(
      'The source package libsrtp2 carries no upstream archive. Set MEDIASOUP_WORKER_BIN to a media worker that is there.',
    );

  const srtp2 = path.join(subprojects, 'libsrtp2');
  mkdirSync(srtp2);
  await must('tar', ['xf', path.join(work, archive), '-C', srtp2, '--strip-components', '1'], work);
  const renamed = path.join(subprojects, 'libsrtp3/include/srtp2');
  mkdirSync(renamed);
  copyFileSync(path.join(srtp2, 'include/srtp.h'), path.join(renamed, 'srtp.h'));
}

/** The machine's package sources again, asking for source packages. */
function writeSourceEntries(folder) {
  const entries = '/etc/apt/sources.list.d';
  const files = existsSync(entries) ? readdirSync(entries).map((name) => path.join(entries, name)) : [];
  for (const file of [...files, '/etc/apt/sources.list'].filter((name) => existsSync(name))) {
    const text = readFileSync(file, 'utf8');
    const target = path.join(folder, path.basename(file));
    if (file.endsWith('.sources')) writeFileSync(target, text.replace(/^Types:.*$/gm, 'Types: deb-src'));
    if (file.endsWith('.list')) writeFileSync(target, text.replace(/^(\s*)deb(\s)/gm, '$1deb-src$2'));
  }
}

function apply({ file, find, put, done }, source) {
  const target = path.join(source, file);
  const text = readFileSync(target, 'utf8').replace(find, put);
  if (!done.test(text)) {
    throw new SetupError(
      `${file} of this mediasoup version is not as expected: see scripts/mediasoup-worker/README.md.`,
    );
  }
  writeFileSync(target, text);
}

async function compile(source, report) {
  let toldAt = 0;
  const started = Date.now();
  const onLine = (line) => {
    const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
    if (!all || (Date.now() - toldAt < 15_000 && done !== all)) return;
    toldAt = Date.now();
    report(`compiling ${done} of ${all} files, ${Math.round((toldAt - started) / 1000)} s`);
  };
  const { code, output } = await run('ninja', ['-C', 'build', 'mediasoup-worker'], { cwd: source, onLine });
  if (code !== 0)
    throw new SetupError(
      `The media worker does not compile. Run this again with 2 GB of memory and disk to spare, or set MEDIASOUP_WORKER_BIN to a worker that is there:\n${tail(output, 30)}`,
    );
}

async function must(program, args, cwd) {
  const { code, output } = await run(program, args, { cwd });
  if (code !== 0)
    throw new SetupError(
      `${program} ${args.at(-1)} failed (exit code ${code}). Mend what it says and run this again:\n${tail(output, 20)}`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const output = process.argv[2];
    if (!output) throw new SetupError('Say where the worker shall go: build.mjs OUTPUT_FILE');
    await buildWorker(path.resolve(output), say);
    say(`built ${output}`);
  });
}
