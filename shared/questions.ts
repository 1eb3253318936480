/** Written questions of the audience, as both sides count them. */
import * as z from 'zod/mini';
import { Id } from './ids.ts';

export const QUESTION_LENGTH = 200;
/** So many of one session are read; who comes later is told so. */
export const MOST_QUESTIONS = 300;
/** The public list has no more of them: the newest. */
export const MOST_SHOWN = 50;

export const QUESTION_STATES = [
  'new',
  'approved',
  'onAir',
  'answered',
  'merged',
  'refused',
  'written',
  'withdrawn',
] as const;
export const QuestionState = z.enum(QUESTION_STATES);
export type QuestionState = z.infer<typeof QuestionState>;

/** The question that is being answered: approved words alone. */
export const AirQuestion = z.object({
  id: Id,
  wording: z.string(),
  /** '': told of nobody. */
  publicName: z.string(),
});
export type AirQuestion = z.infer<typeof AirQuestion>;
