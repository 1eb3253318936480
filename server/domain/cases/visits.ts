/** Work on the spot (现场走访, 窗口办理, 镇村办理): when it can have been, and which photos go with it, pure. */
import { VISIT_PHOTOS_MOST } from '../../../shared/files.ts';
import { instantOf, isDay } from '../calendar/recurrence.ts';
import { dateIn } from '../calendar/working-days.ts';
import { type Refused, refused } from '../result.ts';
import type { CaseFileRecord } from './files.ts';

/** So far a clock may be ahead of ours. */
const AHEAD_MS = 5 * 60_000;

export interface Held {
  /** `YYYY-MM-DD` and `HH:mm` on the county's wall (S2). */
  readonly on: string;
  readonly time?: string | undefined;
}

/** `null`: it can have been then. What is written down has happened. */
export function refusedAsHeld({ on, time }: Held, now: number, zone: string): Refused | null {
  const no = (path: string, message: string) => refused('BAD_INPUT', { issues: [{ path, message }] });
  if (!isDay(on)) return no('on', 'no such day');
  if (on > dateIn(now, zone)) return no('on', 'lies in the future');
  return time !== undefined && instantOf(on, time, zone) > now + AHEAD_MS ? no('time', 'lies in the future') : null;
}

/** The photos that were named, of this case and of no visit or reply yet; `null`: one of them is not. */
export function photosOf(
  files: readonly CaseFileRecord[],
  fileIds: readonly string[],
): readonly CaseFileRecord[] | null {
  const free = new Map(
    files
      .filter(({ byCitizen, kind, replyId, visitId }) => !byCitizen && kind === 'picture' && !replyId && !visitId)
      .map((file) => [file.id, file]),
  );
  const named = [...new Set(fileIds)].map((id) => free.get(id));
  return named.length <= VISIT_PHOTOS_MOST && named.every((file) => file !== undefined) ? named : null;
}
