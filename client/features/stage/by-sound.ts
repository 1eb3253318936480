import type { CallHead } from '../../../shared/views/common.ts';
import type { TextKey } from '../../desk/texts.ts';

/** Where no picture is to come: how this person takes part, and whether their network left no choice (C12). */
export const bySound = ({ participation, weakNetwork }: Pick<CallHead, 'participation' | 'weakNetwork'>): TextKey =>
  weakNetwork ? 'stage.by.network' : participation === 'phone' ? 'stage.by.phone' : 'stage.by.audio';
