/** What no schema says and every input must be: nested no deeper than anything we mean, and of whole characters. */
import { Refusal } from '../../shared/errors.ts';

/** mediasoup's structures nest to six. */
const DEEPEST = 16;

/** Throws `BAD_INPUT`. Halves of a surrogate pair are refused since a database keeps UTF-8. */
export function assertPlain(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) refuse('text with half a character');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === DEEPEST) refuse('nested too deeply');
  for (const inner of Object.values(value)) assertPlain(inner, depth + 1);
}

function refuse(message: string): never {
  throw new Refusal('BAD_INPUT', { issues: [{ path: '', message }] });
}
