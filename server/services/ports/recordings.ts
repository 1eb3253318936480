/** Recordings: what media needs kept of them, and what services need of their files. */
import type { RecordingContainer } from '../../../shared/states.ts';
import type { Closed, RecordedSide } from '../../domain/calls/recording.ts';

/** A file that is named in the store. */
export interface NamedFile {
  readonly recordingId: string;
  readonly file: string;
  readonly container: RecordingContainer;
}

export interface RecordingKeeper {
  /** Before anything is written. `null`: the call is not to be recorded any more (R1). */
  begin(side: RecordedSide, file: Pick<NamedFile, 'file' | 'container'>): Promise<string | null>;
  /** `startedAt`: when packets began to go; `null`: as was kept. Answers `false` where it was deleted meanwhile (R4). */
  end(recordingId: string, startedAt: number | null, closed: Closed): Promise<boolean>;
  /** Of a process that ended without closing them (R5). */
  unfinished(): Promise<NamedFile[]>;
}

/** Of one file with both people of a call (R8); `none`: this machine makes none; `partMissing`: nor has it all of the files. */
export type TogetherState = 'none' | 'waiting' | 'made' | 'failed' | 'partMissing';

/** Where the files are. */
export interface RecordingFiles {
  /** Absolute paths. */
  whole(file: string, container: RecordingContainer): string;
  poster(file: string): string;
  /** Both people of the call that began with it (R8). */
  together(file: string): string;
  /** Whatever there is of it. */
  delete(file: string): Promise<void>;
}
