/** Texts of the audience's questions, which come with the tap that asks for them. */
import askZh from '../../i18n/ask.zh-CN.json' with { type: 'json' };
import { addTexts, type FaceTexts, type KeyOf, useTranslate } from '../../i18n/i18n.ts';
import type { TextKey } from '../../ui/texts.ts';

const TEXTS: FaceTexts = {
  zh: askZh,
  en: () => import('../../i18n/ask.en.json', { with: { type: 'json' } }),
};

// Chinese at once, English as soon as it is there.
void addTexts(TEXTS);

export const useAskT = () => useTranslate<KeyOf<typeof askZh> | TextKey>();
