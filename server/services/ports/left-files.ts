/** Files of recorded messages while they arrive, and until their command has kept them (C12). */
import type { RecordingContainer } from '../../../shared/states.ts';

export interface LeftFile {
  readonly lengthMs: number;
  readonly bytes: number;
  readonly picture: boolean;
}

export interface LeftFiles {
  /** A new file's name, or `null`: none can be taken, for want of room or of the program that looks at them. */
  begin(): Promise<string | null>;
  /** Bytes that are there. */
  received(file: string): Promise<number>;
  /** Behind what is there. Throws `STALE` with `received` where `at` is another place. */
  append(file: string, at: number, piece: Buffer): Promise<number>;
  /** Looks at what was sent, by its content, and makes it a file that plays; `of` finds it. Throws `NOT_A_RECORDING`. */
  close(file: string, container: RecordingContainer): Promise<void>;
  of(file: string): LeftFile | null;
}
