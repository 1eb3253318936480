/** The texts of the desks, with names that the compiler knows. */
import deskZh from '../i18n/desk.zh-CN.json' with { type: 'json' };
import { type CommonKey, type KeyOf, startI18n, type Translate, useTranslate } from '../i18n/i18n.ts';

export type TextKey = KeyOf<typeof deskZh> | CommonKey;
export type T = Translate<TextKey>;

export const startDeskTexts = () =>
  startI18n({
    zh: deskZh,
    en: () => import('../i18n/desk.en.json', { with: { type: 'json' } }),
  });

export const useT = (): T => useTranslate<TextKey>();
