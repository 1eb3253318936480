/** What a template's placeholders become in a case (T5, T6), and where it is put in. */
import { expect, test } from 'vitest';
import { putIn, templateValues } from '../../../client/features/case-work/template-values.ts';

const NOW = Date.UTC(2026, 11, 1, 4);
const row = {
  number: 'DL2026-000001',
  subject: '村口路灯不亮',
  place: '石桥镇柳林村',
  openedAt: Date.UTC(2026, 10, 20, 2),
  // The end of 9 December in Shanghai.
  dueAt: Date.UTC(2026, 11, 9, 16),
};
const work = { mainUnit: { id: 'u-roads', name: '交通运输局' }, alias: '李女士', publish: true };
const how = { now: NOW, zone: 'Asia/Shanghai', locale: 'zh-CN', anybody: '群众' };

test('dates are days of the county, a deadline its last day', () => {
  expect(templateValues({ case: row, work }, how)).toEqual({
    number: 'DL2026-000001',
    subject: '村口路灯不亮',
    unit: '交通运输局',
    openedOn: '2026年11月20日',
    dueDate: '2026年12月9日',
    today: '2026年12月1日',
    alias: '李女士',
    place: '石桥镇柳林村',
  });
  const urgent = { ...row, dueAt: Date.UTC(2026, 11, 2, 4) };
  expect(templateValues({ case: urgent, work }, how).dueDate).toBe('2026年12月2日');
  const without = { case: { ...row, dueAt: null }, work: { ...work, mainUnit: null } };
  expect(templateValues(without, how)).toMatchObject({ dueDate: '', unit: '' });
});

test('[T6] without consent to publication nobody is called by the public name', () => {
  expect(templateValues({ case: row, work: { ...work, publish: false } }, how).alias).toBe('群众');
  expect(templateValues({ case: row, work: { ...work, alias: '' } }, how).alias).toBe('群众');
});

test('a template stands where the cursor is, in place of what is marked', () => {
  expect(putIn('您好。谢谢', 3, 3, '已办。')).toEqual({ text: '您好。已办。谢谢', at: 6 });
  expect(putIn('您好XX', 2, 4, '！')).toEqual({ text: '您好！', at: 3 });
});
