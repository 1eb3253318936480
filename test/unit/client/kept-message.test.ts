/** How long a recorded message, which is a face and a voice, stays on a device. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { KeptMessage } from '../../../client/features/citizen-wait/kept-message.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const message: KeptMessage = { blob: new Blob(['face']), container: 'webm', recordingId: null } as KeptMessage;

/** What the device has stored, as far as a page asks for it. */
let stored: Map<unknown, unknown>;
let kept: typeof import('../../../client/features/citizen-wait/kept-message.ts');
let marks: typeof import('../../../client/features/citizen-wait/message-marks.ts');

const answered = <Result>(result: Result) => {
  const request = { result, onsuccess: () => undefined };
  queueMicrotask(() => request.onsuccess());
  return request;
};
const objectStore = () => ({
  put: (value: unknown, key: unknown) => answered(stored.set(key, value) && key),
  get: (key: unknown) => answered(stored.get(key)),
  delete: (key: unknown) => answered(stored.delete(key) && undefined),
  clear: () => answered(stored.clear()),
});

/** Its keys are its own fields, as those of a browser's are. */
type MemoryStorage = Record<string, unknown>;
const methods = {
  getItem(this: MemoryStorage, key: string) {
    return this[key] ?? null;
  },
  setItem(this: MemoryStorage, key: string, value: string) {
    this[key] = value;
  },
  removeItem(this: MemoryStorage, key: string) {
    delete this[key];
  },
};
const newStorage = (): object => Object.create(methods);

beforeEach(async () => {
  stored = new Map();
  vi.stubGlobal('localStorage', newStorage());
  const database = { transaction: () => ({ objectStore }), close: () => undefined };
  vi.stubGlobal('indexedDB', { open: () => answered(database) });
  vi.resetModules();
  kept = await import('../../../client/features/citizen-wait/kept-message.ts');
  marks = await import('../../../client/features/citizen-wait/message-marks.ts');
});

test('[C12] a message that was not sent is there for a day, and then dropped by whichever page opens', async () => {
  await kept.keepMessage('t1', message, NOW);
  await kept.forgetOldMessages(NOW + DAY - 1);
  expect([marks.hasKept('t1', NOW + DAY - 1), stored.size]).toEqual([true, 1]);
  expect(marks.hasKept('t1', NOW + DAY)).toBe(false);
  await kept.forgetOldMessages(NOW + DAY);
  expect([stored.size, Object.keys(localStorage)]).toEqual([0, []]);
});

test('one that an older page kept without saying until when is dropped', async () => {
  stored.set('t1', message);
  localStorage.setItem('directline.message.t1', 'kept');
  await kept.forgetOldMessages(NOW);
  expect([stored.size, Object.keys(localStorage)]).toEqual([0, []]);
});

test('[Q7] a device that others use has none, of those before neither, whose marks are gone', async () => {
  await kept.keepMessage('t1', message, NOW);
  stored.set('t2', message);
  await kept.keepNoMessages();
  await kept.keepMessage('t3', message, NOW);
  expect([stored.size, Object.keys(localStorage)]).toEqual([0, []]);
});
