/** What was typed while taking a number, kept until the number is taken: a reload or a call in between loses nothing. */
import { useCallback, useState } from 'react';

export type JoinStep = 'phone' | 'code' | 'who' | 'matter' | 'consent';
export const STEPS: readonly JoinStep[] = ['phone', 'code', 'who', 'matter', 'consent'];

export interface JoinDraft {
  readonly step: JoinStep;
  readonly phone: string;
  /** By this device's clock. */
  readonly askAgainAt: number;
  readonly name: string;
  readonly township: string;
  readonly village: string;
  readonly subject: string;
  readonly more: string;
  readonly publicName: string;
  readonly call: boolean;
  readonly recording: boolean;
  readonly broadcast: boolean;
  /** The person at the phone wants one more number, for somebody else (Q7). */
  readonly another: boolean;
}

const EMPTY: JoinDraft = {
  step: 'phone',
  phone: '',
  askAgainAt: 0,
  name: '',
  township: '',
  village: '',
  subject: '',
  more: '',
  publicName: '',
  call: false,
  recording: false,
  broadcast: false,
  another: false,
};

const keyOf = (sessionId: string) => `directline.join.${sessionId}`;

export function readDraft(sessionId: string): JoinDraft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(sessionId)) ?? '{}');
    return sanitise(stored);
  } catch {
    return EMPTY;
  }
}

/** Only fields of the right type are taken over, so that an older page's draft cannot break a newer one. */
function sanitise(stored: unknown): JoinDraft {
  if (typeof stored !== 'object' || stored === null) return EMPTY;
  const draft: Record<string, unknown> = { ...EMPTY };
  for (const [name, value] of Object.entries(stored)) {
    if (name in EMPTY && typeof value === typeof draft[name]) draft[name] = value;
  }
  const made = draft as unknown as JoinDraft;
  return STEPS.includes(made.step) ? made : { ...made, step: 'phone' };
}

export function useDraft(sessionId: string) {
  const [draft, setDraft] = useState(() => readDraft(sessionId));
  const change = useCallback(
    (changes: Partial<JoinDraft>) =>
      setDraft((old) => {
        const made = { ...old, ...changes };
        try {
          sessionStorage.setItem(keyOf(sessionId), JSON.stringify(made));
        } catch {
          // Kept in memory alone.
        }
        return made;
      }),
    [sessionId],
  );
  const clear = useCallback(() => {
    try {
      sessionStorage.removeItem(keyOf(sessionId));
    } catch {
      // Nothing was kept.
    }
  }, [sessionId]);
  return { draft, change, clear };
}
