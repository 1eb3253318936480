/**
 * Something that a citizen writes to one case: kept on the device until the server has it, and sent once however often it
 * is tried (T3). What may have arrived is sent again as it was, with its command id and the version it was about.
 */
import { useState } from 'react';
import { asRefusal } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';
import { DRAFT, recall, remember } from '../../ui/memory.ts';
import { useAct } from '../../ui/use-act.ts';

const KEEP_MS = 86_400_000;

interface Attempt {
  readonly content: string;
  readonly commandId: string;
  readonly version: number;
}
interface Kept<Draft> {
  readonly until: number;
  readonly draft: Draft;
  readonly attempt: Attempt | null;
}

/** Answers that leave open whether it was done. */
const UNSURE: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INTERNAL']);

/** What a draft is of: an answer is of the question that was asked then, and of no later one. */
export const draftOf = (what: string, questionAt: number | null): string =>
  what === 'answer' ? `answer.${questionAt}` : what;

export function useSending<Draft extends object>(
  to: { readonly number: string; readonly version: number; readonly what: string },
  empty: Draft,
  after: { readonly onDone: () => void; readonly onChanged: () => void },
) {
  const key = `${DRAFT}my.${to.number}.${to.what}`;
  const [kept, setKept] = useState<Kept<Draft>>(() => read(key) ?? { until: 0, draft: empty, attempt: null });
  const { busy, refusal, act } = useAct();
  const keep = (draft: Draft, attempt: Attempt | null) => {
    const made = { until: Date.now() + KEEP_MS, draft, attempt };
    setKept(made);
    remember(key, JSON.stringify(made));
  };
  const change = (changes: Partial<Draft>) => keep({ ...kept.draft, ...changes }, kept.attempt);
  const send = (work: (version: number, commandId: string) => Promise<unknown>) =>
    act(async () => {
      const content = JSON.stringify(kept.draft);
      const again = kept.attempt?.content === content ? kept.attempt : null;
      const attempt = again ?? { content, commandId: randomId(), version: to.version };
      keep(kept.draft, attempt);
      try {
        await work(attempt.version, attempt.commandId);
      } catch (error) {
        const { code } = asRefusal(error);
        if (!UNSURE.has(code)) {
          keep(kept.draft, null);
          after.onChanged();
        }
        throw error;
      }
      remember(key, null);
      setKept({ until: 0, draft: empty, attempt: null });
      after.onDone();
    });
  return { draft: kept.draft, change, send, busy, refusal };
}

function read<Draft>(key: string): Kept<Draft> | null {
  try {
    const kept = JSON.parse(recall(key) ?? 'null') as Kept<Draft> | null;
    return kept && kept.until > Date.now() ? kept : null;
  } catch {
    return null;
  }
}
