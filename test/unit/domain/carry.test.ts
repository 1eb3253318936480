/** [T7] Codes that carry a place to another browser. */
import { describe, expect, it } from 'vitest';
import { CARRY_LIFE_MS, newCarryCode, takeCarryCode } from '../../../server/domain/people/carry.ts';
import { carryCodeOf } from '../../../shared/carry-code.ts';
import { STARTS_AT } from './fixtures.ts';

const NOW = STARTS_AT;
const code = newCarryCode('hash', 't1', NOW);
const signIn = { phoneId: 'ph1', expiresAt: NOW + 30 * CARRY_LIFE_MS };
const WRONG = { ok: false, code: 'CARRY_CODE_WRONG' };

describe('[T7] a code that carries a place', () => {
  it('is good for ten minutes, for the phone of the sign-in, and no longer than that', () => {
    expect(code).toEqual({ signInHash: 'hash', ticketId: 't1', expiresAt: NOW + 600_000 });
    const taken = { ok: true, state: { phoneId: 'ph1', expiresAt: signIn.expiresAt } };
    expect(takeCarryCode(code, signIn, NOW)).toMatchObject(taken);
    expect(takeCarryCode(code, signIn, NOW + 599_999)).toMatchObject(taken);
    expect(takeCarryCode(code, signIn, NOW + 600_000)).toEqual(WRONG);
  });

  it('ends with the sign-in, and says no alike whatever is wrong', () => {
    expect(takeCarryCode(null, signIn, NOW)).toEqual(WRONG);
    expect(takeCarryCode(code, null, NOW)).toEqual(WRONG);
    expect(takeCarryCode(code, { ...signIn, expiresAt: NOW }, NOW)).toEqual(WRONG);
    expect(takeCarryCode(code, { ...signIn, phoneId: null }, NOW)).toEqual(WRONG);
  });

  it('is found however it is typed', () => {
    for (const typed of ['AB7KMN', 'ab7 kmn', ' AB7-KMN ', 'ＡＢ７ＫＭＮ']) expect(carryCodeOf(typed)).toBe('AB7KMN');
    for (const typed of ['', 'AB7K', 'AB7KM', 'AB7KMNP', 'AB7KM0', 'AB7KMI']) expect(carryCodeOf(typed)).toBeNull();
  });
});
