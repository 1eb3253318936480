/** Addresses of the citizens' face on the history API; a router library would cost a fifth of the first load. */
import { type AnchorHTMLAttributes, type MouseEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of [...listeners]) listener();
};

interface Guard {
  readonly path: string;
  readonly ask: () => void;
}
/** Asked before the browser's Back leaves a page that must not be left by mistake: the innermost, which came last. */
const guards: Guard[] = [];

window.addEventListener('popstate', () => {
  const guard = guards.at(-1);
  if (!guard) return changed();
  history.pushState(null, '', guard.path);
  guard.ask();
});

export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  window.scrollTo(0, 0);
  changed();
}

function lift(guard: Guard): void {
  const at = guards.indexOf(guard);
  if (at >= 0) guards.splice(at, 1);
}

/** While `active` the browser's Back stays here and asks; `leave` goes where the guard around it leads, or to the start page. */
export function useLeaveGuard(active: boolean): { asking: boolean; stay: () => void; leave: () => void } {
  const [asking, setAsking] = useState(false);
  const own = useRef<Guard | null>(null);
  useEffect(() => {
    if (!active) return;
    const mine: Guard = { path: location.pathname, ask: () => setAsking(true) };
    guards.push(mine);
    own.current = mine;
    // One step more to go back: whoever came here by a link has no page of ours before this one.
    history.pushState(null, '', mine.path);
    return () => {
      lift(mine);
      setAsking(false);
    };
  }, [active]);
  return {
    asking,
    stay: () => setAsking(false),
    leave: () => {
      if (own.current) lift(own.current);
      const around = guards.at(-1);
      if (around) around.ask();
      else navigate('/');
    },
  };
}

export const usePath = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname,
  );

/** `/s/:session` against a path: the named parts, or null. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}

/** An ordinary link that stays on the page; a new tab, a modifier key or another face work as ever. */
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
