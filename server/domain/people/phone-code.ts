/** Codes by SMS: good for five minutes and five tries; another one after 60 s at the earliest. */
import { type Decision, decided, type Refused, refused } from '../result.ts';

export const CODE_LIFE_MS = 5 * 60_000;
export const CODE_TRIES = 5;
export const ASK_AGAIN_MS = 60_000;

export interface PhoneCode {
  readonly sentAt: number;
  readonly expiresAt: number;
  readonly triesLeft: number;
}

export interface NewPhoneCode extends PhoneCode {
  readonly askAgainAt: number;
}

/**
 * `before`: the code that was sent last, used up or not; `null` when there is none. A refusal tells by `codeOnItsWay`
 * whether that one is still good.
 */
export function newPhoneCode(before: PhoneCode | null, now: number): Decision<NewPhoneCode, never> {
  const retryAfterMs = before === null ? 0 : before.sentAt + ASK_AGAIN_MS - now;
  return before !== null && retryAfterMs > 0
    ? refused('TOO_MANY_REQUESTS', { retryAfterMs, codeOnItsWay: before.triesLeft > 0 })
    : decided({ sentAt: now, expiresAt: now + CODE_LIFE_MS, triesLeft: CODE_TRIES, askAgainAt: now + ASK_AGAIN_MS });
}

/** A code is used once. `record` is what to keep of it, after a refusal too; `null`: nothing. */
export type CodeCheck<Code> = (Refused | { readonly ok: true }) & { readonly record: Code | null };

export function checkCode<Code extends PhoneCode>(
  code: Code | null,
  codeMatches: boolean,
  now: number,
): CodeCheck<Code> {
  if (code === null || now >= code.expiresAt || code.triesLeft <= 0) {
    // Kept until another may be asked for, so that a used-up code shortens no waiting time.
    const record = code !== null && now < code.sentAt + ASK_AGAIN_MS ? code : null;
    return { ...refused('CODE_EXPIRED'), record };
  }
  if (codeMatches) {
    return { ok: true, record: null };
  }
  const triesLeft = code.triesLeft - 1;
  return { ...refused('WRONG_CODE', { triesLeft }), record: { ...code, triesLeft } };
}
