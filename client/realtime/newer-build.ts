/**
 * Whether the server has been updated since this page was opened. What it says may then be what this page does not know:
 * a desk would stand still without a word. Asked after each reconnection, as a server that is updated is started again.
 */

/** All who lost the server together would otherwise ask in one second. */
const WITHIN_MS = 8000;

let isOlder = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** By the scripts that `page` names, whose names are those of their contents. */
export function isOfBuild(scripts: readonly string[], page: string): boolean {
  return scripts.every((script) => page.includes(`"${script}"`));
}

/** Asks soon; what is known already is not asked for again. */
export function lookForNewerBuild(): void {
  if (isOlder) return;
  clearTimeout(timer);
  timer = setTimeout(() => void look(), Math.random() * WITHIN_MS);
}

async function look(): Promise<void> {
  const scripts = [...document.querySelectorAll('script[src]')].map((script) => script.getAttribute('src') ?? '');
  try {
    const response = await fetch(location.pathname, { cache: 'no-cache' });
    if (!response.ok || isOfBuild(scripts, await response.text())) return;
  } catch {
    // Gone again; the next reconnection asks.
    return;
  }
  isOlder = true;
  for (const listener of [...listeners]) listener();
}

/** For `useSyncExternalStore`. */
export const newerBuild = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): boolean => isOlder,
};
