import { describe, expect, it } from 'vitest';
import { columnsOf, SHOWN_AT_FIRST } from '../../../client/features/queue/columns.ts';
import { arrange, heldByOthers } from '../../../client/features/queue/order.ts';
import { Filter, Wish } from '../../../client/features/queue/wish.ts';
import { onDeck, row, screening } from './row.ts';

describe('the table', () => {
  it('finds ended tickets under “ended”, the last ended first', () => {
    const ended = (ticketId: string, number: number, at: number) =>
      row({ ticketId, number, state: 'left', place: null, ended: { at, outcome: null, reason: null, whereTo: null } });
    const rows = [row(), ended('b', 2, 5), ended('c', 3, 9)];
    expect(arrange(rows, 'ended').map(({ ticketId }) => ticketId)).toEqual(['c', 'b']);
    expect(arrange(rows, 'waiting')).toHaveLength(1);
  });

  it('filters: one of each list, every consent that is named, together with the search', () => {
    const rows = [
      row({ ticketId: 'a', presence: 'lost' }),
      row({ ticketId: 'b', categoryCode: null, consent: { call: true, recording: true, broadcast: false } }),
      row({ ticketId: 'c', subject: '供水', participation: 'phone', state: 'away' }),
    ];
    const found = (filter: Partial<Filter>, search = '') =>
      arrange(rows, 'all', { filter: Filter.parse(filter), search }).map(({ ticketId }) => ticketId);
    expect(found({})).toEqual(['a', 'b', 'c']);
    expect(found({ presence: ['lost', 'never'] })).toEqual(['a']);
    expect(found({ categories: [''] })).toEqual(['b']);
    expect(found({ consents: ['call', '-broadcast'] })).toEqual(['b']);
    expect(found({ states: ['away'], participation: ['phone'] })).toEqual(['c']);
    expect(found({ states: ['away'] }, '路灯')).toEqual([]);
  });

  it('falls back part by part when what was kept no longer fits', () => {
    const kept = Wish.parse({ scope: 'gone', search: '路灯', filter: { states: ['gone'], presence: ['lost'] } });
    expect(kept).toMatchObject({ scope: 'waiting', search: '路灯', columns: SHOWN_AT_FIRST });
    expect(kept.filter).toEqual(Filter.parse({ presence: ['lost'] }));
  });

  it('shows the chosen columns in the table’s order, and who it is in any case', () => {
    expect(columnsOf(['passes', 'placeName'])).toEqual([
      'place',
      'number',
      'name',
      'placeName',
      'subject',
      'state',
      'passes',
    ]);
  });

  it('tells who else holds whom', () => {
    const rows = [screening('a', 'me'), screening('b', 'zhou'), onDeck('c', 'li'), onDeck('d', 'zhou'), row()];
    const held = heldByOthers(rows, 'me').map(([name, its]) => [name, its.map(({ ticketId }) => ticketId)]);
    expect(held).toEqual([
      ['zhou', ['b', 'd']],
      ['li', ['c']],
    ]);
  });
});
