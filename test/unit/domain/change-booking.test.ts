/** [Q2] [Q5] Changing what one holds, and what somebody may expect who takes a number now. */
import { describe, expect, test } from 'vitest';
import { slotAt } from '../../../server/domain/queue/booking.ts';
import { editMatter, moveBooking } from '../../../server/domain/queue/change-booking.ts';
import { outlookOf } from '../../../server/domain/queue/outlook.ts';
import { SESSION_STATES, TICKET_STATES } from '../../../shared/states.ts';
import { accepted, ENDS_AT, MINUTE, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const BEFORE = STARTS_AT - 60 * MINUTE;
const none = { head: 0, booked: 0, walkIn: 0, repeat: 0 };

describe('[Q2] a booking is changed', () => {
  const from = sessionIn('scheduled');
  const to = sessionIn('scheduled', { id: 's2', startsAt: STARTS_AT + 1000 * MINUTE, endsAt: ENDS_AT + 1000 * MINUTE });
  const facts = { id: 't2', receiptToken: 'r2', number: 7, ahead: 3 };

  test('to another evening: one place ends as another begins, with the same words, consents and approval', () => {
    const ticket = ticketIn('booked', { lane: 'booked', order: -5, carriedFrom: 't0', passes: 0 });
    const { before, next } = accepted(moveBooking(ticket, from, to, facts, BEFORE)).state;
    expect(before).toMatchObject({ id: 't1', state: 'deferred', by: 'session', toSessionId: 's2', toTicketId: 't2' });
    const { subject, more, publicName, consent, approval, personId } = ticket;
    expect(next).toMatchObject({ subject, more, publicName, consent, approval, personId, sessionId: 's2', version: 0 });
    // In the order of booking: a priority of an evening before stays there.
    expect(next).toMatchObject({ state: 'booked', number: 7, order: 7, carriedFrom: null, slotAt: slotAt(to, 3) });
  });

  test('what was added goes along; the room it was sent to is of the earlier evening', () => {
    const added = { count: 2, at: BEFORE };
    const ticket = ticketIn('booked', { added, sentTo: { to: 'room', seatId: 'room' } });
    const { before, next } = accepted(moveBooking(ticket, from, to, facts, BEFORE)).state;
    expect(before.added).toBeNull();
    expect(next).toMatchObject({ added, sentTo: null });
  });

  test('only a place that is booked, before its evening, and to another of the county', () => {
    for (const state of TICKET_STATES)
      expect(moveBooking(ticketIn(state), from, to, facts, BEFORE).ok).toBe(state === 'booked');
    for (const state of SESSION_STATES)
      expect(moveBooking(ticketIn('booked'), sessionIn(state), to, facts, BEFORE).ok).toBe(state === 'scheduled');
    expect(moveBooking(ticketIn('booked'), from, from, facts, BEFORE)).toMatchObject({ code: 'STALE' });
    const elsewhere = { ...to, countyId: 'c2' };
    expect(moveBooking(ticketIn('booked'), from, elsewhere, facts, BEFORE)).toMatchObject({ code: 'STALE' });
  });

  test('in its words, until a moderator approved them', () => {
    const words = { subject: 'Two lamps', more: 'At the bridge' };
    for (const state of TICKET_STATES) {
      const edited = editMatter(ticketIn(state, { approval: null }), words);
      if (['booked', 'waiting', 'away'].includes(state)) expect(accepted(edited).state).toMatchObject(words);
      else expect(edited).toMatchObject({ code: 'WRONG_STATE' });
    }
    expect(editMatter(ticketIn('booked'), words)).toMatchObject({ code: 'WRONG_STATE', details: { approved: true } });
  });
});

describe('[Q5] before a number is taken', () => {
  const evening = { callLengthMs: 6 * MINUTE, seats: [seat('a')] };

  test('a place that more calls come before than the evening has time for is told of', () => {
    const at = (booked: number) =>
      outlookOf(sessionIn('scheduled', evening), { lanes: { ...none, booked }, callsMs: [] }, BEFORE);
    expect(at(0)).toMatchObject({ lowMs: 0, probablyNotTonight: false });
    // 90 minutes carry 15 calls of six; two of three are of people who booked.
    expect(at(5)?.probablyNotTonight).toBe(false);
    expect(at(12)?.probablyNotTonight).toBe(true);
  });

  test('behind everybody who waits, by tonight’s calls, as the waiting room says it', () => {
    const now = ENDS_AT - 30 * MINUTE;
    const calls = (minutes: number) => Array.from({ length: 5 }, () => minutes * MINUTE);
    const at = (walkIn: number, minutes: number) =>
      outlookOf(sessionIn('live', evening), { lanes: { ...none, walkIn }, callsMs: calls(minutes) }, now);
    expect(at(3, 5)).toEqual({ lowMs: 15 * MINUTE, highMs: 20 * MINUTE, probablyNotTonight: false });
    expect(at(3, 10)?.probablyNotTonight).toBe(true);
    expect(at(8, 5)?.probablyNotTonight).toBe(true);
  });

  test('of an evening that gives out no numbers nothing is told', () => {
    for (const state of SESSION_STATES) {
      const outlook = outlookOf(sessionIn(state, evening), { lanes: none, callsMs: [] }, STARTS_AT);
      expect(outlook !== null).toBe(['scheduled', 'lobby', 'live', 'paused'].includes(state));
    }
  });
});
