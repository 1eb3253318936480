/** Commands of the office; the calendar is asked for anew after each. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../../shared/action.ts';
import { showCalendar } from '../../../shared/actions/calendar.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import { showWeek } from '../../../shared/actions/week.ts';
import { callAction } from '../../api/call-action.ts';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';

/** Resolves to `null` when it was refused, which is told. */
export type Office = <Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  done: (result: z.infer<Result>) => string,
) => Promise<z.infer<Result> | null>;

export function useOffice(): Office {
  const cache = useQueryClient();
  return useCallback(
    async (action, input, done) => {
      try {
        const result = await callAction(action, input);
        await Promise.all(
          [showCalendar, listSessions, showWeek].map(({ name }) => cache.invalidateQueries({ queryKey: [name] })),
        );
        tellDone(done(result));
        return result;
      } catch (error) {
        tellRefusal(error);
        return null;
      }
    },
    [cache],
  );
}
