/** What somebody was writing, kept for a day or until it is handed in: a closed tab loses nothing. */
import { useState } from 'react';
import { CaseKind } from '../../../shared/states.ts';
import { DRAFT, recall, remember } from '../../ui/memory.ts';

export interface BoardDraft {
  readonly kind: CaseKind;
  readonly subject: string;
  readonly content: string;
  readonly addresseeId: string;
  readonly category: string;
  readonly subcategory: string;
  readonly aboutUnitId: string;
  readonly place: string;
  readonly hidePlace: boolean;
  readonly name: string;
  readonly alias: string;
  readonly publish: boolean;
  readonly phone: string;
}

const EMPTY: BoardDraft = {
  kind: 'help',
  subject: '',
  content: '',
  addresseeId: '',
  category: '',
  subcategory: '',
  aboutUnitId: '',
  place: '',
  hidePlace: false,
  name: '',
  alias: '',
  publish: false,
  phone: '',
};

const KEY = `${DRAFT}board`;
const KEEP_MS = 86_400_000;

/** Only fields of the right type are taken over, so that an older page's draft cannot break a newer one. */
export function readBoardDraft(now = Date.now()): BoardDraft {
  try {
    const kept = JSON.parse(recall(KEY) ?? 'null') as { until?: unknown; draft?: Record<string, unknown> } | null;
    if (typeof kept?.until !== 'number' || kept.until <= now || kept.until > now + KEEP_MS) return EMPTY;
    const draft: Record<string, unknown> = { ...EMPTY };
    for (const [name, value] of Object.entries(kept.draft ?? {}))
      if (name in EMPTY && typeof value === typeof draft[name]) draft[name] = value;
    return CaseKind.safeParse(draft.kind).success ? (draft as unknown as BoardDraft) : EMPTY;
  } catch {
    return EMPTY;
  }
}

export function useBoardDraft() {
  const [draft, setDraft] = useState(() => readBoardDraft());
  const change = (changes: Partial<BoardDraft>) =>
    setDraft((old) => {
      const made = { ...old, ...changes };
      remember(KEY, JSON.stringify({ until: Date.now() + KEEP_MS, draft: made }));
      return made;
    });
  return { draft, change, clear: () => remember(KEY, null) };
}
