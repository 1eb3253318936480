/** K3: what time does to a case by itself, and what rings. */
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../server/domain/audit/types.ts';
import {
  acknowledge,
  CASE_MARKS,
  type CaseMark,
  deadlineOf,
  marksToSet,
  ordinaryDueAt,
  recounted,
  ringsUntil,
  setUrgency,
} from '../../../server/domain/cases/clock.ts';
import { type CountyTime, limitsOf } from '../../../server/domain/cases/deadlines.ts';
import type { CaseFacts } from '../../../server/domain/cases/types.ts';
import { ANSWERED, CASE_ENDS, CASE_STATES, type CaseState, UNDISPATCHED, WITH_UNIT } from '../../../shared/states.ts';
import { caseRecord, MINUTE } from './fixtures.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const county: CountyTime = { zone: 'Asia/Shanghai', days: new Map(), limits: null };
/** Thursday, 1 October 2026, 20:30 in Shanghai; a holiday where the calendar says so. */
const NOW = Date.UTC(2026, 9, 1, 12, 30);
const limitsFor = (urgency: CaseFacts['urgency'], startsAt = NOW) =>
  limitsOf({ kind: 'help', categoryCode: null, urgency, promisedFor: null, startsAt }, county);

const caseIn = (state: CaseState, facts: Partial<CaseFacts> = {}) => {
  const { dueAt, ...limits } = limitsFor(facts.urgency ?? null);
  const { state: _, ...rest } = caseRecord({ openedAt: NOW, dueAt, limits: { startsAt: NOW, ...limits } });
  // What a state carries besides is of no matter here.
  return { ...rest, ...facts, state } as ReturnType<typeof caseRecord>;
};
const whatIsSet = (...args: Parameters<typeof marksToSet>) => marksToSet(...args).map(({ mark }) => mark);
const OF_UNIT: readonly CaseMark[] = ['half', 'fourFifths', 'urge', 'supervise'];

describe('[K3] which marks hold in which state', () => {
  test.each(CASE_STATES)('%s', (state) => {
    const record = caseIn(state, { urgency: 'danger' });
    const has = (states: readonly CaseState[]) => states.includes(state);
    for (const mark of OF_UNIT) expect(deadlineOf(record, mark)).toBe(has(WITH_UNIT) ? record.dueAt : null);
    expect(deadlineOf(caseIn(state), 'dispatch')).toBe(has(UNDISPATCHED) ? caseIn(state).limits.dispatchBy : null);
    expect(ringsUntil(record) !== null).toBe(has([...UNDISPATCHED, ...WITH_UNIT]));
    expect(ringsUntil(caseIn(state))).toBeNull();
    if (has(ANSWERED) || has(CASE_ENDS)) expect(deadlineOf(record, 'urge')).toBeNull();
  });

  test('none of a unit’s while the clock stands still', () => {
    const record = caseIn('suspended', { stoppedAt: NOW + HOUR });
    for (const mark of OF_UNIT) expect(deadlineOf(record, mark)).toBeNull();
  });
});

describe('[K3] what is set with a change', () => {
  const opened = caseIn('submitted');
  const dispatched = caseIn('dispatched', { mainUnitId: 'u1' });

  test('a new case waits for its dispatch; an urgent one rings', () => {
    expect(whatIsSet(null, opened, NOW, county)).toEqual(['dispatch']);
    const urgent = caseIn('submitted', { urgency: 'danger' });
    expect(marksToSet(null, urgent, NOW, county)).toEqual([
      { mark: 'ringHalf', at: NOW + 7.5 * MINUTE, deadline: NOW + 15 * MINUTE },
      { mark: 'ringEnd', at: NOW + 15 * MINUTE, deadline: NOW + 15 * MINUTE },
    ]);
  });

  test('with a unit it has its four marks, all of the one deadline', () => {
    const due = marksToSet(caseIn('accepted'), dispatched, NOW + HOUR, county);
    expect(due.map(({ mark }) => mark)).toEqual(OF_UNIT);
    expect(new Set(due.map(({ deadline }) => deadline))).toEqual(new Set([dispatched.dueAt]));
    expect(due.map(({ at }) => at)).toEqual(due.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  test('signing, drafting and reviewing set nothing anew; handing back and dispatching anew neither restarts the clock', () => {
    const signed = caseIn('inProgress', { mainUnitId: 'u1', signedAt: NOW });
    expect(marksToSet(dispatched, signed, NOW, county)).toEqual([]);
    expect(marksToSet(signed, caseIn('drafted', { mainUnitId: 'u1' }), NOW, county)).toEqual([]);
    expect(marksToSet(signed, caseIn('handBackAsked', { mainUnitId: 'u1' }), NOW, county)).toEqual([]);
    const [first, again] = [opened, caseIn('accepted', { handBacks: 1 })].map((before) =>
      marksToSet(before, dispatched, NOW + DAY, county),
    );
    expect(again).toEqual(first);
  });

  test('what lies behind is not reminded of, but for the last', () => {
    const dueAt = dispatched.dueAt ?? 0;
    const at = (mark: CaseMark) =>
      marksToSet(opened, dispatched, NOW, county).find((one) => one.mark === mark)?.at ?? Number.NaN;
    expect(whatIsSet(opened, dispatched, at('half') + 1, county)).toEqual(OF_UNIT);
    expect(whatIsSet(opened, dispatched, at('fourFifths'), county)).toEqual(['fourFifths', 'urge', 'supervise']);
    expect(whatIsSet(opened, dispatched, dueAt, county)).toEqual(['urge', 'supervise']);
  });

  test('a clock that goes on, and an extension, have marks of their own', () => {
    const stopped = caseIn('waitingForCitizen', { mainUnitId: 'u1', stoppedAt: NOW });
    expect(whatIsSet(dispatched, stopped, NOW, county)).toEqual([]);
    expect(whatIsSet(stopped, caseIn('inProgress', { mainUnitId: 'u1' }), NOW, county)).toEqual(OF_UNIT);
    const later = { ...dispatched, dueAt: (dispatched.dueAt ?? 0) + DAY };
    expect(new Set(marksToSet(dispatched, later, NOW, county).map(({ deadline }) => deadline))).toEqual(
      new Set([later.dueAt]),
    );
  });
});

describe('[K3] a kind that is corrected', () => {
  const { dueAt, acknowledgeBy, dispatchBy } = limitsOf(
    { kind: 'complain', categoryCode: null, urgency: null, promisedFor: null, startsAt: NOW },
    county,
  );
  const right = { startsAt: NOW, dueAt, acknowledgeBy, dispatchBy };

  test('has its own limits from the same start, until a unit has the case', () => {
    for (const state of CASE_STATES) {
      const record = caseIn(state);
      const open = (UNDISPATCHED as readonly CaseState[]).includes(state);
      expect(recounted(record, right)).toEqual(open ? { ...record, dueAt, limits: { ...record.limits } } : record);
    }
    expect(dueAt).toBeGreaterThan(limitsFor(null).dueAt);
  });

  test('but what was promised, is urgent, was extended, or told for an earlier day stays', () => {
    for (const facts of [{ promised: true }, { urgency: 'danger' as const }, { extensions: 1 }]) {
      const record = caseIn('accepted', facts);
      expect(recounted(record, right)).toBe(record);
    }
    expect(recounted(caseIn('accepted', { replyBy: 'phone' }), right).dueAt).toBe(limitsFor(null).dueAt);
  });
});

describe('[K3] an urgent case', () => {
  const urgent = caseIn('submitted', { urgency: 'danger' });

  test('rings until somebody takes note, and then no more; the second is told', () => {
    expect(ringsUntil(urgent)).toBe(NOW + 15 * MINUTE);
    const taken = acknowledge(urgent, NOW + MINUTE);
    if (!taken.ok) throw new Error(taken.code);
    expect(taken.state).toMatchObject({ acknowledgedAt: NOW + MINUTE, dueAt: NOW + 2 * HOUR, state: 'submitted' });
    expect(ringsUntil(taken.state)).toBeNull();
    expect(acknowledge(taken.state, NOW + 2 * MINUTE)).toMatchObject({ ok: false, code: 'STALE' });
    for (const mark of CASE_MARKS.filter((one) => one.startsWith('ring')))
      expect(deadlineOf(taken.state, mark)).toBeNull();
  });

  test('one that is not urgent does not ring, and is not taken note of so', () => {
    expect(acknowledge(caseIn('submitted'), NOW)).toMatchObject({ ok: false, code: 'WRONG_STATE' });
    expect(acknowledge(caseIn('closed', { urgency: 'danger' }), NOW)).toMatchObject({ ok: false, code: 'WRONG_STATE' });
  });

  test('called so an hour later: due from its submission, rings from now', () => {
    const later = NOW + HOUR;
    const before = caseIn('accepted', { acknowledgedAt: NOW });
    const set = setUrgency(before, 'danger', limitsFor('danger'), before.dueAt, later);
    if (!set.ok) throw new Error(set.code);
    expect(set.state).toMatchObject({
      urgency: 'danger',
      dueAt: NOW + 2 * HOUR,
      acknowledgedAt: null,
      limits: { startsAt: NOW, acknowledgeBy: later + 15 * MINUTE, dispatchBy: null },
    });
    expect(setUrgency(set.state, 'danger', limitsFor('danger'), null, later)).toMatchObject({ ok: false });
  });

  test('and taken back: its kind’s days from its submission, and silence', () => {
    const back = setUrgency(caseIn('dispatched', { urgency: 'danger' }), null, limitsFor(null), null, NOW + HOUR);
    if (!back.ok) throw new Error(back.code);
    expect(ringsUntil(back.state)).toBeNull();
    expect(back.state).toMatchObject({ urgency: null, dueAt: limitsFor(null).dueAt, limits: { dispatchBy: null } });
  });

  describe('by mistake', () => {
    const entry = (what: string, data: Record<string, unknown>, at = NOW): AuditEntry => ({
      ...{ id: 'au1', countyId: 'c1', sessionId: null, caseId: 'case1', ticketId: null },
      ...{ at, byPersonId: 'm1', byName: '刘芳', what, why: null, data },
    });
    /** Called urgent and taken back: when it is due after each. */
    const thereAndBack = (facts: Partial<CaseFacts>, ...meanwhile: AuditEntry[]) => {
      const before = caseIn('dispatched', facts);
      const set = setUrgency(before, 'danger', limitsFor('danger'), ordinaryDueAt(before, [], county), NOW + HOUR);
      if (!set.ok) throw new Error(set.code);
      const log = [
        entry('promise.confirm', { dueOn: '2026-09-30' }, NOW - DAY),
        entry('case.setUrgency', { urgency: 'danger', before: null, dueAt: before.dueAt }),
        ...meanwhile,
      ];
      const back = setUrgency(set.state, null, limitsFor(null), ordinaryDueAt(set.state, log, county), NOW + HOUR);
      if (!back.ok) throw new Error(back.code);
      return [set.state.dueAt, back.state.dueAt];
    };
    const later = NOW + 40 * DAY;

    test('what was extended, promised or told to its person stays as it was', () => {
      for (const facts of [{ extensions: 1 }, { promised: true }, { replyBy: 'phone' }] as const)
        expect(thereAndBack({ ...facts, dueAt: later })).toEqual([NOW + 2 * HOUR, later]);
      expect(thereAndBack({ promised: true, dueAt: NOW + HOUR })).toEqual([NOW + HOUR, NOW + HOUR]);
      expect(thereAndBack({ dueAt: later })).toEqual([NOW + 2 * HOUR, limitsFor(null).dueAt]);
    });

    test('of what was promised meanwhile the day holds; begun anew, its kind’s', () => {
      const confirmed = entry('promise.confirm', { dueOn: '2026-10-05' });
      const by = limitsOf({ ...caseIn('dispatched'), promisedFor: '2026-10-05', startsAt: NOW }, county).dueAt;
      expect(thereAndBack({ promised: true, dueAt: later }, confirmed)[1]).toBe(by);
      // C8: of two that are open the earlier one, once answered the next.
      const more = entry('promise.confirm', { dueOn: '2026-10-20' });
      expect(thereAndBack({ promised: true, dueAt: later }, confirmed, more)[1]).toBe(by);
      const answered = entry('case.finalReview', { state: 'replied' });
      expect(thereAndBack({ promised: true, dueAt: later }, confirmed, answered, more)[1]).toBeGreaterThan(by);
      const again = entry('case.rate', { state: 'reopened' });
      expect(thereAndBack({ promised: true, dueAt: later }, confirmed, again)[1]).toBe(limitsFor(null).dueAt);
    });
  });

  test.each(CASE_STATES)('%s: changed while it is open', (state) => {
    const open = ([...UNDISPATCHED, ...WITH_UNIT] as readonly CaseState[]).includes(state);
    expect(setUrgency(caseIn(state), 'utility', limitsFor('utility'), null, NOW).ok).toBe(open);
    const rings = caseIn(state, { urgency: 'utility' });
    expect(acknowledge(rings, NOW).ok).toBe(open);
  });
});
