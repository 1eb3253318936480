/** Codes that carry a sign-in and a place to another browser (T7). */
import { type Decision, decided, refused } from '../result.ts';

export const CARRY_LIFE_MS = 10 * 60_000;

/** What such a code stands for. Only the code's hash is kept with it. */
export interface CarryCode {
  /** The sign-in that asked for it, by the hash of its token. */
  readonly signInHash: string;
  readonly ticketId: string;
  readonly expiresAt: number;
}

/** A sign-in of a phone, as far as a code goes. */
export interface PhoneSignIn {
  readonly phoneId: string | null;
  readonly expiresAt: number;
}

export const newCarryCode = (signInHash: string, ticketId: string, now: number): CarryCode => ({
  signInHash,
  ticketId,
  expiresAt: now + CARRY_LIFE_MS,
});

/**
 * The sign-in that the other browser gets: of the same phone, and over when the first one would be. `signIn`: the one that
 * asked for the code, as it is now; `null` when it has ended. Whatever is wrong is answered alike: a guess learns nothing.
 */
export function takeCarryCode(
  code: CarryCode | null,
  signIn: PhoneSignIn | null,
  now: number,
): Decision<{ readonly phoneId: string; readonly expiresAt: number }, never> {
  if (code === null || now >= code.expiresAt || !signIn?.phoneId || now >= signIn.expiresAt) {
    return refused('CARRY_CODE_WRONG');
  }
  return decided({ phoneId: signIn.phoneId, expiresAt: signIn.expiresAt });
}
