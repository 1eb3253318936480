/** A terminal forgets whoever walked away: warned a minute before, and then nothing of them is left. */
import { useEffect, useState } from 'react';
import { citizenSignOut } from '../../../shared/actions/people.ts';
import { callAction } from '../../api/call-action.ts';
import { keepNoMessages } from '../citizen-wait/kept-message.ts';

/** Without a touch or a key; so long before the end it is said. */
const IDLE_MS = 120_000;
const WARN_MS = 60_000;
const EVENTS = ['pointerdown', 'keydown', 'input'] as const;

/** Seconds left once the warning stands, otherwise `null`. `onOver` when they are over; while inactive nothing runs. */
export function useIdle(active: boolean, onOver: () => void): { secondsLeft: number | null } {
  const [secondsLeft, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (!active) return;
    let last = Date.now();
    const touched = () => {
      last = Date.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const left = last + IDLE_MS - Date.now();
      setLeft(left <= WARN_MS ? Math.max(0, Math.ceil(left / 1000)) : null);
      if (left > 0) return;
      clearInterval(timer);
      onOver();
    }, 500);
    for (const event of EVENTS) addEventListener(event, touched);
    return () => {
      clearInterval(timer);
      for (const event of EVENTS) removeEventListener(event, touched);
      setLeft(null);
    };
  }, [active, onOver]);
  return { secondsLeft };
}

/** What a person may have left on this device: their sign-in and whatever is stored, recorded messages too. */
export async function forgetPerson(): Promise<void> {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // Then nothing was stored.
  }
  await Promise.all([keepNoMessages(), callAction(citizenSignOut, {})]);
}
