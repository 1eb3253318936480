/**
 * Recording on this machine: starts stretches, has each one's row before its file, and closes files one after the other
 * when their stretch is over (R2, R5). Whatever fails here is told, and never reaches a call.
 */
import type { RecordedSide } from '../../domain/calls/recording.ts';
import type { NamedFile, RecordingKeeper } from '../../services/ports/recordings.ts';
import type { MediaLog } from '../options.ts';
import type { Sending } from '../sending.ts';
import type { Stage } from '../stage.ts';
import { closeFile } from './close-file.ts';
import type { RecorderPrograms } from './ffmpeg.ts';
import { type RecordingFolder, sizeOf } from './folder.ts';
import { Stretch, type StretchEnd } from './stretch.ts';

/** Nothing is recorded with less room than this: the database needs it. */
export const LEAST_FREE_BYTES = 1_000_000_000;
const LOOK_AT_ROOM_MS = 10_000;

export interface RecorderOptions {
  readonly programs: RecorderPrograms;
  readonly folder: RecordingFolder;
  readonly keeper: RecordingKeeper;
  readonly log: MediaLog;
  /** Bytes. */
  readonly leastFree?: number | undefined;
  readonly lookAtRoomMs?: number | undefined;
}

interface Ended {
  readonly end: StretchEnd;
  readonly said: string;
}

interface Watching {
  /** It is not to be recorded after all, before `onStart`. */
  readonly signal: AbortSignal;
  readonly onStart: (stretch: Stretch) => void;
  readonly onWritten: () => void;
}

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #stopped = new AbortController();
  readonly #running = new Set<Stretch>();
  /** Whose stretch has not ended, or whose file waits to be closed. */
  readonly #open = new Set<string>();
  #closing: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** One stretch from its start to its end. Its file is closed afterwards. */
  async record(
    side: RecordedSide,
    stage: Stage,
    sendings: readonly Sending[],
    { signal, onStart, onWritten }: Watching,
  ): Promise<StretchEnd> {
    const { folder, keeper, log, programs, lookAtRoomMs = LOOK_AT_ROOM_MS } = this.#options;
    if (this.#stopped.signal.aborted) return 'silent';
    let named: NamedFile | null = null;
    let stretch: Stretch | null = null;
    let result: Ended;
    let filling: NodeJS.Timeout | undefined;
    try {
      const before = await this.#noRoom();
      if (before) return this.#failed(side, before.end, before.said);
      stretch = await Stretch.start({
        ffmpeg: programs.ffmpeg,
        stage,
        sendings,
        onWritten,
        signal,
        fileFor: async (container) => {
          const file = folder.newName();
          const recordingId = await keeper.begin(side, { file, container });
          if (recordingId === null) throw new NotAnyMore();
          named = { recordingId, file, container };
          this.#open.add(recordingId);
          return folder.part(file);
        },
      });
      this.#running.add(stretch);
      onStart(stretch);
      const cut: { why: Ended | null } = { why: null };
      const running = stretch;
      filling = setInterval(() => {
        void this.#noRoom().then((why) => {
          if (!why) return;
          cut.why = why;
          void running.stop();
        });
      }, lookAtRoomMs).unref();
      const ended = await stretch.ended;
      result = cut.why ?? ended;
    } catch (error) {
      const end = error instanceof NotAnyMore ? 'silent' : 'failed';
      result = { end: signal.aborted ? 'stopped' : end, said: String(error) };
    } finally {
      clearInterval(filling);
      if (stretch) this.#running.delete(stretch);
    }
    if (result.end !== 'stopped' && result.end !== 'silent') this.#failed(side, result.end, result.said);
    else log.info({ ...side, end: result.end }, 'a stretch of a recording is over');
    if (named) this.#closeLater(named, stretch?.startedAt || null);
    return result.end;
  }

  /** What a process that ended left open, or could not be closed (R5). Resolves once all were tried. */
  async closeUnfinished(): Promise<void> {
    for (const named of await this.#options.keeper.unfinished()) {
      if (this.#open.has(named.recordingId) || !(await this.#isHere(named))) continue;
      this.#open.add(named.recordingId);
      this.#closeLater(named, null);
    }
    await this.#closing;
  }

  /** For tests: files of stretches that are over are closed. */
  async settled(): Promise<void> {
    await this.#closing;
  }

  /** What runs is broken off; the next start closes its files. */
  async close(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([...this.#running].map((stretch) => stretch.stop()));
    await this.#closing;
  }

  #closeLater(named: NamedFile, startedAt: number | null): void {
    this.#closing = this.#closing.then(async () => {
      try {
        await this.#closeOne(named, startedAt);
      } catch (error) {
        if (!this.#stopped.signal.aborted)
          this.#options.log.error({ recordingId: named.recordingId, error: String(error) }, 'a recording stays open');
      } finally {
        this.#open.delete(named.recordingId);
      }
    });
  }

  async #closeOne(named: NamedFile, startedAt: number | null): Promise<void> {
    const { programs, folder, keeper } = this.#options;
    const closed = await closeFile(programs, folder, named, this.#stopped.signal);
    const stays = await keeper.end(
      named.recordingId,
      startedAt,
      closed ? { state: 'kept', ...closed } : { state: 'failed', why: 'nothing of it plays' },
    );
    if (!stays) await folder.delete(named.file);
  }

  /** With several servers on one database each has the files that it wrote. */
  async #isHere({ file, container }: NamedFile): Promise<boolean> {
    const { folder } = this.#options;
    return (await sizeOf(folder.part(file))) !== null || (await sizeOf(folder.whole(file, container))) !== null;
  }

  /** Why nothing can be written now; `null`: there is room. Never throws: a disk that does not answer has failed (R3). */
  async #noRoom(): Promise<Ended | null> {
    const { folder, leastFree = LEAST_FREE_BYTES } = this.#options;
    try {
      if ((await folder.freeBytes()) >= leastFree) return null;
      return { end: 'diskFull', said: 'less room than must stay free' };
    } catch (error) {
      return { end: 'failed', said: String(error) };
    }
  }

  #failed(side: RecordedSide, end: StretchEnd, said: string): StretchEnd {
    this.#options.log.error({ ...side, end, said }, 'a call is not recorded any more');
    return end;
  }
}

class NotAnyMore extends Error {
  override readonly name = 'NotAnyMore';
}
