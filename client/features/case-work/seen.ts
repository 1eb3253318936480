/**
 * What this reader has seen of a case. A step names the version they saw; what others did since is shown first, and what is
 * half typed stays.
 */
import { useCallback, useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';

export interface Seen {
  readonly version: number;
  /** What others did since, oldest first; empty where all of it was seen. */
  readonly news: CaseDetail['timeline'];
  /** All that is there now was looked at. */
  look(): void;
  /** The reader's own step made it this version. */
  own(version: number): void;
}

/** @param busy while something is half typed, what is new has to be looked at by a press */
export function useSeen(detail: CaseDetail, busy: boolean): Seen {
  const { version } = detail.work;
  const entries = detail.timeline.length;
  const [seen, setSeen] = useState({ version, entries });
  const changed = version > seen.version;
  // Nothing of theirs stands against it: what the page shows is what they see.
  if ((changed && !busy) || (!changed && entries > seen.entries)) setSeen({ version, entries });
  const look = useCallback(() => setSeen({ version, entries }), [version, entries]);
  const own = useCallback((to: number) => setSeen((old) => ({ ...old, version: Math.max(old.version, to) })), []);
  return { version: seen.version, news: changed ? detail.timeline.slice(seen.entries) : [], look, own };
}
