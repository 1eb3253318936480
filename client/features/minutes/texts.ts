/** Texts of the minutes, which come with their pages. */
import { addTexts, type FaceTexts, type KeyOf, useTranslate } from '../../i18n/i18n.ts';
import minutesZh from '../../i18n/minutes.zh-CN.json' with { type: 'json' };
import type { TextKey } from '../../ui/texts.ts';

export type MinutesKey = KeyOf<typeof minutesZh> | TextKey;

const TEXTS: FaceTexts = {
  zh: minutesZh,
  en: () => import('../../i18n/minutes.en.json', { with: { type: 'json' } }),
};

/** Before the first drawing of a page of the minutes. */
export const prepareMinutes = () => addTexts(TEXTS);

// Of a page that was come to by a link of another.
void prepareMinutes();

export const useMinutesT = () => useTranslate<MinutesKey>();
