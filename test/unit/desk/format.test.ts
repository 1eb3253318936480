import { expect, test } from 'vitest';
import { deadline } from '../../../client/desk/format.ts';

const ZONE = 'Asia/Shanghai';

test('a deadline at the end of a day is told as that day, any other with its time', () => {
  expect(deadline(Date.parse('2026-12-06T00:00:00+08:00'), ZONE)).toBe('2026-12-05');
  expect(deadline(Date.parse('2026-12-05T15:30:00+08:00'), ZONE)).toBe('2026-12-05 15:30');
});
