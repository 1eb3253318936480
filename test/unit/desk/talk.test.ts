import { describe, expect, it } from 'vitest';
import { heardBy, talkingWith } from '../../../client/features/stage/talk.ts';
import { onDeck, row, screening } from './row.ts';

describe('[C7] whom a moderator talks with and hears', () => {
  const deckX = onDeck('x', 'me');
  const greenY = screening('y', 'me');

  it('is the first called who answered, before anybody on deck', () => {
    expect(talkingWith([deckX, greenY], 'me')).toBe(greenY);
    expect(talkingWith([deckX, screening('z', 'me', { answered: false })], 'me')).toBe(deckX);
    expect(talkingWith([screening('a', 'me'), greenY], 'me')?.ticketId).toBe('a');
  });

  it('is never somebody whom another moderator holds', () => {
    const rows = [onDeck('x', 'other'), screening('y', 'other'), row()];
    expect(talkingWith(rows, 'me')).toBeUndefined();
    expect([...heardBy(rows, 'me', 'y')]).toEqual([]);
  });

  it('plays the one in the green room, and the deck only when it is chosen', () => {
    expect([...heardBy([deckX, greenY], 'me', null)]).toEqual(['y']);
    expect([...heardBy([deckX], 'me', null)]).toEqual([]);
    expect([...heardBy([deckX], 'me', 'x')]).toEqual(['x']);
    expect([...heardBy([screening('a', 'me'), greenY], 'me', null)]).toEqual(['a']);
  });
});
