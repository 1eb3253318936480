import { describe, expect, it } from 'vitest';
import { isShared, mayTake } from '../../../server/domain/queue/holders.ts';
import { PERSONS_PER_PHONE } from '../../../shared/queue/persons.ts';
import { TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';
import { ticketIn } from './fixtures.ts';

const of = (personId: string, state: Parameters<typeof ticketIn>[0] = 'waiting', sessionId = 's1') =>
  ticketIn(state, { id: `t-${personId}`, personId, sessionId });
const family = (count: number) => Array.from({ length: count }, (_, index) => of(`p${index + 1}`));

describe('[Q7] a phone is not a person', () => {
  it('holds numbers of so many persons, and then says so', () => {
    expect(mayTake(family(PERSONS_PER_PHONE - 1), 'new', 's1', [])).toEqual({ ok: true });
    expect(mayTake(family(PERSONS_PER_PHONE), 'new', 's1', [])).toEqual({
      ok: false,
      code: 'PHONE_FULL',
      details: { most: PERSONS_PER_PHONE },
    });
  });

  it('counts nobody who gave the number back, nor another evening', () => {
    const rest = family(PERSONS_PER_PHONE - 1);
    expect(mayTake([...rest, of('p9', 'left')], 'new', 's1', [])).toEqual({ ok: true });
    expect(mayTake([...rest, of('p9', 'waiting', 's2')], 'new', 's1', [])).toEqual({ ok: true });
    expect(mayTake(rest, 'new', 's1', [{ sessionId: 's1', personId: 'p9' }])).toMatchObject({ code: 'PHONE_FULL' });
    expect(mayTake(rest, 'p9', 's1', [{ sessionId: 's1', personId: 'p9' }])).toEqual({ ok: true });
    expect(mayTake([...rest, of('p9', 'done')], 'new', 's1', [])).toMatchObject({ code: 'PHONE_FULL' });
  });

  for (const state of TICKET_STATES) {
    const ended = (TICKET_ENDS as readonly string[]).includes(state);
    it(`a person with a ticket ${state} ${ended ? 'takes another' : 'gets no second one'}`, () => {
      const answer = mayTake([of('p1', state)], 'p1', 's1', []);
      expect(answer).toEqual(
        ended
          ? { ok: true }
          : { ok: false, code: 'ALREADY_IN_QUEUE', details: { ticketId: 't-p1', number: expect.any(Number) } },
      );
    });
  }

  it('is told by name only where a phone holds numbers of several persons tonight', () => {
    const mine = of('p1');
    expect(isShared([mine], mine)).toBe(false);
    expect(isShared([mine, of('p1', 'noShow')], mine)).toBe(false);
    expect(isShared([mine, of('p2', 'waiting', 's2')], mine)).toBe(false);
    expect(isShared([mine, of('p2', 'left')], mine)).toBe(false);
    expect(isShared([mine, of('p2', 'done')], mine)).toBe(true);
    expect(isShared([mine, { sessionId: 's1', personId: 'p2', state: 'listed' }], mine)).toBe(true);
  });
});
