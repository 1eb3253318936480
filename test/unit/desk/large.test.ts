import { afterEach, describe, expect, it, vi } from 'vitest';
import { largeOf, recallLarge, rememberLarge } from '../../../client/pages/screen/large.ts';

const NOTHING = { isVideo: true, picture: false, signer: false };
const ALL = { isVideo: true, picture: true, signer: true };

describe('what is large on the meeting-room screen', () => {
  it('is by itself what is shown of the matter, else the citizen', () => {
    expect(largeOf('automatic', ALL)).toBe('picture');
    expect(largeOf('automatic', { ...ALL, picture: false })).toBe('citizen');
    expect(largeOf('automatic', NOTHING)).toBe('citizen');
  });

  it('[C14] is by itself who signs, where the citizen is only heard and nothing is shown', () => {
    expect(largeOf('automatic', { isVideo: false, picture: false, signer: true })).toBe('signer');
    expect(largeOf('automatic', { isVideo: false, picture: true, signer: true })).toBe('picture');
    expect(largeOf('automatic', { ...NOTHING, isVideo: false })).toBe('citizen');
  });

  it('is what was chosen, as long as it is there', () => {
    for (const choice of ['citizen', 'picture', 'signer'] as const) expect(largeOf(choice, ALL)).toBe(choice);
    for (const choice of ['picture', 'signer'] as const) expect(largeOf(choice, NOTHING)).toBe('citizen');
  });
});

describe('the choice', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is kept for its evening alone', () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
    expect(recallLarge('tonight')).toBe('automatic');
    rememberLarge('tonight', 'signer');
    expect(recallLarge('tonight')).toBe('signer');
    expect(recallLarge('tuesday')).toBe('automatic');
    rememberLarge('tonight', 'automatic');
    expect(kept.size).toBe(0);
  });

  it('is automatic where the browser keeps nothing', () => {
    expect(recallLarge('tonight')).toBe('automatic');
    rememberLarge('tonight', 'citizen');
    expect(recallLarge('tonight')).toBe('automatic');
  });
});
