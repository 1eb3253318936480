import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Closed, RecordedSide } from '../../../server/domain/calls/recording.ts';
import { runToEnd } from '../../../server/media/recording/ffmpeg.ts';
import { RecordingFolder } from '../../../server/media/recording/folder.ts';
import { Recorder } from '../../../server/media/recording/recorder.ts';
import { SessionRecorder } from '../../../server/media/recording/session-recorder.ts';
import { Stage } from '../../../server/media/stage.ts';
import { WorkerPool } from '../../../server/media/worker-pool.ts';
import type { NamedFile, RecordingKeeper } from '../../../server/services/ports/recordings.ts';
import { citizen, official } from '../../support/media/identities.ts';
import { type RtpSource, startRtpSource } from '../../support/media/rtp-source.ts';
import { until } from '../../support/media/until.ts';
import { smallDisk } from '../../support/small-disk.ts';

const programs = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CALLER: RecordedSide = { callId: 'call-1', side: 'citizen' };
const LEADER: RecordedSide = { callId: 'call-1', side: 'official' };

let pool: WorkerPool;
let stage: Stage;
let caller: RtpSource;
let leader: RtpSource;
let dir: string;
let folder: RecordingFolder;

/** What the store would keep. */
class Kept implements RecordingKeeper {
  readonly rows: (RecordedSide & NamedFile & { startedAt: number | null; closed: Closed | null })[] = [];
  async begin(side: RecordedSide, file: Pick<NamedFile, 'file' | 'container'>): Promise<string | null> {
    const recordingId = `rc-${this.rows.length}`;
    this.rows.push({ ...side, ...file, recordingId, startedAt: null, closed: null });
    return recordingId;
  }
  async end(recordingId: string, startedAt: number | null, closed: Closed) {
    const row = this.rows.find((one) => one.recordingId === recordingId);
    if (row) Object.assign(row, { startedAt, closed });
    return true;
  }
  async unfinished() {
    return this.rows.filter(({ closed }) => closed === null);
  }
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'directline-recordings-'));
  folder = await RecordingFolder.open(path.join(dir, 'recordings'));
  pool = await WorkerPool.create({ workers: 1, listenHosts: ['127.0.0.1'], port: 0, log: quiet });
  stage = new Stage(pool, 'pack');
  const place = await stage.place(official);
  [caller, leader] = await Promise.all([
    startRtpSource(place, citizen(1), 'vp8'),
    startRtpSource(place, official, 'h264'),
  ]);
}, 30_000);
afterAll(async () => {
  caller?.stop();
  leader?.stop();
  pool?.close();
  await rm(dir, { recursive: true, force: true });
});

const begin = (
  keeper: Kept,
  more: { leastFree?: number; lookAtRoomMs?: number; folder?: RecordingFolder } = {},
  its: Stage = stage,
) => {
  const recorder = new Recorder({ programs, folder, keeper, log: quiet, ...more });
  const changes: string[] = [];
  const session: SessionRecorder = new SessionRecorder(recorder, its, () =>
    changes.push(session.now.map(({ side, state, why }) => `${side} ${state} ${why}`).join()),
  );
  const wanted = [
    { as: CALLER, sending: caller.camera },
    { as: CALLER, sending: caller.microphone },
    { as: LEADER, sending: leader.camera },
    { as: LEADER, sending: leader.microphone },
  ];
  return { recorder, session, changes, wanted };
};
const written = async (name: string) => (await stat(folder.part(name)).catch(() => null))?.size ?? 0;
/** A second of picture. */
async function film(file: string): Promise<void> {
  const made = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-c:v', 'libvpx', '-f', 'webm', file];
  const { code, said } = await runToEnd('ffmpeg', made, AbortSignal.timeout(20_000));
  if (code !== 0) throw new Error(said);
}
/** Pictures that can be decoded, and how loud the sound is at its loudest, in dB. */
async function played(file: string) {
  const looked = [
    '-v',
    'info',
    '-i',
    file,
    '-map',
    '0:v',
    '-f',
    'null',
    '-',
    '-map',
    '0:a',
    '-af',
    'volumedetect',
    '-f',
    'null',
    '-',
  ];
  const { code, said } = await runToEnd('ffmpeg', looked, AbortSignal.timeout(20_000));
  return {
    code,
    frames: Math.max(0, ...[...said.matchAll(/frame=\s*(\d+)/g)].map(([, count]) => Number(count))),
    loudest: Number(/max_volume: (-?[\d.]+) dB/.exec(said)?.[1] ?? -100),
  };
}

test('[R2] what is held while its recording begins is not recorded from that moment, and again once it goes on', async () => {
  const taps: { readonly closed: boolean }[] = [];
  const watched: Stage = Object.create(stage, {
    tap: {
      value: async (...of: Parameters<Stage['tap']>) => {
        const transport = await stage.tap(...of);
        taps.push(transport);
        return transport;
      },
    },
  });
  const keeper = new (class extends Kept {
    override async begin(...of: Parameters<Kept['begin']>) {
      if (this.rows.length === 0) session.follow([{ as: CALLER, sending: caller.microphone }]);
      expect(taps.every(({ closed }) => closed)).toBe(this.rows.length === 0);
      return super.begin(...of);
    }
  })();
  const { recorder, session, wanted } = begin(keeper, {}, watched);
  session.follow(wanted.slice(0, 2));
  await until('the microphone alone is on', () => session.now[0]?.state === 'on');
  session.follow([]);
  await recorder.settled();
  await until('both are closed', () => keeper.rows.every(({ closed }) => closed));
  expect(keeper.rows.map(({ closed }) => closed)).toEqual([
    { state: 'failed', why: 'nothing of it plays' },
    expect.objectContaining({ state: 'kept', picture: false }),
  ]);
});

test('[R2] each side is a file of its own in which picture and sound play, VP8 as WebM and H.264 as MP4', async () => {
  const keeper = new Kept();
  const { recorder, session, wanted } = begin(keeper);
  session.follow(wanted);
  await until('both are on', () => session.now.every(({ state }) => state === 'on') && session.now.length === 2);
  await until('enough to see', async () => {
    const sizes = await Promise.all(keeper.rows.map(({ file }) => written(file)));
    return sizes.every((size) => size > 100_000);
  });
  session.follow([]);
  expect(session.now).toEqual([]);
  await until('both are closed', () => keeper.rows.every(({ closed }) => closed));
  await recorder.settled();
  expect(keeper.rows.map(({ side, container }) => `${side} ${container}`).sort()).toEqual([
    'citizen webm',
    'official mp4',
  ]);
  for (const row of keeper.rows) {
    expect(row.closed).toMatchObject({ state: 'kept', picture: true });
    const file = folder.whole(row.file, row.container);
    const { frames, loudest, code } = await played(file);
    expect({ code, loud: loudest > -40 }).toEqual({ code: 0, loud: true });
    expect(frames).toBeGreaterThan(10);
    const { mode } = await stat(file);
    expect(mode & 0o777).toBe(0o600);
    expect(row.file).toMatch(/^[0-9a-f]{40}$/);
  }
  expect((await stat(path.join(dir, 'recordings'))).mode & 0o777).toBe(0o700);
});

test('[R3] a recorder that is killed is told at once; another goes on, and says that a part is missing', async () => {
  const keeper = new Kept();
  const { recorder, session, changes, wanted } = begin(keeper);
  session.follow(wanted.slice(0, 2));
  await until('it is on', () => session.now[0]?.state === 'on');
  await until('enough to see', async () => (await written(keeper.rows[0]?.file ?? '')) > 20_000);
  const [pid] = session.pids;
  process.kill(pid ?? Number.NaN, 'SIGKILL');
  await until('it is told', () => changes.includes('citizen failed ended'), 1_000);
  await until('it is on again', () => session.now[0]?.state === 'on');
  expect(session.now).toEqual([{ ...CALLER, state: 'on', why: 'ended' }]);
  // What there was of the first plays.
  await until('the first is closed', () => keeper.rows[0]?.closed?.state === 'kept');
  session.follow([]);
  await until('both are closed', () => keeper.rows.every(({ closed }) => closed));
  await recorder.settled();
  expect(keeper.rows).toHaveLength(2);
});

test('[R3] with too little room nothing is written, and the desks are told why', async () => {
  const keeper = new Kept();
  const { session, wanted } = begin(keeper, { leastFree: Number.MAX_SAFE_INTEGER });
  session.follow(wanted);
  await until('it is told', () => session.now.every(({ state, why }) => state === 'failed' && why === 'diskFull'));
  session.follow([]);
  expect(keeper.rows).toEqual([]);
});

const disk = await smallDisk(600_000);
afterAll(() => disk?.remove());

test.skipIf(!disk)(
  '[R3][R5] a disk that is full under a recording is told at once; what was written before plays',
  async () => {
    if (!disk) throw new Error('skipped');
    const keeper = new Kept();
    const small = await RecordingFolder.open(path.join(disk.folder, 'recordings'));
    const sizeOfPart = async (index: number) =>
      (await stat(small.part(keeper.rows[index]?.file ?? '')).catch(() => null))?.size ?? 0;
    const { recorder, session, changes, wanted } = begin(keeper, { folder: small, leastFree: 0 });
    // One part that is whole before.
    session.follow(wanted.slice(0, 2));
    await until('enough to see', async () => (await sizeOfPart(0)) > 30_000);
    session.follow([]);
    await until('it is closed', () => keeper.rows[0]?.closed?.state === 'kept');
    await recorder.settled();

    session.follow(wanted);
    await until(
      'the desks are told',
      () => session.now.some(({ state, why }) => state === 'failed' && why === 'diskFull'),
      60_000,
    );
    expect(changes.some((change) => change.includes('failed diskFull'))).toBe(true);
    // Who speaks sends on, and nothing of it is lost to the call.
    for (const { sending } of wanted) expect(sending.producer.closed).toBe(false);
    const received = () => caller.camera.producer.getStats().then(([one]) => one?.packetCount ?? 0);
    const before = await received();
    await until('the camera goes on', async () => (await received()) > before);
    const first = small.whole(keeper.rows[0]?.file ?? '', keeper.rows[0]?.container ?? 'webm');
    expect((await played(first)).frames).toBeGreaterThan(5);

    // With room again what was broken off is closed, and plays as well.
    session.follow([]);
    await recorder.settled();
    await disk.grow(100_000_000);
    await recorder.closeUnfinished();
    const broken = keeper.rows.slice(1).filter(({ closed }) => closed?.state === 'kept');
    expect(broken.length).toBeGreaterThan(0);
    for (const { file, container } of broken)
      expect((await played(small.whole(file, container))).frames).toBeGreaterThan(5);
    await recorder.close();
  },
  120_000,
);

test('[R1] what may not be recorded any more begins no file', async () => {
  const keeper = new Kept();
  const { session, wanted } = begin(keeper);
  let asked = 0;
  keeper.begin = async () => {
    asked += 1;
    return null;
  };
  session.follow(wanted);
  await until('both asked', () => asked === 2);
  expect(session.now.map(({ state }) => state)).toEqual(['starting', 'starting']);
  session.follow([]);
});

test('[R3] a disk that does not answer ends the recording, and nothing else', async () => {
  const broken = await RecordingFolder.open(path.join(dir, 'recordings'));
  const keeper = new Kept();
  const { recorder, session, wanted } = begin(keeper, { folder: broken, lookAtRoomMs: 50 });
  session.follow(wanted.slice(0, 2));
  await until('it is on', () => session.now[0]?.state === 'on');
  broken.freeBytes = () => Promise.reject(new Error('EIO: i/o error, statfs'));
  await until('the desks are told', () => session.now[0]?.state === 'failed' && session.now[0].why === 'ended');
  session.follow([]);
  await recorder.settled();
  expect(keeper.rows.map(({ closed }) => closed?.state)).toEqual(['kept']);
});

test('[R5] what a process left open is closed at the next start; what never played is not kept', async () => {
  const keeper = new Kept();
  const first = begin(keeper);
  first.session.follow(first.wanted.slice(0, 2));
  await until('enough to see', async () => (await written(keeper.rows[0]?.file ?? '')) > 20_000);
  // Ended as a process is: nothing is closed.
  await first.recorder.close();
  expect(keeper.rows[0]?.closed).toBeNull();
  const empty = folder.newName();
  keeper.rows.push({ ...LEADER, recordingId: 'rc-x', file: empty, container: 'webm', startedAt: null, closed: null });
  await writeFile(folder.part(empty), 'no picture and no sound');
  await begin(keeper).recorder.closeUnfinished();
  expect(keeper.rows.map(({ closed }) => closed?.state)).toEqual(['kept', 'failed']);
  const [kept] = keeper.rows;
  expect((await played(folder.whole(kept?.file ?? '', 'webm'))).frames).toBeGreaterThan(5);
  expect(await readdir(path.join(dir, 'recordings')).then((all) => all.filter((one) => one.startsWith(empty)))).toEqual(
    [],
  );
});

test.each([
  ['ffmpeg is killed', { ffmpeg: 'kill -9 $$' }],
  ['ffmpeg does not run any more', { ffmpeg: 'echo "error while loading shared libraries" >&2; exit 127' }],
  ['neither runs', { ffmpeg: 'exit 127', ffprobe: 'exit 127' }],
  ['ffprobe is killed', { ffprobe: 'kill -9 $$' }],
  ['ffprobe cannot open the file', { ffprobe: `echo '{"error":{"code":-24,"string":"Too many open files"}}'; exit 1` }],
])('[R2][R5] a recording is kept and closed later where %s', async (_what, failing: Partial<typeof programs>) => {
  const file = folder.newName();
  await film(folder.part(file));
  const keeper = new Kept();
  keeper.rows.push({ ...CALLER, recordingId: 'rc-x', file, container: 'webm', startedAt: null, closed: null });
  const stand = async (name: keyof typeof programs) => {
    const script = failing[name];
    if (script === undefined) return name;
    const stub = path.join(dir, `${file}-${name}`);
    await writeFile(stub, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return stub;
  };
  const broken = { ffmpeg: await stand('ffmpeg'), ffprobe: await stand('ffprobe') };
  await new Recorder({ programs: broken, folder, keeper, log: quiet }).closeUnfinished();
  expect(keeper.rows[0]?.closed).toBeNull();
  await new Recorder({ programs, folder, keeper, log: quiet }).closeUnfinished();
  expect(keeper.rows[0]?.closed).toMatchObject({ state: 'kept', picture: true });
});

test('[R5] a file that breaks off within its header is found not to play', async () => {
  const file = folder.newName();
  await film(folder.part(file));
  await truncate(folder.part(file), 400);
  const keeper = new Kept();
  keeper.rows.push({ ...CALLER, recordingId: 'rc-x', file, container: 'webm', startedAt: null, closed: null });
  await new Recorder({ programs, folder, keeper, log: quiet }).closeUnfinished();
  expect(keeper.rows[0]?.closed).toMatchObject({ state: 'failed' });
});

test('[R2] a worker that dies leaves a part that plays', async () => {
  const keeper = new Kept();
  const { recorder, session, wanted } = begin(keeper);
  session.follow(wanted);
  await until('enough to see', async () => {
    const sizes = await Promise.all(keeper.rows.map(({ file }) => written(file)));
    return sizes.length === 2 && sizes.every((size) => size > 30_000);
  });
  process.kill(pool.running[0]?.worker.pid ?? Number.NaN, 'SIGKILL');
  await until('its tracks are gone', () => wanted.every(({ sending }) => sending.producer.closed));
  session.follow([]);
  await until('both are closed', () => keeper.rows.every(({ closed }) => closed?.state === 'kept'));
  await recorder.settled();
  for (const { file, container } of keeper.rows)
    expect((await played(folder.whole(file, container))).frames).toBeGreaterThan(5);
});
