/** Whether words of a promise stand in the form of a call and are not recorded yet: whoever ends the call is told. */
import { useSyncExternalStore } from 'react';

const calls = new Set<string>();
const listeners = new Set<() => void>();

export function keepHalfTyped(callId: string, is: boolean): void {
  if (calls.has(callId) === is) return;
  if (is) calls.add(callId);
  else calls.delete(callId);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useHalfTyped = (callId: string): boolean => useSyncExternalStore(subscribe, () => calls.has(callId));
