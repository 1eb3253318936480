/** Up to which version this browser's person has looked at each case: what changed since is marked in their home. */
import * as z from 'zod/mini';
import { recall, remember } from '../../ui/memory.ts';

const keyOf = (personId: string) => `directline.looked.${personId}`;
const Looked = z.record(z.string(), z.int());
/** The oldest are forgotten. */
const MOST = 500;

function all(personId: string): Record<string, number> {
  try {
    const parsed = z.safeParse(Looked, JSON.parse(recall(keyOf(personId)) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

export function keepLooked(personId: string, caseId: string, version: number): void {
  const { [caseId]: before, ...others } = all(personId);
  if (before === version) return;
  const kept = Object.entries(others).slice(-(MOST - 1));
  remember(keyOf(personId), JSON.stringify({ ...Object.fromEntries(kept), [caseId]: version }));
}

/** `new`: never opened here. */
export function lookedAt(personId: string): (caseId: string, version: number) => 'new' | 'changed' | 'same' {
  const looked = all(personId);
  return (caseId, version) => {
    const before = looked[caseId];
    if (before === undefined) return 'new';
    return before < version ? 'changed' : 'same';
  };
}
