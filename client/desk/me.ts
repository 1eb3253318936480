/** Who is signed in here. */
import { createContext, useContext } from 'react';
import type * as z from 'zod/mini';
import type { StaffMe } from '../../shared/actions/people.ts';

export type Me = z.infer<typeof StaffMe>;
export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe needs RequireStaff above it');
  return me;
}
