/** [S1] Planning, moving and calling off one evening. */
import { describe, expect, test } from 'vitest';
import * as evenings from '../../../server/domain/calendar/evenings.ts';
import type { EveningFacts } from '../../../server/domain/calendar/types.ts';
import { SESSION_STATES, type SessionState } from '../../../shared/states.ts';
import { MINUTE, STARTS_AT, seat, sessionIn } from './fixtures.ts';

const now = STARTS_AT - 60 * MINUTE;
const facts: EveningFacts = {
  title: 'Thursday',
  topic: 'Roads',
  scope: '',
  public: false,
  capacity: 40,
  callLengthMs: 6 * MINUTE,
  recorded: true,
  overtimeMs: 5 * MINUTE,
  delayMs: 10_000,
  ratio: { booked: 1, walkIn: 1 },
  lengthMs: 90 * MINUTE,
  seats: [seat('a')],
};
const evening = { id: 'e1', countyId: 'c1', seriesId: null, number: 9, zone: 'Asia/Shanghai', startsAt: STARTS_AT };
const allowedIn = (decide: (state: SessionState) => { ok: boolean }) =>
  SESSION_STATES.filter((state) => decide(state).ok);

describe('[S1] one evening', () => {
  test('is planned for a time to come, and is scheduled with nothing given out', () => {
    const planned = evenings.planEvening(evening, facts, now);
    expect(planned).toMatchObject({
      ok: true,
      state: {
        ...evening,
        state: 'scheduled',
        endsAt: STARTS_AT + 90 * MINUTE,
        issued: 0,
        title: 'Thursday',
        cut: null,
      },
    });
    expect(planned.ok && 'lengthMs' in planned.state).toBe(false);
    expect(evenings.planEvening(evening, facts, STARTS_AT)).toMatchObject({ ok: false, code: 'BAD_INPUT' });
  });

  test('changes until it begins; a postponed one takes place again', () => {
    const changed = (state: SessionState) => evenings.changeEvening(sessionIn(state), facts, STARTS_AT + MINUTE, now);
    expect(allowedIn(changed)).toEqual(['scheduled', 'postponed']);
    expect(changed('postponed')).toMatchObject({ state: { state: 'scheduled', startsAt: STARTS_AT + MINUTE } });
    expect(changed('live')).toMatchObject({ code: 'WRONG_STATE', details: { state: 'live' } });
  });

  test('[S5] given another time it begins with its leaders as they stand; with the same time what was said holds', () => {
    const leaderChange = { at: now, what: 'lost', seatId: 'a' } as const;
    const changed = (state: SessionState, startsAt: number) =>
      evenings.changeEvening(sessionIn(state, { leaderChange }), facts, startsAt, now);
    expect(changed('scheduled', STARTS_AT)).toMatchObject({ state: { leaderChange } });
    expect(changed('scheduled', STARTS_AT + MINUTE)).toMatchObject({ state: { leaderChange: null } });
    expect(changed('postponed', STARTS_AT)).toMatchObject({ state: { leaderChange: null } });
  });

  test('[S5] a leader who answers no longer is replaced, as far as people have a place; one added, or a title, is none', () => {
    const led = (...names: string[]) =>
      names.map((officialName, index) => ({ ...seat(`seat-${index + 1}`), officialName }));
    const room = { ...seat('seat-9'), officialName: '郑波', room: { unitId: 'u', categories: [], turn: 0 } };
    const said = (seats: EveningFacts['seats'], issued = 1, startsAt = STARTS_AT) => {
      const before = sessionIn('scheduled', { issued, seats: [...led('王建国', '李志强'), room] });
      const changed = evenings.changeEvening(before, { ...facts, seats }, startsAt, now);
      return changed.ok ? changed.state.leaderChange : expect.fail('refused');
    };
    const replaced = (seatId: string) => ({ at: now, what: 'replaced', seatId });
    expect(said(led('王建国', '赵新'))).toEqual(replaced('seat-2'));
    expect(said(led('王建国', '赵新'), 1, STARTS_AT + MINUTE)).toEqual(replaced('seat-2'));
    expect(said(led('李志强'))).toEqual(replaced('seat-1'));
    expect(said(led('王建国', '赵新'), 0)).toBeNull();
    expect(said(led('李志强', '王建国', '赵新'))).toBeNull();
    expect(said(led('王建国', '李志强').map((one) => ({ ...one, officialTitle: '代县长' })))).toBeNull();
    // The officer of a department's room is no leader.
    expect(said([...led('王建国', '李志强'), { ...room, officialName: '钱川' }])).toBeNull();
  });

  test('keeps what was given out: no fewer places, no time that is past', () => {
    const session = sessionIn('scheduled', { issued: 41 });
    expect(evenings.changeEvening(session, facts, STARTS_AT, now)).toMatchObject({ code: 'BAD_INPUT' });
    expect(evenings.changeEvening(session, { ...facts, capacity: 41 }, STARTS_AT, now)).toMatchObject({
      ok: true,
      state: { issued: 41, capacity: 41 },
    });
    // Places that were given back are nobody's.
    expect(evenings.changeEvening(session, facts, STARTS_AT, now, 41 - facts.capacity)).toMatchObject({ ok: true });
    expect(evenings.changeEvening(sessionIn('scheduled'), facts, now, now)).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('expects nobody after its end where it was shortened, and nobody before its beginning', () => {
    const session = { startsAt: STARTS_AT, endsAt: STARTS_AT + 60 * MINUTE, callLengthMs: 8 * MINUTE };
    expect(evenings.slotIn(session, STARTS_AT + 30 * MINUTE)).toBe(STARTS_AT + 30 * MINUTE);
    expect(evenings.slotIn(session, STARTS_AT + 90 * MINUTE)).toBe(STARTS_AT + 52 * MINUTE);
    expect(evenings.slotIn(session, STARTS_AT - MINUTE)).toBe(STARTS_AT);
    expect(evenings.slotIn({ ...session, endsAt: STARTS_AT + MINUTE }, STARTS_AT)).toBe(STARTS_AT);
  });

  test('is postponed or cancelled with a reason until it begins', () => {
    expect(allowedIn((state) => evenings.postponeEvening(sessionIn(state), 'storm', now))).toEqual([
      'scheduled',
      'lobby',
    ]);
    expect(allowedIn((state) => evenings.cancelEvening(sessionIn(state), 'storm', now))).toEqual([
      'scheduled',
      'lobby',
      'postponed',
    ]);
    expect(evenings.cancelEvening(sessionIn('scheduled'), 'storm', now)).toMatchObject({
      state: { state: 'cancelled', reason: 'storm', at: now },
    });
  });

  test('[S4] is called off by the clock an hour after its end where nobody opened it, and in no other state', () => {
    const session = sessionIn('scheduled');
    const due = session.endsAt + evenings.UNOPENED_MS;
    expect(allowedIn((state) => evenings.cancelUnopened(sessionIn(state), 'not opened', due))).toEqual(['scheduled']);
    expect(evenings.cancelUnopened(session, 'not opened', due - 1)).toMatchObject({ ok: false, code: 'WRONG_STATE' });
    const longAgo = session.endsAt + evenings.UNOPENED_MOST_MS;
    expect(evenings.cancelUnopened(session, 'not opened', longAgo)).toMatchObject({ ok: false });
    expect(evenings.cancelUnopened(session, 'not opened', due)).toMatchObject({
      state: { state: 'cancelled', reason: 'not opened', at: due },
    });
  });
});
