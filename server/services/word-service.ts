/** The county's word list, and what it says of words that are to be approved (T5). */
import type { InputOf } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import { type ListedWord, MOST_WORDS, wordKey, wordsIn, wordsInAny, wordsOfLines } from '../../shared/words.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import { writeDown } from './support.ts';

export const wordHandlers = {
  'words.list': query<'words.list'>(async (_input, { read, actor }) => ({ words: await read.words(actor.countyId) })),

  'words.add': once<'words.add'>(async ({ text, level, reason }, asked) => {
    const { tx, actor, now } = asked;
    const { words, faults } = wordsOfLines(text);
    const [fault] = faults;
    if (fault !== undefined) throw badInput(`line ${fault}`);
    await tx.lockCounty(actor.countyId);
    const there = new Set((await tx.words(actor.countyId)).map(({ word }) => wordKey(word)));
    const known = words.filter((word) => there.has(wordKey(word))).length;
    const added = words.length - known;
    if (there.size + added > MOST_WORDS) throw badInput(`more than ${MOST_WORDS} words`);
    if (words.length > 0) {
      const listed = words.map((word) => ({ word, level, reason }));
      await tx.saveWords(actor.countyId, listed, now);
      await writeDown(asked, 'words.add', { why: reason, data: { words, level } });
    }
    return { added, known };
  }),

  'words.remove': once<'words.remove'>(async ({ word }, asked) => {
    if (!(await asked.tx.deleteWord(asked.actor.countyId, word))) throw new Refusal('NOT_FOUND');
    await writeDown(asked, 'words.remove', { data: { words: [word] } });
    return {};
  }),
};

/**
 * The words of the list that stand in what is approved, and in the remark beside it, which no public page shows.
 * Refuses with `WORDS_NEVER` what would be public and must not be, and with `WORDS_FOUND` while one of the others is
 * not among those that the moderator confirmed.
 */
export async function wordsConfirmed(
  { tx, actor }: CommandAsked,
  ticket: TicketRecord,
  { subject, publicName, despite = [] }: InputOf<'ticket.approve'>,
): Promise<string[]> {
  const words = await tx.words(actor.countyId);
  const shown = wordsInAny([subject, publicName], words);
  const never = shown.filter(({ level }) => level === 'never');
  if (never.length > 0) throw new Refusal('WORDS_NEVER', { words: namesOf(never) });
  const found = namesOf([...new Set([...shown, ...wordsIn(ticket.more, words)])]);
  if (found.some((word) => !despite.includes(word))) throw new Refusal('WORDS_FOUND', { words: found });
  return found;
}

/**
 * The words of the list that stand in texts that are to be public. Refuses as `wordsConfirmed` does; `despite` are those
 * that whoever lets it pass has confirmed.
 */
export async function refuseWords(
  { tx, actor }: CommandAsked,
  texts: readonly string[],
  despite: readonly string[],
): Promise<string[]> {
  const found = wordsInAny(texts, await tx.words(actor.countyId));
  const never = found.filter(({ level }) => level === 'never');
  if (never.length > 0) throw new Refusal('WORDS_NEVER', { words: namesOf(never) });
  if (found.some(({ word }) => !despite.includes(word))) throw new Refusal('WORDS_FOUND', { words: namesOf(found) });
  return namesOf(found);
}

const namesOf = (words: readonly ListedWord[]) => words.map(({ word }) => word);

const badInput = (message: string) => new Refusal('BAD_INPUT', { issues: [{ path: 'text', message }] });
