import { expect, test } from 'vitest';
import { deadline, shortened } from '../../../client/desk/format.ts';

const ZONE = 'Asia/Shanghai';

test('a deadline at the end of a day is told as that day, any other with its time', () => {
  expect(deadline(Date.parse('2026-12-06T00:00:00+08:00'), ZONE)).toBe('2026-12-05');
  expect(deadline(Date.parse('2026-12-05T15:30:00+08:00'), ZONE)).toBe('2026-12-05 15:30');
});

test('a long name is cut between letters, never within one', () => {
  expect(shortened('李秀英', 8)).toBe('李秀英');
  expect(shortened('阿卜杜勒热合曼·买买提', 8)).toBe('阿卜杜勒热合曼…');
  expect(shortened('བསྟན་འཛིན', 2)).toBe('བ…');
});
