/** One file of each recorded call with both people in it (R8): made after the evening, one at a time, and never beside a live one. */
import { chmod, rename, rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import type { RecordingRecord } from '../../domain/calls/recording.ts';
import { type WholeCall, wholeOf } from '../../domain/calls/together.ts';
import type { TogetherState } from '../../services/ports/recordings.ts';
import { type RecorderPrograms, runToEnd } from './ffmpeg.ts';
import { type RecordingFolder, sizeOf } from './folder.ts';
import { type Input, togetherArguments } from './together-arguments.ts';

/** How often it looks for calls, and whether an evening began meanwhile. */
const LOOK_MS = 20_000;
const LIVE_MS = 2_000;
const MOST_MS = 60 * 60_000;
const MOST_TRIES = 3;

export interface TogetherDeps {
  readonly programs: RecorderPrograms;
  readonly folder: RecordingFolder;
  /** Calls of evenings that are over of which something is kept, the newest first. */
  readonly calls: () => Promise<readonly string[]>;
  readonly recordingsOf: (callId: string) => Promise<readonly RecordingRecord[]>;
  readonly isLive: () => Promise<boolean>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly lookMs?: number | undefined;
}

const Probed = z.object({ streams: z.array(z.object({ codec_type: z.string() })) });

export class Together {
  readonly #deps: TogetherDeps;
  readonly #stopped = new AbortController();
  /** How often each was tried in vain; by the file that it is named by. */
  readonly #failed = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: TogetherDeps) {
    this.#deps = deps;
    this.#lookLater();
  }

  async stateOf(file: string): Promise<TogetherState> {
    if ((await sizeOf(this.#deps.folder.together(file))) !== null) return 'made';
    return (this.#failed.get(file) ?? 0) >= MOST_TRIES ? 'failed' : 'waiting';
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #lookLater(): void {
    if (this.#stopped.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#makeAll()
        .catch((error: unknown) => this.#deps.log.error({ err: error }, 'calls could not be joined'))
        .finally(() => this.#lookLater());
    }, this.#deps.lookMs ?? LOOK_MS);
    this.#timer.unref();
  }

  async #makeAll(): Promise<void> {
    const { calls, recordingsOf, isLive, log } = this.#deps;
    if (await isLive()) return;
    for (const callId of await calls()) {
      if (this.#stopped.signal.aborted || (await isLive())) return;
      const whole = wholeOf(await recordingsOf(callId));
      if (!whole || (await this.stateOf(whole.first.file)) !== 'waiting') continue;
      const tries = (this.#failed.get(whole.first.file) ?? 0) + 1;
      const why = await this.#make(callId, whole);
      if (why === null) continue;
      this.#failed.set(whole.first.file, tries);
      log.warn({ callId, why }, 'the recordings of a call could not be joined');
    }
  }

  /** Why it failed; `null`: it is there, or it was broken off and is made later. */
  async #make(callId: string, whole: WholeCall): Promise<string | null> {
    const { programs, folder, recordingsOf, isLive } = this.#deps;
    const { file } = whole.first;
    const making = folder.making(file);
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
      const inputs = await this.#inputsOf(whole, signal);
      const { code, said } = await runToEnd(programs.ffmpeg, togetherArguments(inputs, whole.lengthMs, making), signal);
      if (this.#stopped.signal.aborted || live.signal.aborted) return null;
      if (code !== 0) return said || 'ended';
      await chmod(making, 0o600);
      await rename(making, folder.together(file));
      // A consent that was taken back meanwhile has deleted what it was made of (R4).
      if (wholeOf(await recordingsOf(callId)) === null) await rm(folder.together(file), { force: true });
      return null;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : String(error);
    } finally {
      clearInterval(watch);
      await rm(making, { force: true });
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
