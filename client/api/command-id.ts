/** Random text for command ids and page ids. `crypto.randomUUID` is too new for old in-app browsers. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Stays the same while this page lives: a socket that reconnects finds what was its own. */
export const pageId = randomId();
