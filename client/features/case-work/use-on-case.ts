import { useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../../shared/action.ts';
import { showCase } from '../../../shared/actions/cases.ts';
import { callAction } from '../../api/call-action.ts';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';

/** Runs a command on a case and shows the case as it is afterwards. Resolves to whether it went well. */
export function useOnCase(): <Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  done: string,
) => Promise<boolean> {
  const cache = useQueryClient();
  return async (action, input, done) => {
    try {
      await callAction(action, input);
      await cache.invalidateQueries({ queryKey: [showCase.name] });
      tellDone(done);
      return true;
    } catch (error) {
      tellRefusal(error);
      return false;
    }
  };
}
