/** Loading one query for a page: loading, then data or a refusal, and a way to ask again. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../shared/action.ts';
import type { Refusal } from '../../shared/errors.ts';
import { callAction } from './call-action.ts';
import { type PageRequest, pageRequest } from './page-request.ts';

/** Of what is asked again by itself: on a slow link an answer may take longer than the time between. */
const LONGEST_MS = 30_000;

export interface QueryState<Data> {
  /** Kept while loading again, so that a page does not fall back to its skeleton. */
  readonly data: Data | undefined;
  readonly error: Refusal | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

export interface QueryOptions {
  /** Ask again so often while the page is visible and the request before has been answered. */
  everyMs?: number;
  enabled?: boolean;
}

export function useQuery<Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  { everyMs, enabled = true }: QueryOptions = {},
): QueryState<z.infer<Result>> {
  const key = JSON.stringify([action.name, input]);
  const [state, setState] = useState<{ key: string; data?: z.infer<Result>; error?: Refusal; loading: boolean }>({
    key,
    loading: enabled,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef({ action, input });
  latest.current = { action, input };
  const request = useRef<PageRequest | null>(null);
  const mostMs = everyMs ? Math.max(everyMs, LONGEST_MS) : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for action and input, `turn` asks again.
  useEffect(() => {
    if (!enabled) return;
    setState((old) => ({ ...(old.key === key ? old : {}), key, loading: true }));
    const asked = pageRequest(
      (signal) => callAction(latest.current.action, latest.current.input, { signal }),
      {
        onData: (data) => setState({ key, data, loading: false }),
        onRefusal: (error) => setState((old) => ({ ...(old.key === key ? old : {}), key, error, loading: false })),
      },
      mostMs,
    );
    request.current = asked;
    return asked.drop;
  }, [key, enabled, turn]);

  useEffect(() => {
    if (!everyMs || !enabled) return;
    const timer = setInterval(() => {
      if (!document.hidden && !request.current?.isUnderWay()) setTurn((old) => old + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, enabled]);

  const reload = useCallback(() => setTurn((old) => old + 1), []);
  const current = state.key === key;
  return {
    data: current ? state.data : undefined,
    error: current ? state.error : undefined,
    loading: current ? state.loading : enabled,
    reload,
  };
}
