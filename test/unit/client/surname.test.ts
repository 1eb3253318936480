import { expect, test } from 'vitest';
import { surnameOf } from '../../../client/features/citizen-join/surname.ts';

test('a form of address goes with the surname: of one character, of two, and of a name in other letters', () => {
  expect(surnameOf('李秀英')).toBe('李');
  expect(surnameOf(' 欧阳娜 ')).toBe('欧阳');
  expect(surnameOf('欧文')).toBe('欧');
  expect(surnameOf('John Smith')).toBe('Smith');
  expect(surnameOf('阿依古丽·买买提')).toBe('阿依古丽');
  expect(surnameOf('·')).toBe('');
  expect(surnameOf('')).toBe('');
});
