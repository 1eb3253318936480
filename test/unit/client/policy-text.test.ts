import { expect, test } from 'vitest';
import { policyText } from '../../../client/features/citizen-session/policy-text.ts';
import en from '../../../client/i18n/citizen.en.json' with { type: 'json' };
import zh from '../../../client/i18n/citizen.zh-CN.json' with { type: 'json' };
import { fill, findText } from '../../../client/i18n/wording.ts';

const said = (booked: number, walkIn: number) =>
  [zh, en].map((texts) => fill(findText([texts], policyText({ booked, walkIn })) ?? '', { booked, walkIn }));

test('[Q2] the ratio is published with its figures, in both languages', () => {
  const [chinese, english] = said(3, 1);
  expect(chinese).toContain('每 3 位预约、1 位现场');
  expect(english).toContain('for every 3 booked, 1 walk-in');
});

test('[Q2] where one lane goes before the other altogether, that is said, without a figure', () => {
  for (const [booked, walkIn, words] of [
    [0, 2, ['不接受预约', 'without booking']],
    [0, 0, ['不接受预约', 'without booking']],
    [2, 0, ['预约的先叫', 'booked goes before walk-ins']],
  ] as const)
    for (const [index, text] of said(booked, walkIn).entries()) {
      expect(text).toContain(words[index]);
      expect(text).not.toMatch(/\d|\{\{/);
    }
});
