/** The one rehearsal that may run on this machine, in processes of its own. */
import type { RehearsalResult, RehearsedCaller } from '../../../shared/actions/rehearsal.ts';

export interface RunningRehearsal {
  readonly startedAt: number;
  /** Who began it. */
  readonly by: string;
  readonly countyId: string;
  readonly callersAsked: number;
  /** Those that have ended their call, or failed. */
  readonly callers: readonly RehearsedCaller[];
}

export type RehearsalEnd =
  | { readonly end: 'done'; readonly result: RehearsalResult }
  | { readonly end: 'cancelled' }
  | { readonly end: 'failed'; readonly why: string };

export interface Rehearsals {
  readonly running: RunningRehearsal | null;
  /** Answers `false` where one runs. `onEnd` is called once, when nothing of it runs any more. */
  start(asked: Omit<RunningRehearsal, 'callers'>, onEnd: (end: RehearsalEnd) => Promise<void>): boolean;
  /** Ends the one that runs, if one does. */
  cancel(): void;
}
