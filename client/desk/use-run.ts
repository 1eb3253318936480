/** Commands of a desk over its connection: refusals become toasts, the caller learns whether it went well. */
import { useCallback } from 'react';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../shared/action.ts';
import { useRealtime } from '../realtime/react.tsx';
import { noteRefused } from './refused.ts';
import { tellRefusal } from './tell.tsx';

/** A desk does not want a click to act minutes later: it waits this long for a lost connection, then says so. */
const PATIENCE_MS = 5000;

export type Run = <Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
) => Promise<z.infer<Result> | null>;

export function useRun(): Run {
  const client = useRealtime();
  return useCallback(
    async (action, input) => {
      try {
        return await client.action(action, input, { patienceMs: PATIENCE_MS, timeoutMs: PATIENCE_MS });
      } catch (error) {
        tellRefusal(error);
        noteRefused(action.name, input);
        return null;
      }
    },
    [client],
  );
}
