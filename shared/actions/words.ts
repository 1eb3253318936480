/** The county's word list: what is marked before a person approves it (T5). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Line } from '../text.ts';
import { WORD_LENGTH, WORD_LEVELS, WORD_REASON } from '../words.ts';

const Level = z.enum(WORD_LEVELS);

export const listWords = defineAction({
  name: 'words.list',
  says: 'The words of the county that are marked to the moderator before subject and public name are approved, each with its reason and whether it may be approved all the same (T5).',
  kind: 'query',
  http: { method: 'GET', path: '/api/words' },
  input: z.object({}),
  result: z.object({ words: z.array(z.object({ word: z.string(), level: Level, reason: z.string() })) }),
});

export const addWords = defineAction({
  name: 'words.add',
  says: 'Adds words to the list, one per line; those that stand there already in any spelling get this level and reason.',
  http: { method: 'POST', path: '/api/words' },
  input: z.object({
    text: z.string().check(z.minLength(1), z.maxLength(15_000)),
    level: Level,
    reason: Line(WORD_REASON),
  }),
  result: z.object({ added: z.int(), known: z.int() }),
});

export const removeWord = defineAction({
  name: 'words.remove',
  says: 'Takes a word off the list.',
  http: { method: 'POST', path: '/api/words/remove' },
  input: z.object({ word: Line(WORD_LENGTH * 2) }),
  result: z.object({}),
});
