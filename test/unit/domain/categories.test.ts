import { describe, expect, it } from 'vitest';
import { CATEGORIES, categoryByCode, categoryName } from '../../../server/domain/cases/categories.ts';

describe('the categories of cases', () => {
  const second = CATEGORIES.flatMap((category) => category.children);

  it('are 14 with 138 below, each with a code, a source and two names of its own', () => {
    expect([CATEGORIES.length, second.length]).toEqual([14, 138]);
    const all = [...CATEGORIES, ...second];
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    expect(all.every(({ name, nameEn }) => name !== '' && nameEn !== '')).toBe(true);
    for (const level of [CATEGORIES, second]) {
      expect(new Set(level.map(({ sourceId }) => sourceId)).size).toBe(level.length);
    }
  });

  it('are found by code, on both levels', () => {
    for (const category of CATEGORIES) {
      expect(categoryByCode(category.code)).toBeTruthy();
      for (const child of category.children) {
        expect(child.code.startsWith(category.code)).toBe(true);
        expect(categoryByCode(child.code)).toBeTruthy();
        expect(categoryName(child.code)).toContain(child.name);
      }
    }
    expect(categoryByCode('C9999')).toBeFalsy();
  });
});
