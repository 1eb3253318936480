/** The whole log, page after page from its beginning, and then whatever is written next. */
import { useCallback, useEffect, useState } from 'react';
import type * as z from 'zod/mini';
import { type LogEntry, showLog } from '../../../shared/actions/log.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { askBehind, joinLog } from './filter.ts';

const REFRESH_MS = 5000;

export interface Log {
  readonly session: z.infer<typeof showLog.result>['session'] | null;
  readonly entries: readonly LogEntry[];
  /** Every page is there. */
  readonly whole: boolean;
  readonly refusal: Refusal | null;
  again(): void;
}

export function useLog(sessionId: string): Log {
  const [log, setLog] = useState<Omit<Log, 'again'>>(NOTHING);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((old) => old + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further round asks anew
  useEffect(() => {
    const stopped = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let entries: readonly LogEntry[] = [];
    const ask = async (): Promise<void> => {
      try {
        const after = String(askBehind(entries));
        const page = await callAction(showLog, { sessionId, after }, { signal: stopped.signal });
        if (stopped.signal.aborted) return;
        entries = joinLog(entries, page.entries);
        setLog({ session: page.session, entries, whole: !page.more, refusal: null });
        timer = setTimeout(() => void ask(), page.more ? 0 : REFRESH_MS);
      } catch (error) {
        if (!stopped.signal.aborted) setLog((before) => ({ ...before, refusal: asRefusal(error) }));
      }
    };
    void ask();
    return () => {
      stopped.abort();
      clearTimeout(timer);
    };
  }, [sessionId, round]);
  return { ...log, again };
}

const NOTHING: Omit<Log, 'again'> = { session: null, entries: [], whole: false, refusal: null };
