/** S4: what those may choose whose turn did not come. */
import { describe, expect, test } from 'vitest';
import { isWorkingDay, workingDaysAfter } from '../../../server/domain/calendar/working-days.ts';
import { answerBy } from '../../../server/domain/cases/transitions.ts';
import { LATE_MS } from '../../../server/domain/queue/booking.ts';
import * as notReached from '../../../server/domain/queue/not-reached.ts';
import type { SessionRecord } from '../../../server/domain/sessions/types.ts';
import { CASE_STATES, SESSION_STATES, TICKET_STATES, UNDISPATCHED, WITH_UNIT } from '../../../shared/states.ts';
import { caseRecord, MINUTE, STARTS_AT, sessionIn, ticketIn } from './fixtures.ts';

const DAY = 24 * 60 * MINUTE;
const over = sessionIn('ended');
const now = over.endsAt;
const next = sessionIn('scheduled', { id: 's2', startsAt: STARTS_AT + DAY, endsAt: over.endsAt + DAY, capacity: 30 });
const facts = { id: 't2', receiptToken: 'r2', number: 4 };

describe('[S4] who may choose', () => {
  test('whoever waits or stepped away, once no call can reach them any more', () => {
    for (const session of SESSION_STATES)
      for (const state of TICKET_STATES) {
        const over = ['closing', 'ended', 'postponed', 'cancelled'].includes(session);
        const calledOff = session === 'postponed' || session === 'cancelled';
        const allowed = over && (state === 'waiting' || state === 'away' || (state === 'booked' && calledOff));
        const [ticket, evening] = [ticketIn(state), sessionIn(session)];
        expect(notReached.carryOver(ticket, evening, next, facts, now).ok).toBe(allowed);
        expect(notReached.answerLater(ticket, evening, 'phone', { caseId: 'k1', dueOn: '2026-12-01' }, now).ok).toBe(
          allowed,
        );
        // [C12] In writing instead of a call, at any time before it.
        const isHere = ['waiting', 'away', 'screening', 'onDeck'].includes(state);
        expect(notReached.answerLater(ticket, evening, 'written', { caseId: 'k1', dueOn: '2026-12-01' }, now).ok).toBe(
          allowed || isHere,
        );
      }
  });

  test('[S5] and, while the evening goes on, once its leader is another, late or lost', () => {
    const leaderChange = { at: now, what: 'lost', seatId: 'a' } as const;
    for (const session of SESSION_STATES) {
      const open = notReached.mayChoose(ticketIn('waiting'), sessionIn(session, { leaderChange }));
      expect(open).toBe(session !== 'scheduled');
      // Whoever has not come yet need not come for it; what the end makes of them is another rule.
      const booked = notReached.mayChoose(ticketIn('booked'), sessionIn(session, { leaderChange }));
      expect(booked).toBe(!['scheduled', 'closing', 'ended'].includes(session));
    }
    expect(notReached.mayChoose(ticketIn('screening'), sessionIn('live', { leaderChange }))).toBe(false);
  });

  test('until a day after the end; while the evening still closes no time is set', () => {
    expect(notReached.chooseBy(over)).toBe((over.state === 'ended' ? over.endedAt : 0) + DAY);
    expect(notReached.chooseBy(sessionIn('cancelled'))).toBe(STARTS_AT + DAY);
    for (const state of ['closing', 'postponed', 'live'] as const)
      expect(notReached.chooseBy(sessionIn(state))).toBeNull();
  });
});

describe('[S4] the next evening', () => {
  test('is a later one that is not over, of the same county', () => {
    for (const state of SESSION_STATES) {
      const comes = ['scheduled', 'lobby', 'live', 'paused'].includes(state);
      const evening = sessionIn(state, { id: 's2', startsAt: next.startsAt, endsAt: next.endsAt });
      expect(notReached.mayCarry(over, evening, 0, now).ok).toBe(comes);
    }
    expect(notReached.mayCarry(over, { ...next, id: over.id }, 0, now).ok).toBe(false);
    expect(notReached.mayCarry(over, { ...next, countyId: 'c2' }, 0, now).ok).toBe(false);
    expect(notReached.mayCarry(over, { ...next, startsAt: over.startsAt }, 0, now).ok).toBe(false);
    expect(notReached.mayCarry(over, next, 0, next.endsAt).ok).toBe(false);
  });

  test('keeps a third of its places for people carried over, and no more', () => {
    expect(notReached.mayCarry(over, next, 9, now)).toEqual({ ok: true });
    expect(notReached.mayCarry(over, next, 10, now)).toMatchObject({ ok: false, code: 'NO_PLACE_LEFT' });
    const full = { ...next, issued: next.capacity };
    expect(notReached.mayCarry(over, full, 0, now)).toMatchObject({ ok: false, code: 'NO_PLACE_LEFT' });
    expect(notReached.mayCarry(over, full, 0, now, 1)).toEqual({ ok: true });
    expect(notReached.mayCarry(over, { ...next, capacity: 2 }, 0, now).ok).toBe(false);
  });

  test('gives a place in front of everybody who booked, in the order in which they came, with nothing of tonight', () => {
    const tonight = ticketIn('waiting', { passes: 2, passedAtCall: 3, lastFailure: 'overtime', lane: 'repeat' });
    const first = notReached.carryOver(tonight, over, next, facts, now);
    const second = notReached.carryOver(ticketIn('away'), over, next, { ...facts, id: 't3', number: 5 }, now);
    if (!first.ok || !second.ok) throw new Error('refused');
    // Of an evening that is under way they are late only after they could know of it.
    const begun = notReached.carryOver(tonight, over, next, facts, next.startsAt + 1200);
    expect(begun.ok && begun.state.next).toMatchObject({ slotAt: next.startsAt + 1200 });
    expect(first.state.before).toMatchObject({ state: 'deferred', by: 'session', toSessionId: 's2', toTicketId: 't2' });
    expect(first.state.next).toMatchObject({
      id: 't2',
      sessionId: 's2',
      state: 'booked',
      slotAt: next.startsAt,
      number: 4,
      lane: 'booked',
      entered: false,
      passes: 0,
      passedAtCall: null,
      lastFailure: null,
      carriedFrom: 't1',
      receiptToken: 'r2',
      subject: tonight.subject,
      approval: tonight.approval,
    });
    expect(first.state.next.order).toBeLessThan(second.state.next.order);
    expect(second.state.next.order).toBeLessThan(0);
  });
});

describe('[S4] [K3] an answer by telephone or in writing', () => {
  const holidays = new Map([
    ['2026-10-01', false],
    ['2026-10-02', false],
    ['2026-10-10', true],
  ]);

  test('comes within working days of the county: weekends and holidays do not count, days that make up for them do', () => {
    expect(isWorkingDay('2026-10-10', holidays)).toBe(true);
    expect(isWorkingDay('2026-10-10', new Map())).toBe(false);
    // Wednesday; then two holidays and a weekend.
    expect(workingDaysAfter('2026-09-30', 1, holidays)).toBe('2026-10-05');
    expect(workingDaysAfter('2026-09-30', 5, holidays)).toBe('2026-10-09');
    expect(workingDaysAfter('2026-09-30', 6, holidays)).toBe('2026-10-10');
    expect(workingDaysAfter('2026-09-30', 5, new Map())).toBe('2026-10-07');
  });

  test('is counted from the day of the choice in the county’s zone', () => {
    // Half past midnight in Shanghai on Thursday, still Wednesday in UTC.
    const late = Date.UTC(2026, 10, 25, 16, 30);
    expect(notReached.dueDays(late, 'Asia/Shanghai', new Map())).toEqual({
      phoneBy: '2026-12-01',
      writtenBy: '2026-12-03',
    });
    expect(notReached.dueDays(late, 'UTC', new Map()).phoneBy).toBe('2026-11-30');
  });

  test('is told to the citizen and kept with ticket and case; a date that was promised stays (C8)', () => {
    expect(
      notReached.answerLater(ticketIn('away'), over, 'phone', { caseId: 'k1', dueOn: '2026-12-01' }, now),
    ).toMatchObject({
      state: { state: 'deferred', by: 'phone', caseId: 'k1', dueOn: '2026-12-01' },
      effects: [{ effect: 'tell', what: 'willPhone' }],
    });
    expect(
      notReached.answerLater(ticketIn('waiting'), over, 'written', { caseId: 'k1', dueOn: '2026-12-03' }, now),
    ).toMatchObject({
      state: { state: 'written', caseId: 'k1', dueOn: '2026-12-03' },
      effects: [{ effect: 'tell', what: 'willWrite' }],
    });
    expect(answerBy(caseRecord(), 'phone', 7, now)).toMatchObject({ state: { replyBy: 'phone', dueAt: 7 } });
    expect(answerBy(caseRecord({ dueAt: 3 }), 'written', 7, now)).toMatchObject({ state: { dueAt: 3 } });
    expect(answerBy(caseRecord({ dueAt: 9 }), 'written', 7, now)).toMatchObject({ state: { dueAt: 7 } });
    expect(answerBy(caseRecord({ dueAt: 9, promised: true }), 'written', 7, now)).toMatchObject({
      state: { dueAt: 9 },
    });
    for (const state of CASE_STATES)
      expect(answerBy(caseRecord({ state }), 'phone', 7, now).ok).toBe(
        [...UNDISPATCHED, ...WITH_UNIT].some((one) => one === state),
      );
  });
});

test('[S1] of a postponed evening whoever waited is expected again, with the place kept', () => {
  for (const state of TICKET_STATES)
    expect(notReached.expectAgain(ticketIn(state), next).ok).toBe(state === 'waiting' || state === 'away');
  expect(notReached.expectAgain(ticketIn('waiting'), next)).toMatchObject({
    state: { state: 'booked', slotAt: next.startsAt, entered: false, number: 1, order: 1 },
  });
});

test('[S4] whoever was expected and never came is a no-show of that evening, and told so', () => {
  for (const state of TICKET_STATES)
    expect(notReached.notCome(ticketIn(state), sessionIn('live'), now).ok).toBe(state === 'booked');
  expect(notReached.notCome(ticketIn('booked'), sessionIn('closing'), now)).toMatchObject({
    state: { state: 'noShow' },
    effects: [{ effect: 'tell', what: 'missed' }],
  });
});

test('[S4] whose time had not come when it ended, or never began, is asked instead, with the place kept', () => {
  const booked = ticketIn('booked', { entered: false });
  const lastMoment = STARTS_AT + LATE_MS;
  for (const [before, at] of [
    [sessionIn('live'), lastMoment],
    [sessionIn('lobby'), now],
    // [S5] In a pause, and until as late as one may be after it, nobody's time is over.
    [sessionIn('paused'), now],
    [{ ...sessionIn('live'), resumedAt: now - LATE_MS } as SessionRecord, now],
    [{ ...sessionIn('closing'), calledSince: null } as SessionRecord, now],
  ] as const) {
    const end = notReached.notCome(booked, before, at);
    expect(end).toMatchObject({ state: { state: 'away', entered: false, number: 1 }, effects: [] });
    expect(end.ok && notReached.mayChoose(end.state, over)).toBe(true);
  }
  expect(notReached.notCome(booked, sessionIn('live'), lastMoment + 1)).toMatchObject({ state: { state: 'noShow' } });
});
