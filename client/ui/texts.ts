/** The texts of the citizens' face, with names that the compiler knows. */
import citizenZh from '../i18n/citizen.zh-CN.json' with { type: 'json' };
import { type CommonKey, type KeyOf, startI18n, useTranslate } from '../i18n/i18n.ts';

export type TextKey = KeyOf<typeof citizenZh> | CommonKey;

export const startCitizenTexts = () =>
  startI18n({
    zh: citizenZh,
    en: () => import('../i18n/citizen.en.json', { with: { type: 'json' } }),
  });

export const useT = () => useTranslate<TextKey>();
