import { describe, expect, it } from 'vitest';
import * as queue from '../../../server/domain/queue/transitions.ts';
import type { TicketRecord, TicketState } from '../../../server/domain/queue/types.ts';
import { CONSENT_SCOPES, TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';
import { accepted, ENDS_AT, MINUTE, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const NOW = STARTS_AT + 2 * MINUTE;
const live = sessionIn('live', { finishedCalls: 4, issued: 30 });
const unanswered = (facts: Partial<TicketRecord> = {}): TicketRecord =>
  ({ ...ticketIn('screening'), answeredAt: null, ...facts }) as TicketRecord;

type Step = (ticket: TicketRecord) => ReturnType<typeof queue.leave>;

/** Every transition with the states from which it goes and where it leads; from all others it refuses. */
const TABLE: Record<string, { step: Step; from: Partial<Record<TicketState, TicketState>> }> = {
  enter: {
    step: (ticket) => queue.enter(ticket, 'audio', sessionIn('lobby'), NOW),
    from: {
      booked: 'waiting',
      waiting: 'waiting',
      away: 'waiting',
      screening: 'screening',
      onDeck: 'onDeck',
      live: 'live',
    },
  },
  stepAway: { step: (ticket) => queue.stepAway(ticket, NOW), from: { waiting: 'away' } },
  comeBack: { step: (ticket) => queue.comeBack(ticket, live, NOW), from: { away: 'waiting', noShow: 'waiting' } },
  leave: {
    step: (ticket) => queue.leave(ticket, NOW),
    from: { booked: 'left', waiting: 'left', away: 'left', screening: 'left', onDeck: 'left' },
  },
  call: { step: (ticket) => queue.call(ticket, 'm1', NOW), from: { waiting: 'screening' } },
  callOutOfOrder: {
    step: (ticket) => queue.callOutOfOrder(ticket, 'm1', 'ill', NOW),
    from: { waiting: 'screening' },
  },
  answer: { step: (ticket) => queue.answer(ticket, NOW), from: { screening: 'screening' } },
  reach: {
    step: (ticket) => queue.reach({ ...ticket, participation: 'phone' }, NOW),
    from: { screening: 'screening' },
  },
  returnToWaiting: {
    step: (ticket) => queue.returnToWaiting(ticket, 'no sound', NOW),
    from: { screening: 'waiting', onDeck: 'waiting' },
  },
  toDeck: { step: (ticket) => queue.toDeck(ticket, seat('a'), NOW), from: { screening: 'onDeck' } },
  goLive: { step: (ticket) => queue.goLive(ticket, seat('a'), 'call1', NOW), from: { onDeck: 'live' } },
  goLiveByPhone: {
    step: (ticket) => queue.goLive({ ...ticket, participation: 'phone' }, seat('b'), 'call1', NOW),
    from: { waiting: 'live', screening: 'live', onDeck: 'live' },
  },
  finish: { step: (ticket) => queue.finish(ticket, 'answered', null, live, NOW), from: { live: 'done' } },
  technicalFailure: {
    step: (ticket) => queue.technicalFailure(ticket, 'no picture', live, NOW),
    from: { live: 'waiting' },
  },
  refuse: {
    step: (ticket) => queue.refuse(ticket, 'in court', 'the court', NOW),
    from: { booked: 'refused', waiting: 'refused', away: 'refused', screening: 'refused', onDeck: 'refused' },
  },
  move: {
    step: (ticket) => queue.move(ticket, { lane: 'head', order: 1 }, 'ill', NOW),
    from: { waiting: 'waiting', away: 'away' },
  },
};

describe('what may happen to a ticket', () => {
  for (const [name, { step, from }] of Object.entries(TABLE)) {
    for (const state of TICKET_STATES) {
      const to = from[state];
      it(`${name} from ${state}: ${to ?? 'refused'}`, () => {
        const decision = step(ticketIn(state));
        if (to) {
          expect(accepted(decision).state.state).toBe(to);
        } else {
          expect(decision).toMatchObject({ ok: false, code: 'WRONG_STATE', details: { state } });
        }
      });
    }
  }

  it('has no fact of the state that was left', () => {
    const waiting = accepted(queue.returnToWaiting(ticketIn('screening'), 'no sound', NOW)).state;
    expect(Object.keys(waiting).sort()).toEqual(Object.keys(ticketIn('waiting')).sort());
    const done = accepted(queue.finish(ticketIn('live'), 'outOfScope', 'the court', live, NOW)).state;
    expect(Object.keys(done).sort()).toEqual(Object.keys(ticketIn('done')).sort());
    expect(done).toMatchObject({ outcome: 'outOfScope', whereTo: 'the court', endedAt: NOW });
  });

  it('never touches the version, which is the store’s', () => {
    for (const { step, from } of Object.values(TABLE)) {
      for (const state of TICKET_STATES.filter((state) => from[state])) {
        expect(accepted(step(ticketIn(state, { version: 7 }))).state.version).toBe(7);
      }
    }
  });
});

describe('[Q1] a ticket lives on the server', () => {
  const facts = {
    id: 't9',
    countyId: 'c1',
    personId: 'p9',
    number: 9,
    ahead: 8,
    subject: 'Road',
    more: 'Long',
    placeName: 'West',
    publicName: 'Mr Li',
    consent: { call: true, recording: false, broadcast: false },
    receiptToken: 'r9',
    takenBy: null,
    participation: 'video' as const,
    visits: 0,
    openCases: 0,
  };

  it('takes the place of its number, and nothing of it is public yet', () => {
    const ticket = accepted(queue.take(live, facts, NOW)).state;
    expect(ticket).toMatchObject({
      state: 'waiting',
      sessionId: 's1',
      lane: 'walkIn',
      homeLane: 'walkIn',
      order: 9,
      entered: false,
      presence: 'never',
      approval: null,
      passes: 0,
    });
    expect(accepted(queue.take(live, { ...facts, visits: 1 }, NOW)).state).toMatchObject({
      lane: 'repeat',
      earlierVisits: 1,
    });
  });

  it('is given out only while the lobby is open and the evening has not ended', () => {
    for (const state of ['scheduled', 'closing', 'ended', 'postponed', 'cancelled'] as const) {
      expect(queue.take(sessionIn(state), facts, NOW)).toMatchObject({ code: 'LOBBY_CLOSED' });
    }
    expect(queue.take(live, facts, ENDS_AT)).toMatchObject({ code: 'LOBBY_CLOSED' });
  });

  it('keeps place and state when the page comes again', () => {
    for (const state of ['waiting', 'screening', 'onDeck', 'live'] as const) {
      const back = accepted(
        queue.enter(ticketIn(state, { order: 5.5, passes: 1 }), 'video', sessionIn('live'), NOW),
      ).state;
      expect(back).toMatchObject({ state, order: 5.5, passes: 1, presence: 'here', entered: true });
    }
  });

  it('keeps the place of who steps away', () => {
    const away = accepted(queue.stepAway(ticketIn('waiting', { order: 3 }), NOW)).state;
    expect(away).toMatchObject({ state: 'away', order: 3, since: NOW });
    expect(accepted(queue.comeBack(away, live, NOW + 1)).state).toMatchObject({ state: 'waiting', order: 3 });
  });

  it('goes from video to sound to telephone without losing the turn', () => {
    const deck = ticketIn('onDeck');
    expect(accepted(queue.setParticipation(deck, 'phone', NOW)).state).toEqual({ ...deck, participation: 'phone' });
    for (const state of TICKET_ENDS) {
      expect(queue.setParticipation(ticketIn(state), 'phone', NOW)).toMatchObject({ code: 'WRONG_STATE' });
    }
  });
});

describe('[Q4] being called', () => {
  it('tells the citizen, gives 60 s and passes over then', () => {
    const { state, effects } = accepted(queue.call(ticketIn('waiting'), 'm2', NOW));
    expect(state).toMatchObject({ calledAt: NOW, answerBy: NOW + 60_000, answeredAt: null, heldBy: 'm2' });
    expect(effects).toEqual([
      { effect: 'tell', what: 'called' },
      { effect: 'later', queue: 'ticket.passOver', at: NOW + 60_000 },
    ]);
  });

  it('by telephone has no clock and words of its own: the desk says reached, or passes over at once', () => {
    const { state, effects } = accepted(queue.call(ticketIn('waiting', { participation: 'phone' }), 'm2', NOW));
    expect(effects).toEqual([{ effect: 'tell', what: 'calledByPhone' }]);
    expect(accepted(queue.passOver(state, live, NOW)).state).toMatchObject({ state: 'waiting', passes: 1 });
    const reached = accepted(queue.reach(state, NOW + 5)).state;
    expect(reached).toMatchObject({ state: 'screening', answeredAt: NOW + 5 });
    expect(accepted(queue.reach(reached, NOW + 9)).state).toEqual(reached);
    expect(queue.passOver(reached, live, NOW + 9)).toMatchObject({ details: { answered: true } });
    expect(queue.reach(unanswered(), NOW)).toMatchObject({ code: 'WRONG_STATE', details: { participation: 'video' } });
  });

  it('does not call who never entered the waiting room', () => {
    expect(queue.call(ticketIn('waiting', { entered: false }), 'm1', NOW)).toMatchObject({
      code: 'WRONG_STATE',
      details: { entered: false },
    });
  });

  it('takes an answer, also a late one while nobody passed over, and once', () => {
    const first = accepted(queue.answer(unanswered({ presence: 'lost' }), NOW)).state;
    expect(first).toMatchObject({ answeredAt: NOW, presence: 'here' });
    expect(accepted(queue.answer(first, NOW + 9)).state).toEqual(first);
  });

  it('passes over nobody before the 60 s are over, and nobody who answered', () => {
    const called = unanswered();
    const answerBy = STARTS_AT + MINUTE;
    expect(queue.passOver(called, live, answerBy - 1)).toMatchObject({ code: 'WRONG_STATE', details: { answerBy } });
    expect(queue.passOver(ticketIn('screening'), live, NOW)).toMatchObject({ details: { answered: true } });
    expect(queue.passOver(ticketIn('waiting'), live, NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(accepted(queue.passOver(called, live, answerBy)).state.state).toBe('waiting');
  });

  it('notifies, keeps the place, and counts one pass', () => {
    const { state, effects } = accepted(queue.passOver(unanswered({ order: 6, lane: 'booked' }), live, NOW));
    expect(state).toMatchObject({ state: 'waiting', order: 6, lane: 'booked', passes: 1, passedAtCall: 4 });
    expect(effects).toEqual([{ effect: 'tell', what: 'passedOver' }]);
  });

  it('counts at most one pass per finished call', () => {
    const again = accepted(queue.passOver(unanswered({ passes: 2, passedAtCall: 4 }), live, NOW)).state;
    expect(again).toMatchObject({ state: 'waiting', passes: 2 });
    const later = queue.passOver(unanswered({ passes: 1, passedAtCall: 3 }), live, NOW);
    expect(accepted(later).state).toMatchObject({ state: 'waiting', passes: 2, passedAtCall: 4 });
    expect(accepted(queue.passOver(unanswered(), { finishedCalls: 0 }, NOW)).state.passes).toBe(1);
  });

  it('the third pass makes a no-show', () => {
    const { state, effects } = accepted(queue.passOver(unanswered({ passes: 2, passedAtCall: 3 }), live, NOW));
    expect(state).toMatchObject({ state: 'noShow', passes: 3, endedAt: NOW });
    expect(effects).toEqual([{ effect: 'tell', what: 'noShow' }]);
  });

  it('a no-show comes back as a walk-in at the end, with three passes again, and hears of the turn anew [Q5]', () => {
    const facts = { passes: 3, passedAtCall: 4, told: 'next' } as const;
    const ticket = ticketIn('noShow', { lane: 'head', homeLane: 'booked', order: 2, ...facts });
    const back = accepted(queue.comeBack(ticket, live, NOW)).state;
    expect(back).toMatchObject({ state: 'waiting', lane: 'walkIn', homeLane: 'walkIn', passes: 0, passedAtCall: null });
    expect(back.told).toBe('nothing');
    expect(back.order).toBeGreaterThan(30);
    expect(back.order).toBeLessThan(31);
    expect(back.number).toBe(ticket.number);
  });

  it('a no-show comes back only while the session serves', () => {
    for (const state of ['scheduled', 'closing', 'ended', 'postponed', 'cancelled'] as const) {
      expect(queue.comeBack(ticketIn('noShow'), sessionIn(state), NOW)).toMatchObject({ code: 'CLOSING_TIME' });
    }
    expect(queue.comeBack(ticketIn('noShow'), live, ENDS_AT)).toMatchObject({ code: 'CLOSING_TIME' });
  });
});

describe('[Q6] every manual change of order is written down', () => {
  it('with where from, where to and why', () => {
    const { state, effects } = accepted(
      queue.move(ticketIn('waiting', { order: 8 }), { lane: 'head', order: 1.5 }, 'is ill', NOW),
    );
    expect(state).toMatchObject({ lane: 'head', order: 1.5, homeLane: 'walkIn', number: 1 });
    const data = { from: { lane: 'walkIn', order: 8 }, to: { lane: 'head', order: 1.5 } };
    expect(effects).toEqual([{ effect: 'log', what: 'queue.move', why: 'is ill', data }]);
  });

  it('and calling out of order, returning and refusing as well', () => {
    const log = (what: string, why: string) => expect.objectContaining({ effect: 'log', what, why });
    const called = accepted(queue.callOutOfOrder(ticketIn('waiting'), 'm1', 'is ill', NOW));
    expect(called.effects).toContainEqual(log('queue.call', 'is ill'));
    const returned = accepted(queue.returnToWaiting(ticketIn('onDeck'), 'no sound', NOW));
    expect(returned.effects).toEqual([log('queue.return', 'no sound')]);
    const refused = accepted(queue.refuse(ticketIn('waiting'), 'in court', 'the court', NOW));
    expect(refused.effects).toEqual([{ effect: 'tell', what: 'refused' }, log('queue.refuse', 'in court')]);
  });

  it('without a reason nothing happens', () => {
    const to = { lane: 'head', order: 1 } as const;
    for (const blank of ['', '  ']) {
      expect(queue.move(ticketIn('waiting'), to, blank, NOW)).toMatchObject({ code: 'REASON_MISSING' });
      expect(queue.callOutOfOrder(ticketIn('waiting'), 'm1', blank, NOW)).toMatchObject({ code: 'REASON_MISSING' });
      expect(queue.returnToWaiting(ticketIn('onDeck'), blank, NOW)).toMatchObject({ code: 'REASON_MISSING' });
      expect(queue.refuse(ticketIn('waiting'), blank, 'the court', NOW)).toMatchObject({ code: 'REASON_MISSING' });
      expect(queue.refuse(ticketIn('waiting'), 'in court', blank, NOW)).toMatchObject({ code: 'REASON_MISSING' });
    }
  });
});

describe('[C1] [C2] [T6] onto the deck and the stage', () => {
  it('needs an answer, the consent to the call and approved words', () => {
    expect(queue.toDeck(unanswered(), seat('a'), NOW)).toMatchObject({
      code: 'WRONG_STATE',
      details: { answered: false },
    });
    const consent = { call: false, recording: true, broadcast: true };
    expect(queue.toDeck(ticketIn('screening', { consent }), seat('a'), NOW)).toMatchObject({ code: 'CONSENT_MISSING' });
    expect(queue.toDeck(ticketIn('screening', { approval: null }), seat('a'), NOW)).toMatchObject({
      code: 'NOT_APPROVED',
    });
    expect(accepted(queue.toDeck(ticketIn('screening'), seat('b'), NOW)).state).toMatchObject({
      state: 'onDeck',
      seatId: 'b',
      heldBy: 'm1',
      since: NOW,
    });
  });

  it('needs them still when going live, by telephone too', () => {
    const consent = { call: false, recording: false, broadcast: false };
    expect(queue.goLive(ticketIn('onDeck', { consent }), seat('a'), 'k', NOW)).toMatchObject({
      code: 'CONSENT_MISSING',
    });
    const byPhone = ticketIn('waiting', { participation: 'phone', approval: null });
    expect(queue.goLive(byPhone, seat('a'), 'k', NOW)).toMatchObject({ code: 'NOT_APPROVED' });
  });

  it('goes live at the seat whose deck it is on', () => {
    expect(queue.goLive(ticketIn('onDeck'), seat('b'), 'k', NOW)).toMatchObject({ details: { seatId: 'a' } });
    const live = accepted(queue.goLive(ticketIn('onDeck'), seat('a'), 'k', NOW)).state;
    expect(live).toMatchObject({ state: 'live', seatId: 'a', callId: 'k' });
  });

  it('by telephone goes live at any seat', () => {
    const deck = ticketIn('onDeck', { participation: 'phone' });
    expect(accepted(queue.goLive(deck, seat('b'), 'k', NOW)).state).toMatchObject({ state: 'live', seatId: 'b' });
  });
});

describe('[C3] a call that fails', () => {
  it('puts the ticket back at the head, the reason kept', () => {
    const { state, effects } = accepted(
      queue.technicalFailure(ticketIn('live', { order: 12 }), 'no picture', live, NOW),
    );
    expect(state).toMatchObject({
      state: 'waiting',
      lane: 'head',
      homeLane: 'walkIn',
      order: 12,
      lastFailure: 'no picture',
      entered: true,
      since: NOW,
    });
    expect(effects).toEqual([{ effect: 'tell', what: 'callFailed' }]);
  });

  it('[S3] promises nobody another call tonight when none can come', () => {
    for (const session of [sessionIn('closing'), sessionIn('ended'), live]) {
      const now = session === live ? ENDS_AT : NOW;
      const decision = queue.technicalFailure(ticketIn('live'), 'overtime', session, now);
      expect(accepted(decision)).toMatchObject({ state: { state: 'waiting', lane: 'head' }, effects: [] });
    }
  });

  it('also when the call ends with the outcome “failed”', () => {
    expect(accepted(queue.finish(ticketIn('live'), 'failed', 'no sound', live, NOW)).state).toMatchObject({
      state: 'waiting',
      lane: 'head',
      lastFailure: 'no sound',
    });
    expect(queue.finish(ticketIn('live'), 'failed', null, live, NOW)).toMatchObject({ code: 'REASON_MISSING' });
  });
});

describe('[T5] [T6] words and consent', () => {
  it('makes public only what a person approved', () => {
    const approval = { subject: 'Heating', publicName: 'Ms W', categoryCode: 'city.heat', by: 'm2' };
    for (const state of TICKET_STATES) {
      const decision = queue.approve(ticketIn(state, { approval: null }), approval, NOW);
      if ((TICKET_ENDS as readonly string[]).includes(state)) {
        expect(decision).toMatchObject({ code: 'WRONG_STATE' });
      } else {
        expect(accepted(decision).state).toMatchObject({
          state,
          subject: 'Heating',
          publicName: 'Ms W',
          categoryCode: 'city.heat',
          approval: { at: NOW, by: 'm2' },
        });
      }
    }
  });

  it('gives and revokes each consent on its own, in any state', () => {
    for (const state of TICKET_STATES) {
      for (const scope of CONSENT_SCOPES) {
        const none = { call: false, recording: false, broadcast: false };
        const given = accepted(queue.changeConsent(ticketIn(state, { consent: none }), scope, true, NOW));
        expect(given.state.consent).toEqual({ ...none, [scope]: true });
        const revoked = accepted(queue.changeConsent(given.state, scope, false, NOW));
        expect(revoked.state.consent).toEqual(none);
      }
    }
  });
});
