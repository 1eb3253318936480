/** The texts of a citizen's own cases: fetched with these pages, so that nobody else's first load carries them. */
import { addTexts, type KeyOf, useTranslate } from '../../i18n/i18n.ts';
import myZh from '../../i18n/my.zh-CN.json' with { type: 'json' };
import type { TextKey } from '../../ui/texts.ts';

const MY = { zh: myZh, en: () => import('../../i18n/my.en.json', { with: { type: 'json' } }) };

/** Resolves once they are there in the language of now; Chinese at once. */
export const loadMyTexts = (): Promise<void> => addTexts(MY);
void loadMyTexts();

export type MyTextKey = TextKey | KeyOf<typeof myZh>;
export const useMyT = () => useTranslate<MyTextKey>();
export type MyT = ReturnType<typeof useMyT>;
