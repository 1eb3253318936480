import type { KeyboardEvent } from 'react';

/** Out of a field by Escape, so that the letters are keys again. */
export function leaveOnEscape(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
}
