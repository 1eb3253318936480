/** Templates: who keeps which, and what may stand in them (T5). */
import { expect, test } from 'vitest';
import {
  keepsTemplate,
  readsTemplate,
  type TemplateRecord,
  templateKept,
} from '../../../server/domain/cases/templates.ts';
import { DEMO_TEMPLATES } from '../../../server/storage/seed-demo-templates.ts';
import { fillTemplate, leftIn, MOST_TEMPLATES, TEMPLATE_FIELDS, unknownIn } from '../../../shared/templates.ts';
import { staff } from './fixtures.ts';

const template = (change: Partial<TemplateRecord> = {}): TemplateRecord => ({
  id: 'tp1',
  countyId: staff('supervisor').countyId,
  unitId: null,
  use: 'reply',
  title: '已经解决',
  text: '您好，{number} 已经办好。',
  at: 1,
  version: 1,
  ...change,
});
const head = { ...staff('unitHead'), unitId: 'u-water' };
const OF_UNIT = template({ unitId: 'u-water' });

test('[T5] a placeholder of a reply stands for nothing that its reader may not have', () => {
  expect([...TEMPLATE_FIELDS.reply].sort()).toEqual([
    'alias',
    'dueDate',
    'number',
    'openedOn',
    'subject',
    'today',
    'unit',
  ]);
  expect(unknownIn('{place}{personName}{phone}{hiddenRemark}', 'reply')).toEqual([
    '{place}',
    '{personName}',
    '{phone}',
    '{hiddenRemark}',
  ]);
  expect(unknownIn('请到{place}看看', 'instruction')).toEqual([]);
});

test('what stands in braces and is unknown is named, a brace alone too; wide braces are braces', () => {
  expect(unknownIn('{number} ｛subject｝ { unit }', 'reply')).toEqual([]);
  expect(unknownIn('{Number} {number}} {编号} ｛', 'reply')).toEqual(['{Number}', '{编号}', '}', '｛']);
  expect(unknownIn('没有占位符', 'reply')).toEqual([]);
  for (const { use, text } of DEMO_TEMPLATES) expect(unknownIn(text, use)).toEqual([]);
});

test('filling leaves what a case does not have, and fills nothing that a value brings', () => {
  expect(
    fillTemplate('{number}：{subject}，{dueDate}前，{number}', { number: 'DL1', subject: '修{unit}', dueDate: '' }),
  ).toEqual({
    text: 'DL1：修{unit}，{dueDate}前，DL1',
    missing: ['dueDate'],
  });
  expect(leftIn('{dueDate}前，{dueDate}，{x}', 'reply')).toEqual(['dueDate']);
});

test('[T1] the county’s are kept by supervisor and administrator, a unit’s own by its head alone', () => {
  for (const role of ['supervisor', 'administrator'] as const) {
    expect(keepsTemplate(staff(role), template())).toBe(true);
    expect(keepsTemplate(staff(role), OF_UNIT)).toBe(false);
  }
  expect(keepsTemplate(head, OF_UNIT)).toBe(true);
  expect(keepsTemplate(head, template())).toBe(false);
  for (const role of ['caseworker', 'clerk', 'official', 'moderator'] as const) {
    expect(keepsTemplate({ ...staff(role), unitId: 'u-water' }, OF_UNIT)).toBe(false);
    expect(keepsTemplate(staff(role), template())).toBe(false);
  }
  expect(readsTemplate({ ...staff('caseworker'), unitId: 'u-water' }, OF_UNIT)).toBe(true);
  expect(readsTemplate({ ...staff('caseworker'), unitId: 'u-roads' }, OF_UNIT)).toBe(false);
  expect(readsTemplate(staff('supervisor'), template({ countyId: 'elsewhere' }))).toBe(false);
});

test('a template is kept of the version that was seen, with known placeholders, and not without end', () => {
  const supervisor = staff('supervisor');
  const kept = (change: Partial<TemplateRecord>, seen: number | undefined, others = 0, before = template()) =>
    templateKept(supervisor, template(change), before, seen, others);
  expect(kept({ title: '新' }, 1)).toMatchObject({ ok: true, state: { title: '新' } });
  expect(kept({}, 0)).toMatchObject({ code: 'STALE' });
  expect(kept({}, undefined)).toMatchObject({ code: 'STALE' });
  expect(kept({ text: '{phone}' }, 1)).toMatchObject({ code: 'PLACEHOLDER_UNKNOWN', details: { names: ['{phone}'] } });
  expect(templateKept(supervisor, template(), null, undefined, MOST_TEMPLATES)).toMatchObject({
    code: 'TEMPLATES_FULL',
    details: { most: MOST_TEMPLATES },
  });
  expect(kept({}, 1, MOST_TEMPLATES)).toMatchObject({ ok: true });
  expect(templateKept(head, { ...OF_UNIT, use: 'instruction' }, null, undefined, 0)).toMatchObject({
    code: 'BAD_INPUT',
  });
});
