/** 大字版: the same page in 24 px, kept on this device. */
import { useSyncExternalStore } from 'react';
import { recall, remember } from './memory.ts';

const KEY = 'directline.elder';
const listeners = new Set<() => void>();
let on = recall(KEY) === '1';

export function applyElderMode(): void {
  document.documentElement.toggleAttribute('data-elder', on);
}

export function setElderMode(wanted: boolean): void {
  on = wanted;
  remember(KEY, wanted ? '1' : null);
  applyElderMode();
  for (const listener of [...listeners]) listener();
}

export const useElderMode = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );
