/** Live captions: what a captioner types, or a program hears, as it is read on a stage and in the programme (C15). */
import * as z from 'zod/mini';
import { Id } from './ids.ts';

/** One line, of one source; one that is not final grows and changes still. */
export const CaptionLine = z.object({ id: Id, text: z.string(), final: z.boolean() });
export type CaptionLine = z.infer<typeof CaptionLine>;

/** What somebody who types sends at most this often while a line grows, in milliseconds. */
export const TYPING_EVERY_MS = 150;
/** A line that nothing came after is not shown longer, in milliseconds. */
export const CAPTION_SHOWN_MS = 10_000;
