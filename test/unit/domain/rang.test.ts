import { describe, expect, it } from 'vitest';
import { rang } from '../../../server/domain/queue/rang.ts';
import { RUNG, TICKET_STATES } from '../../../shared/states.ts';
import { sessionIn, ticketIn } from './fixtures.ts';

const LIVE = sessionIn('live');
const NOW = LIVE.startsAt + 60_000;

describe('[Q4] what a telephone call to somebody who is away does', () => {
  it('takes somebody who waits, stepped away or never came over to the telephone, with the place kept', () => {
    for (const state of ['waiting', 'away'] as const) {
      const before = ticketIn(state, { entered: state === 'away', passes: 1 });
      const after = rang(before, 'byPhone', LIVE, NOW);
      expect(after).toMatchObject({ ok: true, state: { state: 'waiting', entered: true, participation: 'phone' } });
      expect(after).toMatchObject({ state: { lane: before.lane, order: before.order, passes: 1 } });
    }
    expect(rang(ticketIn('booked', { entered: false }), 'byPhone', LIVE, NOW)).toMatchObject({
      state: { state: 'waiting', entered: true, participation: 'phone' },
    });
  });

  it('is the answer of somebody who was called', () => {
    const called = { ...ticketIn('screening'), answeredAt: null } as ReturnType<typeof ticketIn>;
    const after = rang(called, 'byPhone', LIVE, NOW);
    expect(after).toMatchObject({ state: { state: 'screening', participation: 'phone', answeredAt: NOW } });
    expect(rang(called, 'returns', LIVE, NOW)).toMatchObject({ state: { answeredAt: null, participation: 'video' } });
  });

  it('gives a no-show a walk-in’s place, while the session serves', () => {
    for (const result of ['returns', 'byPhone'] as const) {
      const after = rang(ticketIn('noShow', { passes: 3 }), result, LIVE, NOW);
      expect(after).toMatchObject({ state: { state: 'waiting', lane: 'walkIn', passes: 0 } });
      expect(after).toMatchObject({ state: { participation: result === 'byPhone' ? 'phone' : 'video' } });
      expect(rang(ticketIn('noShow'), result, LIVE, LIVE.endsAt)).toMatchObject({ code: 'CLOSING_TIME' });
    }
  });

  it('leaves whoever comes back, and whoever was not reached, as they are', () => {
    for (const state of ['booked', 'waiting', 'away', 'screening'] as const)
      for (const result of ['returns', 'notReached'] as const)
        expect(rang(ticketIn(state), result, LIVE, NOW)).toMatchObject({ ok: true, state: ticketIn(state) });
    expect(rang(ticketIn('noShow'), 'notReached', LIVE, NOW)).toMatchObject({ state: ticketIn('noShow') });
  });

  it('is refused where nobody is to be rung', () => {
    const rings = ['booked', 'waiting', 'away', 'screening', 'noShow'];
    for (const state of TICKET_STATES.filter((one) => !rings.includes(one)))
      for (const result of RUNG.filter((one) => one !== 'notReached'))
        expect(rang(ticketIn(state), result, LIVE, NOW)).toMatchObject({ ok: false, code: 'WRONG_STATE' });
  });
});
