import { describe, expect, it } from 'vitest';
import { missingKey } from '../../../client/desk/missing.ts';
import { meant, type Pressed, type Shortcut } from '../../../client/desk/use-shortcuts.ts';
import { promiseState } from '../../../client/features/cases/promise-state.ts';
import deskEn from '../../../client/i18n/desk.en.json' with { type: 'json' };
import deskZh from '../../../client/i18n/desk.zh-CN.json' with { type: 'json' };

const shortcuts: Shortcut[] = [
  { key: 'N', says: 'shortcuts.next' },
  { key: 'X', says: 'shortcuts.cut', always: true },
];
const press = (key: string, facts: Partial<Pressed> = {}) =>
  meant(shortcuts, { key, code: `Key${key.toUpperCase()}`, alt: false, typing: false, inDialog: false, ...facts })?.key;

describe('[C6] the cut’s key works everywhere', () => {
  it('alone it rests while somebody types, and works in a dialog; other keys rest in both', () => {
    expect([press('x'), press('x', { inDialog: true }), press('x', { typing: true })]).toEqual(['X', 'X', undefined]);
    expect([press('n'), press('n', { inDialog: true }), press('n', { typing: true })]).toEqual([
      'N',
      undefined,
      undefined,
    ]);
    expect(press('N')).toBe('N');
  });

  it('with Alt it works in every situation, whatever sign the system types; other keys do nothing', () => {
    for (const situation of [{}, { typing: true }, { inDialog: true }, { typing: true, inDialog: true }])
      expect(press('≈', { ...situation, alt: true, code: 'KeyX' })).toBe('X');
    expect(press('n', { alt: true })).toBeUndefined();
  });
});

describe('a refusal that names what is missing', () => {
  it('has words for it in both languages', () => {
    const needs = [
      ['OUTCOME_MISSING', 'promise'],
      ['OUTCOME_MISSING', 'unitId'],
      ['OUTCOME_MISSING', 'whereTo'],
      ['REASON_MISSING', 'reason'],
      ['REASON_MISSING', 'whereTo'],
    ] as const;
    for (const [code, what] of needs) {
      expect(missingKey({ code, details: { needs: what } })).toBe(`needs.${code}.${what}`);
      for (const texts of [deskZh, deskEn])
        expect((texts.needs as Record<string, Record<string, string>>)[code]?.[what], `${code} ${what}`).toBeTruthy();
    }
    expect(missingKey({ code: 'OUTCOME_MISSING' })).toBeNull();
  });
});

describe('[C8] an earlier promise is called what it is', () => {
  const promise = { wording: '修好', dueOn: '2026-10-10', confirmed: true };
  it('not confirmed, settled with its case, overdue, or open', () => {
    expect(promiseState('dispatched', { ...promise, confirmed: false }, '2026-10-01')).toBe('notConfirmed');
    for (const over of ['replied', 'closed', 'refused', 'merged'])
      expect(promiseState(over, promise, '2026-12-01')).toBe('settled');
    expect(promiseState('dispatched', promise, '2026-10-10')).toBe('open');
    expect(promiseState('dispatched', promise, '2026-10-11')).toBe('overdue');
  });
});
