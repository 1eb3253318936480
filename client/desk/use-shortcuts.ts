/** One-key shortcuts of a desk; silent while somebody types or a dialog asks something. */
import { useLayoutEffect, useRef } from 'react';
import type { TextKey } from './texts.ts';

export interface Shortcut {
  /** As `KeyboardEvent.key`, in either case. */
  readonly key: string;
  /** Key of the words in the help. */
  readonly says: TextKey;
  /** Absent: another part of the page listens; here it stands for the help. */
  readonly run?: () => void;
  /** The cut and the emergency: works while a dialog is open too, and with Alt while somebody types. */
  readonly always?: boolean;
}

/** Inputs that take no letters: a switch or a radio that was just pressed keeps the focus and no key. */
const LETTERLESS = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file', 'image'];
const TAKES_LETTERS = [
  `input${LETTERLESS.map((type) => `:not([type="${type}"])`).join('')}`,
  'textarea',
  'select',
  '[contenteditable]:not([contenteditable="false"])',
  '[role="textbox"]',
  '[role="listbox"]',
].join(', ');

const typing = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TAKES_LETTERS) !== null;

export interface Pressed {
  readonly key: string;
  /** As `KeyboardEvent.code`: with Alt some systems type another sign. */
  readonly code: string;
  readonly alt: boolean;
  readonly typing: boolean;
  readonly inDialog: boolean;
}

/** What a key means in this situation, if anything. */
export function meant(shortcuts: readonly Shortcut[], pressed: Pressed): Shortcut | undefined {
  if (pressed.alt) return shortcuts.find(({ key, always }) => always && pressed.code === `Key${key.toUpperCase()}`);
  if (pressed.typing) return undefined;
  const key = pressed.key.toLowerCase();
  return shortcuts.find((one) => one.key.toLowerCase() === key && (one.always || !pressed.inDialog));
}

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  // With the page itself, not after it: a key does what the page says that it does.
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.repeat || (event.isComposing && !event.altKey)) return;
      const found = meant(latest.current, {
        key: event.key,
        code: event.code,
        alt: event.altKey,
        typing: typing(event.target),
        inDialog: document.querySelector('[role="dialog"], [role="menu"]') !== null,
      });
      if (!found?.run) return;
      event.preventDefault();
      found.run();
    };
    // Before any dialog hears of it: nothing may swallow the cut.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
