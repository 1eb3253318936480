import { describe, expect, it } from 'vitest';
import * as attention from '../../../client/features/attention/watch.ts';
import { row } from './row.ts';

const ME = 'm1';
const QUIET = { nextTicketId: null, isLive: true, me: ME, roomIds: new Set(['room']), hasGreenRoom: true };
type Rows = attention.Desk['rows'];
const desk = (rows: Rows, facts: Partial<attention.Desk> = {}): attention.Desk => ({
  ...QUIET,
  refusedTicketId: null,
  rows,
  ...facts,
});
const kinds = (watched: attention.Watched) => attention.unattended(watched).map(({ id }) => id);
const seen = (rows: Rows, facts: Partial<attention.Desk> = {}, now = 0, before = attention.NOTHING_YET) =>
  attention.watch(before, desk(rows, facts), now);

const called = row({ ticketId: 'a', state: 'screening', heldById: ME });
const answered = { ...called, answered: true };
const onDeck = row({ ticketId: 'd', state: 'onDeck', heldById: ME, seatId: 'seat' });

describe('what needs attention at a desk', () => {
  it('somebody who answered this moderator’s call, and nobody else’s', () => {
    expect(kinds(seen([called]))).toEqual([]);
    expect(kinds(seen([answered]))).toEqual(['arrived:a']);
    expect(kinds(seen([{ ...answered, heldById: 'm2' }]))).toEqual([]);
  });

  it('at a department’s room whoever is on its deck; of another room nothing', () => {
    const atRoom = { ...onDeck, seatId: 'room' };
    expect(kinds(seen([atRoom], { hasGreenRoom: false, roomIds: new Set() }))).toEqual(['arrived:d']);
    expect(kinds(seen([atRoom]))).toEqual([]);
    expect(kinds(seen([onDeck]))).toEqual([]);
  });

  it('somebody who could be called while nobody is, in a live session', () => {
    const next = row({ ticketId: 'n' });
    const nextTicketId = 'n';
    expect(kinds(seen([next], { nextTicketId }))).toEqual(['waits:n']);
    expect(kinds(seen([next], { nextTicketId, isLive: false }))).toEqual([]);
    expect(kinds(seen([called, next], { nextTicketId }))).toEqual([]);
    // What a room does is not this desk's; a call on air is, and the deck behind it is empty.
    expect(kinds(seen([{ ...onDeck, seatId: 'room' }, next], { nextTicketId }))).toEqual(['waits:n']);
    const live = row({ ticketId: 'l', state: 'live', seatId: 'seat' });
    expect(kinds(seen([live, next], { nextTicketId }))).toEqual(['waits:n']);
    expect(kinds(seen([live, next], { nextTicketId, hasGreenRoom: false }))).toEqual([]);
  });

  it('an absentee who is back: from a no-show, or after a pass with the page lost or away', () => {
    const isBack = (then: Parameters<typeof row>[0], now: Parameters<typeof row>[0]) =>
      kinds(seen([row(now)], {}, 1, seen([row(then)])));
    expect(isBack({ state: 'noShow' }, {})).toEqual(['back:t1']);
    expect(isBack({ passes: 1, presence: 'lost' }, { passes: 1 })).toEqual(['back:t1']);
    expect(isBack({ passes: 1, state: 'away' }, { passes: 1 })).toEqual(['back:t1']);
    expect(isBack({ state: 'away' }, {})).toEqual([]);
    expect(isBack({ presence: 'lost' }, {})).toEqual([]);
    expect(kinds(seen([row({ passes: 1 })]))).toEqual([]);
    // Until they are called.
    const back = seen([row()], {}, 1, seen([row({ state: 'noShow' })]));
    expect(kinds(seen([row()], {}, 2, back))).toEqual(['back:t1']);
    expect(kinds(seen([row({ state: 'screening' })], {}, 3, back))).toEqual([]);
  });

  it('a page that is lost on the stage or with this moderator, and who could not be put through', () => {
    const lost = { presence: 'lost' } as const;
    expect(
      kinds(
        seen([
          { ...onDeck, ...lost },
          { ...answered, ...lost },
        ]),
      ),
    ).toEqual(['lost:d', 'lost:a']);
    expect(kinds(seen([row({ state: 'live', ...lost, heldById: null })]))).toEqual(['lost:t1']);
    expect(kinds(seen([row({ state: 'live', ...lost, participation: 'phone' })]))).toEqual([]);
    expect(kinds(seen([row(lost)]))).toEqual([]);
    expect(kinds(seen([onDeck], { refusedTicketId: 'd' }))).toEqual(['refused:d']);
    expect(kinds(seen([{ ...onDeck, state: 'live' }], { refusedTicketId: 'd' }))).toEqual([]);
  });

  it('oldest first, each since it began; looked at it is quiet as long as it lasts, and no longer', () => {
    const first = seen([{ ...answered, ticketId: 'b', number: 9 }], {}, 10);
    const both = seen([answered, { ...answered, ticketId: 'b', number: 9 }], {}, 20, first);
    expect(attention.unattended(both).map(({ ticketId, since }) => [ticketId, since])).toEqual([
      ['b', 10],
      ['a', 20],
    ]);
    const looked = attention.lookAt(both, 'b');
    expect(kinds(looked)).toEqual(['arrived:a']);
    expect(attention.lookAt(looked, 'b')).toBe(looked);
    const later = seen([answered, { ...answered, ticketId: 'b', number: 9 }], {}, 30, looked);
    expect(kinds(later)).toEqual(['arrived:a']);
    const gone = seen([answered], {}, 40, later);
    expect(kinds(seen([answered, { ...answered, ticketId: 'b' }], {}, 50, gone))).toContain('arrived:b');
  });
});

describe('when it is heard', () => {
  const items = attention.unattended(seen([answered]));
  const { QUIET_MS, AGAIN_MS } = attention;
  const heard = (ids: string[], at: number): attention.Heard => ({ ids: new Set(ids), at });

  it('at once, at most once in ten seconds, again after a minute in which nobody looked', () => {
    expect(attention.soundAt(items, attention.NOTHING_HEARD, 500)).toBe(500);
    expect(attention.soundAt(items, heard(['other'], 400), 500)).toBe(400 + QUIET_MS);
    expect(attention.soundAt(items, heard(['other'], 400), 99_000)).toBe(99_000);
    expect(attention.soundAt(items, heard(['arrived:a'], 400), 500)).toBe(400 + AGAIN_MS);
    expect(attention.soundAt([], heard(['arrived:a'], 400), 500)).toBeNull();
  });

  it('the title counts, with a mark that comes and goes', () => {
    expect(attention.markedTitle('主持人工作台', 0, true)).toBe('主持人工作台');
    expect(attention.markedTitle('主持人工作台', 3, true)).toBe('● (3) 主持人工作台');
    expect(attention.markedTitle('主持人工作台', 3, false)).toBe('(3) 主持人工作台');
  });
});
