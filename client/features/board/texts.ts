/** Texts of the message board, which come with its pages. */
import boardZh from '../../i18n/board.zh-CN.json' with { type: 'json' };
import { addTexts, type FaceTexts, type KeyOf, useTranslate } from '../../i18n/i18n.ts';
import type { TextKey } from '../../ui/texts.ts';

export type BoardKey = KeyOf<typeof boardZh> | TextKey;

const TEXTS: FaceTexts = {
  zh: boardZh,
  en: () => import('../../i18n/board.en.json', { with: { type: 'json' } }),
};

/** Before the first drawing of a page of the board. */
export const prepareBoard = () => addTexts(TEXTS);
// Of a page that was come to by a link of another.
void prepareBoard();

export const useBoardT = () => useTranslate<BoardKey>();
