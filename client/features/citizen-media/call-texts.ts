/** Texts of what pages fetch only once it is needed: on a call, before it, and to try it. */
import callZh from '../../i18n/call.zh-CN.json' with { type: 'json' };
import { addTexts, type FaceTexts, type KeyOf, useTranslate } from '../../i18n/i18n.ts';
import type { TextKey } from '../../ui/texts.ts';

const TEXTS: FaceTexts = {
  zh: callZh,
  en: () => import('../../i18n/call.en.json', { with: { type: 'json' } }),
};

// Chinese at once, English as soon as it is there.
void addTexts(TEXTS);

export const useCallT = () => useTranslate<KeyOf<typeof callZh> | TextKey>();
