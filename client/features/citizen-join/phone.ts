import * as z from 'zod/mini';
import type { Refusal } from '../../../shared/errors.ts';
import { Phone } from '../../../shared/text.ts';

export const isPhone = (text: string): boolean => z.safeParse(Phone, text).success;

const LONGEST_PAUSE_MS = 60_000;

/** The server's moment on a phone whose clock may be wrong: never further away than the longest pause. */
export const askAgainAt = (serverMoment: number): number => {
  const now = Date.now();
  return now + Math.min(Math.max(serverMoment - now, 0), LONGEST_PAUSE_MS);
};

/** Refused since a code was sent a moment ago that is still good: when another may be asked for; otherwise `null`. */
export function codeOnItsWay({ details }: Refusal): number | null {
  const pause = details?.codeOnItsWay === true ? details.retryAfterMs : null;
  return typeof pause === 'number' ? askAgainAt(Date.now() + pause) : null;
}
