/** How much is left until a deadline, or how long it is past, in the largest unit that says something. */
import { useEffect, useState } from 'react';
import { serverNow } from '../../api/server-time.ts';
import type { T } from '../../desk/texts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Days from two on, then hours, then minutes. */
export function left(dueAt: number, now: number): { over: boolean; unit: 'days' | 'hours' | 'minutes'; count: number } {
  const ms = Math.abs(dueAt - now);
  const over = dueAt <= now;
  if (ms >= 2 * DAY_MS) return { over, unit: 'days', count: Math.floor(ms / DAY_MS) };
  if (ms >= HOUR_MS) return { over, unit: 'hours', count: Math.floor(ms / HOUR_MS) };
  return { over, unit: 'minutes', count: Math.floor(ms / MINUTE_MS) };
}

export function leftWords(dueAt: number, now: number, t: T): string {
  const { over, unit, count } = left(dueAt, now);
  return t(`caseWork.${over ? 'over' : 'left'}.${unit}`, { count });
}

/** The server's time, drawn anew every half minute. */
export function useMinute(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
