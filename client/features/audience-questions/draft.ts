/** What somebody was about to ask, kept for a day or until it is handed in. */
import { useState } from 'react';
import { DRAFT, recall, remember } from '../../ui/memory.ts';

export interface AskDraft {
  readonly text: string;
  readonly name: string;
  readonly publicName: string;
  readonly phone: string;
}

const EMPTY: AskDraft = { text: '', name: '', publicName: '', phone: '' };
const KEEP_MS = 86_400_000;
const keyOf = (sessionId: string) => `${DRAFT}ask.${sessionId}`;

/** Only texts are taken over, so that an older page's draft cannot break a newer one. */
export function readAskDraft(sessionId: string, now = Date.now()): AskDraft {
  try {
    const kept = JSON.parse(recall(keyOf(sessionId)) ?? 'null') as { until?: unknown; draft?: object } | null;
    if (typeof kept?.until !== 'number' || kept.until <= now || kept.until > now + KEEP_MS) return EMPTY;
    const texts = Object.entries(kept.draft ?? {}).filter(
      ([name, value]) => name in EMPTY && typeof value === 'string',
    );
    return { ...EMPTY, ...Object.fromEntries(texts) };
  } catch {
    return EMPTY;
  }
}

export function useAskDraft(sessionId: string) {
  const [draft, setDraft] = useState(() => readAskDraft(sessionId));
  const change = (changes: Partial<AskDraft>) =>
    setDraft((old) => {
      const made = { ...old, ...changes };
      remember(keyOf(sessionId), JSON.stringify({ until: Date.now() + KEEP_MS, draft: made }));
      return made;
    });
  const clear = () => {
    remember(keyOf(sessionId), null);
    setDraft(EMPTY);
  };
  return { draft, change, clear };
}
