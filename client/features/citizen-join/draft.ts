/** What was typed while taking a number, kept for a day or until the number is taken: a closed tab loses nothing. */
import { useCallback, useState } from 'react';
import { DRAFT } from '../../ui/memory.ts';

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

export const EMPTY: JoinDraft = {
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

/** So long what was typed waits for its person; then nothing of it is left on the phone. */
const KEEP_MS = 86_400_000;

const keyOf = (sessionId: string) => DRAFT + sessionId;

interface Kept {
  readonly until: number;
  readonly draft: unknown;
}

/** The step of the code belongs to this tab alone: a reload comes back to it, a new tab begins before it. */
interface CodeKept {
  readonly phone: string;
  readonly askAgainAt: number;
}

export function readDraft(sessionId: string, now = Date.now()): JoinDraft {
  const kept = read(() => localStorage, keyOf(sessionId)) as Partial<Kept> | null;
  if (typeof kept?.until !== 'number' || kept.until <= now || kept.until > now + KEEP_MS) {
    clearDraft(sessionId);
    return EMPTY;
  }
  const draft = sanitise(kept.draft);
  const code = read(() => sessionStorage, keyOf(sessionId)) as Partial<CodeKept> | null;
  return draft.step === 'phone' && code?.phone === draft.phone && typeof code.askAgainAt === 'number'
    ? { ...draft, step: 'code', askAgainAt: code.askAgainAt }
    : draft;
}

export function keepDraft(sessionId: string, draft: JoinDraft, now = Date.now()): void {
  const { askAgainAt, ...rest } = draft;
  const inCode = draft.step === 'code';
  const kept: Kept = { until: now + KEEP_MS, draft: inCode ? { ...rest, step: 'phone' } : rest };
  write(() => localStorage, keyOf(sessionId), kept);
  write(() => sessionStorage, keyOf(sessionId), inCode ? { phone: draft.phone, askAgainAt } : null);
}

export function clearDraft(sessionId: string): void {
  write(() => localStorage, keyOf(sessionId), null);
  write(() => sessionStorage, keyOf(sessionId), null);
}

/** Private modes refuse storage: then what is typed is kept in memory alone. */
function read(storage: () => Storage, key: string): unknown {
  try {
    return JSON.parse(storage().getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: object | null): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to do about it.
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
        keepDraft(sessionId, made);
        return made;
      }),
    [sessionId],
  );
  const clear = useCallback(() => clearDraft(sessionId), [sessionId]);
  return { draft, change, clear };
}
