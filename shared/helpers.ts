/** People and machines who help at a stage for one evening, each by a link of their own (C14). */
import * as z from 'zod/mini';
import { Id } from './ids.ts';
import type { MediaSource } from './states.ts';

/** 口译, 手语翻译, 字幕员, 语音识别. A recogniser is a program that hears the stage and writes captions. */
export const HELPER_KINDS = ['interpreter', 'signLanguage', 'captioner', 'recogniser'] as const;
export const HelperKind = z.enum(HELPER_KINDS);
export type HelperKind = z.infer<typeof HelperKind>;

/** What of them the stage gets: who signs is seen and not heard, who types is neither. */
const SENDS: Record<HelperKind, readonly MediaSource[]> = {
  interpreter: ['camera', 'microphone'],
  signLanguage: ['camera'],
  captioner: [],
  recogniser: [],
};
export const sendsAs = (kind: HelperKind): readonly MediaSource[] => SENDS[kind];
export const writesCaptions = (kind: HelperKind): boolean => kind === 'captioner' || kind === 'recogniser';

/** The secret of a link stands behind `#`, which no server is sent and no log keeps. */
export const GUEST_PATH = '/guest';
export const guestLink = (origin: string, secret: string): string => `${origin}${GUEST_PATH}#${secret}`;

/** One of them, for the desks of the evening. */
export const HelperRow = z.object({
  id: Id,
  seatId: Id,
  kind: HelperKind,
  name: z.string(),
  /** As it was typed: the language that is interpreted into, or written. */
  language: z.nullable(z.string()),
  /** `notYet`: the link was not opened; `here`, `away`: it was; `ended`: taken back, or the evening is over. */
  state: z.enum(['notYet', 'here', 'away', 'ended']),
});
export type HelperRow = z.infer<typeof HelperRow>;
