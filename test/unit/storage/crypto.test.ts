import { describe, expect, it } from 'vitest';
import { FieldCrypto, normaliseName, SealBroken } from '../../../server/storage/crypto.ts';

const crypto = new FieldCrypto(new Uint8Array(32).fill(1));
const other = new FieldCrypto(new Uint8Array(32).fill(2));

describe('field encryption', () => {
  it('opens what it sealed, of any length', () => {
    for (const text of ['', '张', '13800138000', '长'.repeat(5000)]) {
      expect(crypto.open('a:1', crypto.seal('a:1', text))).toBe(text);
    }
  });

  it('seals the same text differently each time', () => {
    expect(crypto.seal('a:1', 'x')).not.toBe(crypto.seal('a:1', 'x'));
  });

  it('does not open in another place, with another key, or when changed', () => {
    const sealed = crypto.seal('a:1', '张三');
    const changed = `${sealed.slice(0, -2)}${sealed.at(-2) === 'A' ? 'B' : 'A'}${sealed.at(-1)}`;
    expect(() => crypto.open('a:2', sealed)).toThrow(SealBroken);
    expect(() => other.open('a:1', sealed)).toThrow(SealBroken);
    expect(() => crypto.open('a:1', changed)).toThrow(SealBroken);
    for (const rubbish of ['', 'v1.', 'v2.abc', '张三']) expect(() => crypto.open('a:1', rubbish)).toThrow(SealBroken);
  });

  it('finds by keyed hash: same for the same, kept apart by kind and key', () => {
    expect(crypto.index('phone', '13800138000')).toBe(crypto.index('phone', '13800138000'));
    expect(crypto.index('phone', '13800138000')).not.toBe(crypto.index('name', '13800138000'));
    expect(crypto.index('phone', '13800138000')).not.toBe(other.index('phone', '13800138000'));
  });

  it('wants a key of 32 bytes', () => {
    expect(() => new FieldCrypto(new Uint8Array(16))).toThrow('32');
  });

  it('normalises names', () => {
    expect(normaliseName('  Ｌｉ　 Ming ')).toBe('li ming');
    expect(normaliseName('张三')).toBe('张三');
  });
});
