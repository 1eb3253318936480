/** Promises that are being written at this desk, by call: they outlive their form, whatever becomes of the call (C8). */
import { useMemo, useSyncExternalStore } from 'react';
import { useMe } from '../../desk/me.ts';
import type { PromiseText } from './promise-fields.tsx';

export interface PromiseDraft extends PromiseText {
  /** Of the staff member who writes: nobody who signs in after them goes on with it. */
  readonly by: string;
  readonly sessionId: string;
  /** Whose call it is, and what it led to so far. */
  readonly number: number;
  readonly name: string;
  readonly cases: readonly { readonly id: string; readonly number: string; readonly subject: string }[];
  readonly caseId: string | null;
  readonly readBack: boolean;
  readonly confirmed: boolean;
  /** Gone on with after its call left the stage: there it stays without a word, too. */
  readonly left: boolean;
}

type Drafts = ReadonlyMap<string, PromiseDraft>;
let drafts: Drafts = new Map();
const listeners = new Set<() => void>();

/** `null`: recorded, or dropped by its author. */
export function keepDraft(callId: string, draft: PromiseDraft | null): void {
  const next = new Map(drafts);
  if (draft) next.set(callId, draft);
  else next.delete(callId);
  drafts = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Those of whoever is signed in. */
export function useDrafts(): Drafts {
  const { personId } = useMe();
  const all = useSyncExternalStore(subscribe, () => drafts);
  return useMemo(() => new Map([...all].filter(([, { by }]) => by === personId)), [all, personId]);
}

export const isHalfTyped = (draft: Pick<PromiseDraft, 'wording'> | undefined): boolean =>
  draft !== undefined && draft.wording.trim() !== '';

/** Whether words of a promise stand in the form of a call and are not recorded yet: whoever ends the call is told. */
export const useHalfTyped = (callId: string): boolean => isHalfTyped(useDrafts().get(callId));

/** Those whose calls are not on the stages of this desk any more: ended, failed, held beside, or at another seat. */
export const leftDrafts = (
  all: Drafts,
  desk: { readonly sessionId: string; readonly onStage: readonly string[] },
): readonly (PromiseDraft & { readonly id: string })[] =>
  [...all].flatMap(([id, draft]) =>
    draft.sessionId === desk.sessionId && !desk.onStage.includes(id) && (draft.left || isHalfTyped(draft))
      ? { ...draft, id }
      : [],
  );
