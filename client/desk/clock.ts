/** The server's clock as last heard, ticking once a second for whoever shows it. */
import { useSyncExternalStore } from 'react';

let offsetMs = 0;
let ticked = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

export function hearServerTime(serverTime: number): void {
  const next = serverTime - Date.now();
  // A message is always a little late: only a better or a clearly different reading counts.
  if (next > offsetMs || Math.abs(next - offsetMs) > 5000) offsetMs = next;
}

export const serverNow = (): number => Date.now() + offsetMs;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticked = Date.now();
    for (const one of listeners) one();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Server time, renewed every `everyMs` (whole seconds). */
export function useServerNow(everyMs = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.floor((ticked + offsetMs) / everyMs) * everyMs);
}
