import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, firstBroken, type Link, linkOf } from '../../../server/domain/audit/chain.ts';
import { maskPhone } from '../../../server/domain/people/mask.ts';
import { type CodeCheck, checkCode, newPhoneCode, type PhoneCode } from '../../../server/domain/people/phone-code.ts';
import { accepted, STARTS_AT } from './fixtures.ts';

const NOW = STARTS_AT;

describe('a code by SMS', () => {
  const code = accepted(newPhoneCode(null, NOW)).state;

  it('is good for five minutes and five tries', () => {
    expect(code).toEqual({ sentAt: NOW, expiresAt: NOW + 300_000, triesLeft: 5, askAgainAt: NOW + 60_000 });
    expect(checkCode(code, true, NOW + 299_999)).toEqual({ ok: true, record: null });
    expect(checkCode(code, true, NOW + 300_000)).toEqual({ ok: false, code: 'CODE_EXPIRED', record: null });
  });

  it('counts wrong tries down, and refuses the right code after the fifth', () => {
    let record: PhoneCode | null = code;
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const check: CodeCheck<PhoneCode> = checkCode(record, false, NOW + 1);
      expect(check).toMatchObject({ ok: false, code: 'WRONG_CODE', details: { triesLeft } });
      record = check.record;
    }
    expect(checkCode(record, true, NOW + 2)).toEqual({ ok: false, code: 'CODE_EXPIRED', record });
  });

  it('is asked for again after 60 s, also when the tries are used up', () => {
    const used = { ...code, triesLeft: 0 };
    const refusal = (details: object) => ({ code: 'TOO_MANY_REQUESTS', details });
    expect(newPhoneCode(used, NOW + 59_999)).toMatchObject(refusal({ retryAfterMs: 1, codeOnItsWay: false }));
    expect(newPhoneCode(code, NOW + 59_999)).toMatchObject(refusal({ retryAfterMs: 1, codeOnItsWay: true }));
    expect(newPhoneCode(used, NOW + 60_000).ok).toBe(true);
    expect(checkCode(used, true, NOW + 60_000).record).toBeNull();
  });

  it('that was never asked for has expired', () => {
    expect(checkCode(null, true, NOW)).toEqual({ ok: false, code: 'CODE_EXPIRED', record: null });
  });
});

describe('[T5] a masked phone number', () => {
  it('shows three digits in front and four behind', () => {
    expect(maskPhone('13812341234')).toBe('138****1234');
    expect(maskPhone('0123456')).toBe('*******');
    expect(maskPhone('')).toBe('');
  });
});

describe('[K7] the chain of the log', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const chain = (digests: readonly string[]): Link[] => {
    let previous = CHAIN_START;
    return digests.map((digest) => {
      previous = linkOf(previous, digest, hash);
      return { digest, link: previous };
    });
  };

  it('is whole as it was written', () => {
    expect(firstBroken(chain([]), hash)).toBeNull();
    expect(firstBroken(chain(['a', 'b', 'c']), hash)).toBeNull();
  });

  it('shows the first entry that was changed, left out or put in', () => {
    const digests = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{4,8}$/), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(digests, fc.nat(), (all, pick) => {
        const links = chain(all);
        const at = pick % links.length;
        const changed = links.map((link, index) => (index === at ? { ...link, digest: `${link.digest}!` } : link));
        expect(firstBroken(changed, hash)).toBe(at);
        const without = links.filter((_, index) => index !== at);
        expect(firstBroken(without, hash)).toBe(at === links.length - 1 ? null : at);
        const forged = [...links.slice(0, at), { digest: 'x', link: 'x' }, ...links.slice(at)];
        expect(firstBroken(forged, hash)).toBe(at);
      }),
    );
  });
});
