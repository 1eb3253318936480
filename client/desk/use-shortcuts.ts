/** One-key shortcuts of a desk; silent while somebody types or a dialog asks something. */
import { useEffect, useRef } from 'react';
import type { TextKey } from './texts.ts';

export interface Shortcut {
  /** As `KeyboardEvent.key`, lower case. */
  readonly key: string;
  /** Key of the words in the help. */
  readonly says: TextKey;
  readonly run: () => void;
  /** Works while a dialog is open too (the cut). */
  readonly always?: boolean;
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"], [role="listbox"]') !== null);

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || typing(event.target))
        return;
      const key = event.key.toLowerCase();
      const found = latest.current.find((one) => one.key === key);
      if (!found) return;
      if (!found.always && document.querySelector('[role="dialog"], [role="menu"]')) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
