/** What a phone keeps of a number that is not taken yet. */
import { beforeEach, expect, test, vi } from 'vitest';
import { clearDraft, keepDraft, readDraft } from '../../../client/features/citizen-join/draft.ts';
import { forgetOldDrafts } from '../../../client/ui/memory.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

let phone: MemoryStorage;
beforeEach(() => {
  phone = new MemoryStorage();
  vi.stubGlobal('localStorage', phone);
  newTab();
});
const newTab = () => vi.stubGlobal('sessionStorage', new MemoryStorage());
const kept = () => [...phone.items.values()].join();

const typed = () => ({ ...readDraft('demo', NOW), phone: '13800138000', name: '李秀英', step: 'matter' as const });

test('a closed tab loses nothing of what was typed', () => {
  keepDraft('demo', typed(), NOW);
  newTab();
  expect(readDraft('demo', NOW + DAY - 1)).toEqual(typed());
});

test('after a day nothing is left on the phone', () => {
  keepDraft('demo', typed(), NOW);
  expect(readDraft('demo', NOW + DAY).name).toBe('');
  expect(phone.items.size).toBe(0);
});

test('whichever page opens first after a day drops it, and nothing else', () => {
  keepDraft('demo', typed(), NOW);
  phone.setItem('directline.language', 'en');
  // As a browser's storage, it lists its keys as its own.
  vi.stubGlobal('localStorage', Object.assign(phone, Object.fromEntries(phone.items)));
  forgetOldDrafts(NOW + 1);
  expect(phone.items.size).toBe(2);
  forgetOldDrafts(NOW + DAY);
  expect([...phone.items.keys()]).toEqual(['directline.language']);
});

test('a number that was taken leaves nothing', () => {
  keepDraft('demo', typed(), NOW);
  clearDraft('demo');
  expect(phone.items.size).toBe(0);
});

test('of the code step nothing is kept on the phone; a reload of the same tab comes back to it', () => {
  const inCode = { ...typed(), step: 'code' as const, askAgainAt: NOW + 60_000 };
  keepDraft('demo', inCode, NOW);
  expect(kept()).not.toMatch(/"code"|askAgainAt/);
  expect(readDraft('demo', NOW)).toEqual(inCode);
  newTab();
  expect(readDraft('demo', NOW)).toMatchObject({ step: 'phone', askAgainAt: 0, phone: '13800138000' });
});

test('what another version of the page kept does no harm', () => {
  phone.setItem(
    'directline.join.demo',
    JSON.stringify({ until: NOW + 1, draft: { step: 'gone', name: 7, phone: '139' } }),
  );
  expect(readDraft('demo', NOW)).toMatchObject({ step: 'phone', name: '', phone: '139' });
  phone.setItem('directline.join.demo', '{"step":"who","name":"old"}');
  expect(readDraft('demo', NOW).name).toBe('');
});
