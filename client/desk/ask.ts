/** Queries of the desks over HTTP, kept by react-query so that pages share what they asked for. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../shared/action.ts';
import type { Refusal } from '../../shared/errors.ts';
import { callAction } from '../api/call-action.ts';

interface AskOptions {
  enabled?: boolean;
  staleMs?: number;
  everyMs?: number;
  /** Also while the page is behind another: it may have to ring. */
  hiddenToo?: boolean;
}

export function useAsk<Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  { enabled = true, staleMs = 10_000, everyMs, hiddenToo = false }: AskOptions = {},
): UseQueryResult<z.infer<Result>, Refusal> {
  return useQuery<z.infer<Result>, Refusal>({
    queryKey: [action.name, input],
    queryFn: ({ signal }) => callAction(action, input, { signal }),
    enabled,
    staleTime: staleMs,
    refetchInterval: everyMs ?? false,
    refetchIntervalInBackground: hiddenToo,
  });
}

/** What a page shows of what it asks again and again: nothing more once that is not there for this reader any more (K2). */
export const stillThere = <Data>({ data, error }: { data: Data | undefined; error: Refusal | null }) =>
  error?.code === 'NOT_FOUND' ? undefined : data;
