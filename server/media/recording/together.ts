/** One file of each recorded call with both people in it (R8): made after the evening, one at a time, and never beside a live one. */
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import type { RecordingRecord } from '../../domain/calls/recording.ts';
import { type WholeCall, wholeOf } from '../../domain/calls/together.ts';
import type { TogetherState } from '../../services/ports/recordings.ts';
import { closeArguments, type RecorderPrograms, runToEnd } from './ffmpeg.ts';
import { lastChange, type RecordingFolder, sizeOf } from './folder.ts';
import { type Input, togetherArguments } from './together-arguments.ts';

/** How often it looks whether an evening began meanwhile. */
const LIVE_MS = 2_000;
const MOST_MS = 60 * 60_000;
const MOST_TRIES = 3;

export interface TogetherDeps {
  readonly programs: RecorderPrograms;
  readonly folder: RecordingFolder;
  readonly recordingsOf: (callId: string) => Promise<readonly RecordingRecord[]>;
  readonly isLive: () => Promise<boolean>;
  readonly log: Pick<Logger, 'warn'>;
}

const Probed = z.object({ streams: z.array(z.object({ codec_type: z.string() })) });

export class Together {
  readonly #deps: TogetherDeps;
  readonly #stopped = new AbortController();

  constructor(deps: TogetherDeps) {
    this.#deps = deps;
  }

  async stateOf(whole: WholeCall): Promise<Exclude<TogetherState, 'none'>> {
    const { file } = whole.first;
    if ((await sizeOf(this.#deps.folder.together(file))) !== null) return 'made';
    if (!(await this.#isHere(whole))) return 'partMissing';
    return (await this.#triesOf(file)) >= MOST_TRIES ? 'failed' : 'waiting';
  }

  /** `false`: not now, ask again. What was broken off begins anew; what was tried before it was asked for counts no more. */
  async join(callId: string, askedAt: number): Promise<boolean> {
    const { recordingsOf, isLive, log, folder } = this.#deps;
    if (this.#stopped.signal.aborted || (await isLive())) return false;
    const recordings = await recordingsOf(callId);
    if (recordings.some(({ state }) => state === 'recording')) return false;
    const whole = wholeOf(recordings);
    if (!whole) return true;
    const tries = folder.tries(whole.first.file);
    const lastAt = await lastChange(tries);
    if (lastAt !== null && lastAt < askedAt) await rm(tries, { force: true });
    const state = await this.stateOf(whole);
    if (state === 'partMissing') return false;
    if (state !== 'waiting') return true;
    const why = await this.#make(callId, whole);
    if (why === null) return (await this.stateOf(whole)) === 'made' || wholeOf(await recordingsOf(callId)) === null;
    const tried = (await this.#triesOf(whole.first.file)) + 1;
    await writeFile(tries, String(tried), { mode: 0o600 });
    log.warn({ callId, why, tries: tried }, 'the recordings of a call could not be joined');
    return tried >= MOST_TRIES;
  }

  /** What is being made is broken off. */
  close(): void {
    this.#stopped.abort();
  }

  /** How often it was tried in vain, kept beside what it would be made of: a restart forgets nothing. */
  async #triesOf(file: string): Promise<number> {
    return readFile(this.#deps.folder.tries(file), 'utf8').then(Number, () => 0);
  }

  /** With several servers on one database each has the files that it wrote. */
  async #isHere({ parts }: WholeCall): Promise<boolean> {
    const { folder } = this.#deps;
    const sizes = parts.map(({ recording: { file, container } }) => sizeOf(folder.whole(file, container)));
    return (await Promise.all(sizes)).every((size) => size !== null);
  }

  /** Why it failed; `null`: it is there, or it was broken off and is made later. */
  async #make(callId: string, whole: WholeCall): Promise<string | null> {
    const { programs, folder, recordingsOf, isLive } = this.#deps;
    const { file } = whole.first;
    const [making, closing] = [folder.making(file), folder.closing(file)];
    const remove = () => Promise.all([making, closing].map((each) => rm(each, { force: true })));
    const live = new AbortController();
    const watch = setInterval(
      () =>
        void isLive().then(
          (is) => is && live.abort(),
          () => undefined,
        ),
      LIVE_MS,
    );
    const signal = AbortSignal.any([this.#stopped.signal, live.signal, AbortSignal.timeout(MOST_MS)]);
    try {
      // Of a server that was killed.
      await remove();
      const inputs = await this.#inputsOf(whole, signal);
      const joined = await runToEnd(programs.ffmpeg, togetherArguments(inputs, whole.lengthMs), signal, making);
      const { code, said } =
        joined.code === 0 ? await runToEnd(programs.ffmpeg, closeArguments(making, closing, 'webm'), signal) : joined;
      if (this.#stopped.signal.aborted || live.signal.aborted) return null;
      if (code !== 0) return said || 'ended';
      await chmod(closing, 0o600);
      await rename(closing, folder.together(file));
      // A consent that was taken back meanwhile has deleted what it was made of (R4).
      if (wholeOf(await recordingsOf(callId)) === null) await rm(folder.together(file), { force: true });
      return null;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : String(error);
    } finally {
      clearInterval(watch);
      await remove();
    }
  }

  #inputsOf({ parts }: WholeCall, signal: AbortSignal): Promise<Input[]> {
    const { programs, folder } = this.#deps;
    return Promise.all(
      parts.map(async ({ recording, side, offsetMs }) => {
        const file = folder.whole(recording.file, recording.container);
        const asked = ['-v', 'error', '-show_entries', 'stream=codec_type', '-of', 'json', file];
        const { output } = await runToEnd(programs.ffprobe, asked, signal);
        const kinds = Probed.parse(JSON.parse(output || '{}')).streams.map(({ codec_type }) => codec_type);
        return { file, side, offsetMs, video: kinds.includes('video'), audio: kinds.includes('audio') };
      }),
    );
  }
}
