/** K3: deadlines of cases over weekends, holidays and make-up days, at night, and where the clocks change. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../server/domain/calendar/recurrence.ts';
import { isWorkingDay, workingDaysAfter, workingDaysBetween } from '../../../server/domain/calendar/working-days.ts';
import {
  type Asked,
  type CountyTime,
  extended,
  goOn,
  isOverdue,
  limitsOf,
  marksOf,
  startGoneOn,
} from '../../../server/domain/cases/deadlines.ts';
import { CASE_KINDS } from '../../../shared/states.ts';
import { MINUTE } from './fixtures.ts';

const HOUR = 60 * MINUTE;
/** The national holiday: Thursday 1 to Wednesday 7 October; Sunday 20 September and Saturday 10 October make up for it. */
const days = new Map<string, boolean>([
  ['2026-09-20', true],
  ...[1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, false] as const),
  ['2026-10-10', true],
]);
const county: CountyTime = { zone: 'Asia/Shanghai', days, limits: null };
const plain: CountyTime = { ...county, days: new Map() };
const berlin: CountyTime = { zone: 'Europe/Berlin', days: new Map(), limits: null };

const at = (wall: string, { zone }: CountyTime = county) =>
  instantOf(wall.slice(0, 10), wall.slice(11) || '00:00', zone);
/** The end of a day is the beginning of the next. */
const endOf = (date: string, time: CountyTime = county) => at(workingDaysAfter(date, 1, everyDay), time);
const everyDay = new Map(
  Array.from({ length: 1000 }, (_, day) => [
    new Date(Date.UTC(2026, 0, 1) + day * 24 * HOUR).toISOString().slice(0, 10),
    true,
  ]),
);
const asked = (startsAt: number, facts: Partial<Asked> = {}): Asked => ({
  kind: 'consult',
  categoryCode: null,
  urgency: null,
  promisedFor: null,
  startsAt,
  ...facts,
});

describe('[K3] the table', () => {
  // A Monday with four plain weeks behind it.
  const monday = at('2026-11-02 10:00');

  test.each([
    ['consult', '2026-11-03', '2026-11-09'],
    ['help', '2026-11-03', '2026-11-09'],
    ['suggest', '2026-11-04', '2026-11-16'],
    ['complain', '2026-11-03', '2026-11-23'],
    ['thank', '2026-11-04', '2026-11-16'],
  ] as const)('%s', (kind, acknowledgeOn, dueOn) => {
    expect(limitsOf(asked(monday, { kind }), county)).toEqual({
      acknowledgeBy: endOf(acknowledgeOn),
      dueAt: endOf(dueOn),
      dispatchBy: endOf('2026-11-03'),
    });
  });

  test.each(CASE_KINDS)('%s, urgent: hours from submission, at night and on a holiday', (kind) => {
    const holiday = at('2026-10-01 20:30');
    expect(limitsOf(asked(holiday, { kind, urgency: 'danger' }), county)).toEqual({
      acknowledgeBy: at('2026-10-01 20:45'),
      dueAt: at('2026-10-01 22:30'),
      dispatchBy: null,
    });
    expect(limitsOf(asked(holiday, { kind, urgency: 'utility' }), county)).toEqual({
      acknowledgeBy: at('2026-10-01 22:30'),
      dueAt: at('2026-10-02 20:30'),
      dispatchBy: null,
    });
  });

  test('a promise: at once, on the day promised, holiday or not', () => {
    expect(limitsOf(asked(monday, { promisedFor: '2026-11-07' }), county)).toEqual({
      acknowledgeBy: monday,
      dueAt: endOf('2026-11-07'),
      dispatchBy: endOf('2026-11-03'),
    });
    const { dueAt } = limitsOf(asked(at('2026-09-30 19:30'), { promisedFor: '2026-10-03' }), county);
    expect(dueAt).toBe(endOf('2026-10-03'));
  });

  test('a promise for later than 30 working days is due with the thirtieth', () => {
    expect(limitsOf(asked(monday, { promisedFor: '2027-06-01' }), county).dueAt).toBe(endOf('2026-12-14'));
    expect(limitsOf(asked(monday, { promisedFor: '2026-12-14' }), county).dueAt).toBe(endOf('2026-12-14'));
  });

  test('a promise in an urgent matter: whichever comes first', () => {
    const urgent = asked(monday, { urgency: 'utility', promisedFor: '2026-11-05' });
    expect(limitsOf(urgent, county)).toEqual({
      acknowledgeBy: at('2026-11-02 12:00'),
      dueAt: at('2026-11-03 10:00'),
      dispatchBy: null,
    });
  });

  test('a county sets its own, by kind and by category; the rest stays', () => {
    const limit = (finish: number) => ({ acknowledge: { workingDays: 1 }, finish: { workingDays: finish } });
    const own = { ...county, limits: { complain: limit(7), categories: { C01: limit(2), C0101: limit(3) } } };
    const due = (facts: Partial<Asked>) => limitsOf(asked(monday, facts), own).dueAt;
    expect(due({ kind: 'complain' })).toBe(endOf('2026-11-11'));
    expect(due({ kind: 'complain', categoryCode: 'C0101' })).toBe(endOf('2026-11-05'));
    expect(due({ kind: 'complain', categoryCode: 'C0102' })).toBe(endOf('2026-11-04'));
    expect(due({ kind: 'suggest', categoryCode: 'C0201' })).toBe(endOf('2026-11-16'));
  });
});

describe('[K3] working days', () => {
  test('holidays and weekends do not count, days that make up for them do', () => {
    // Thursday 8, Friday 9, Saturday 10 (made up), Monday 12, Tuesday 13.
    expect(limitsOf(asked(at('2026-09-30 09:00')), county).dueAt).toBe(endOf('2026-10-13'));
    expect(limitsOf(asked(at('2026-09-30 09:00')), plain).dueAt).toBe(endOf('2026-10-07'));
    // Submitted on the Friday before a Sunday that makes up.
    expect(limitsOf(asked(at('2026-09-18 09:00')), county).acknowledgeBy).toBe(endOf('2026-09-20'));
  });

  test('what comes on a holiday begins with the first working day', () => {
    for (const wall of ['2026-10-01 00:00', '2026-10-04 12:00', '2026-10-07 23:59'])
      expect(limitsOf(asked(at(wall)), county)).toEqual({
        acknowledgeBy: endOf('2026-10-08'),
        dueAt: endOf('2026-10-13'),
        dispatchBy: endOf('2026-10-08'),
      });
  });

  test('a minute before midnight and a minute after are two days', () => {
    expect(limitsOf(asked(at('2026-11-02 23:59')), county).acknowledgeBy).toBe(endOf('2026-11-03'));
    expect(limitsOf(asked(at('2026-11-03 00:01')), county).acknowledgeBy).toBe(endOf('2026-11-04'));
  });
});

describe('[K3] where the clocks change', () => {
  test('hours are real hours', () => {
    // The night of 25 October 2026 has 25 hours, that of 29 March 23.
    const autumn = at('2026-10-24 20:00', berlin);
    expect(limitsOf(asked(autumn, { urgency: 'utility' }), berlin).dueAt).toBe(at('2026-10-25 19:00', berlin));
    const spring = at('2026-03-28 20:00', berlin);
    expect(limitsOf(asked(spring, { urgency: 'utility' }), berlin).dueAt).toBe(at('2026-03-29 21:00', berlin));
  });

  test('days end with the wall-clock day', () => {
    for (const [start, due] of [
      ['2026-10-22 09:00', '2026-10-29'],
      ['2026-03-26 09:00', '2026-04-02'],
    ] as const)
      expect(limitsOf(asked(at(start, berlin)), berlin).dueAt).toBe(endOf(due, berlin));
    // A county whose Monday has 25 hours: noon by the real hours is 11:00 on the wall.
    const works = { ...berlin, days: new Map([['2026-10-25', true]]) };
    const marks = marksOf(
      { startsAt: at('2026-10-24 09:00', works), dueAt: endOf('2026-10-25', works), urgency: null },
      works,
    );
    expect(marks.half).toBe(at('2026-10-25', works) + 12.5 * HOUR);
  });
});

describe('[K3] a clock that stands still', () => {
  const startsAt = at('2026-09-28 10:00');
  const { dueAt } = limitsOf(asked(startsAt, { kind: 'suggest' }), county);

  test('over a holiday loses the working days behind the day on which it stopped', () => {
    expect(dueAt).toBe(endOf('2026-10-16'));
    const stopped = { dueAt, stoppedAt: at('2026-09-30 16:00'), urgency: null };
    expect(goOn(stopped, at('2026-10-07 08:00'), county)).toBe(dueAt);
    expect(goOn(stopped, at('2026-10-08 08:00'), county)).toBe(endOf('2026-10-19'));
    expect(goOn(stopped, at('2026-10-10 23:00'), county)).toBe(endOf('2026-10-21'));
  });

  test('twice loses both', () => {
    const once = goOn({ dueAt, stoppedAt: at('2026-09-28 11:00'), urgency: null }, at('2026-09-29 09:00'), county);
    expect(once).toBe(endOf('2026-10-19'));
    expect(
      goOn({ dueAt: once, stoppedAt: at('2026-10-12 11:00'), urgency: null }, at('2026-10-14 09:00'), county),
    ).toBe(endOf('2026-10-21'));
  });

  test('an urgent one loses the real time', () => {
    const stopped = { startsAt, dueAt: startsAt + 24 * HOUR, stoppedAt: startsAt + HOUR, urgency: 'utility' } as const;
    expect(goOn(stopped, startsAt + 4 * HOUR, county)).toBe(startsAt + 27 * HOUR);
    expect(startGoneOn(stopped, startsAt + 4 * HOUR, county)).toBe(startsAt + 3 * HOUR);
  });

  test('is not over while it stands', () => {
    expect(isOverdue({ dueAt, stoppedAt: null }, dueAt - 1)).toBe(false);
    expect(isOverdue({ dueAt, stoppedAt: null }, dueAt)).toBe(true);
    expect(isOverdue({ dueAt, stoppedAt: dueAt - 1 }, dueAt + HOUR)).toBe(false);
    expect(isOverdue({ dueAt, stoppedAt: dueAt + 1 }, dueAt + HOUR)).toBe(true);
    expect(isOverdue({ dueAt: null, stoppedAt: null }, dueAt)).toBe(false);
  });
});

describe('[K3] an extension', () => {
  test('is so many working days more', () => {
    const dueAt = endOf('2026-09-29');
    expect(extended(dueAt, 3, county)).toBe(endOf('2026-10-09'));
    expect(extended(dueAt, 0, county)).toBe(dueAt);
    expect(extended(at('2026-10-01 22:30'), 1, county)).toBe(endOf('2026-10-08'));
  });
});

describe('[K3] on the way to a deadline and behind it', () => {
  test('five working days: noon of the third, the end of the fourth; urged on the first after, supervised on the fifth', () => {
    const startsAt = at('2026-11-02 10:00');
    expect(marksOf({ startsAt, dueAt: endOf('2026-11-09'), urgency: null }, county)).toEqual({
      half: at('2026-11-05 12:00'),
      fourFifths: endOf('2026-11-06'),
      urgeAt: at('2026-11-10'),
      superviseAt: at('2026-11-16'),
    });
  });

  test('over a holiday the holiday is not counted', () => {
    const startsAt = at('2026-09-30 10:00');
    expect(marksOf({ startsAt, dueAt: endOf('2026-10-13'), urgency: null }, county)).toEqual({
      half: at('2026-10-10 12:00'),
      fourFifths: endOf('2026-10-12'),
      urgeAt: at('2026-10-14'),
      superviseAt: at('2026-10-20'),
    });
    const before = marksOf({ startsAt: at('2026-09-21 10:00'), dueAt: endOf('2026-09-30'), urgency: null }, county);
    expect(before.urgeAt).toBe(at('2026-10-08'));
    expect(before.superviseAt).toBe(at('2026-10-13'));
  });

  test('an urgent one: in real time; urged when it is over, supervised after the same time again', () => {
    const startsAt = at('2026-10-01 20:30');
    expect(marksOf({ startsAt, dueAt: startsAt + 2 * HOUR, urgency: 'danger' }, county)).toEqual({
      half: startsAt + HOUR,
      fourFifths: startsAt + 96 * MINUTE,
      urgeAt: startsAt + 2 * HOUR,
      superviseAt: startsAt + 4 * HOUR,
    });
  });

  test('a promise for the same evening, or for a Sunday: within its time', () => {
    const startsAt = at('2026-11-02 20:00');
    expect(marksOf({ startsAt, dueAt: endOf('2026-11-02'), urgency: null }, county)).toMatchObject({
      half: at('2026-11-02 22:00'),
      urgeAt: at('2026-11-03'),
    });
    // Friday and a weekend.
    const sunday = marksOf({ startsAt: at('2026-11-06 20:00'), dueAt: endOf('2026-11-08'), urgency: null }, county);
    expect(sunday.half).toBe((at('2026-11-06 20:00') + endOf('2026-11-08')) / 2);
    expect(sunday.urgeAt).toBe(at('2026-11-09'));
  });

  test('a clock that stood still has its marks where they would be without', () => {
    const startsAt = at('2026-11-02 10:00');
    const stopped = { startsAt, dueAt: endOf('2026-11-09'), stoppedAt: at('2026-11-03 09:00'), urgency: null };
    const now = at('2026-11-05 09:00');
    const running = { startsAt: startGoneOn(stopped, now, county), dueAt: goOn(stopped, now, county), urgency: null };
    expect(running).toMatchObject({ startsAt: at('2026-11-04 10:00'), dueAt: endOf('2026-11-11') });
    expect(marksOf(running, county)).toMatchObject({ half: at('2026-11-09 12:00'), fourFifths: endOf('2026-11-10') });
  });
});

describe('[K3] whatever the calendar', () => {
  const FROM = Date.UTC(2026, 0, 1);
  const instant = fc.integer({ min: FROM, max: FROM + 300 * 24 * HOUR });
  const calendar = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 360 }), fc.boolean()), { maxLength: 25 })
    .map((list) => new Map(list.map(([day, works]) => [[...everyDay.keys()][day]!, works])));
  const time: fc.Arbitrary<CountyTime> = fc.record({
    zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe'),
    days: calendar,
    limits: fc.constant(null),
  });
  const matter = fc.record({
    kind: fc.constantFrom(...CASE_KINDS),
    categoryCode: fc.constant(null),
    urgency: fc.constantFrom(null, null, 'danger' as const, 'utility' as const),
    promisedFor: fc.constant(null),
    startsAt: instant,
  });
  const RUNS = { numRuns: 60 };

  test('acknowledging comes before the end; a later submission is never due earlier', () => {
    fc.assert(
      fc.property(matter, fc.nat(20 * 24 * HOUR), time, (one, later, within) => {
        const { acknowledgeBy, dueAt, dispatchBy } = limitsOf(one, within);
        expect(acknowledgeBy).toBeGreaterThan(one.startsAt);
        expect(dueAt).toBeGreaterThan(acknowledgeBy);
        expect(dispatchBy === null || dispatchBy > one.startsAt).toBe(true);
        expect(limitsOf({ ...one, startsAt: one.startsAt + later }, within).dueAt).toBeGreaterThanOrEqual(dueAt);
      }),
      RUNS,
    );
  });

  test('standing still makes no deadline earlier, longer none earlier than shorter, and the marks keep their distance', () => {
    const days = fc.nat(30 * 24 * HOUR);
    fc.assert(
      fc.property(matter, days, days, days, time, (one, stop, stood, more, within) => {
        const { urgency, startsAt } = one;
        const { dueAt } = limitsOf(one, within);
        const stopped = { startsAt, dueAt, urgency, stoppedAt: startsAt + stop };
        const now = stopped.stoppedAt + stood;
        const next = goOn(stopped, now, within);
        expect(next).toBeGreaterThanOrEqual(dueAt);
        expect(goOn(stopped, now + more, within)).toBeGreaterThanOrEqual(next);
        expect(goOn(stopped, stopped.stoppedAt, within)).toBe(dueAt);
        const start = startGoneOn(stopped, now, within);
        const before = marksOf(stopped, within);
        const after = marksOf({ startsAt: start, dueAt: next, urgency }, within);
        for (const mark of ['half', 'fourFifths', 'urgeAt', 'superviseAt'] as const)
          expect(after[mark]).toBeGreaterThanOrEqual(before[mark]);
      }),
      RUNS,
    );
  });

  test('an extension grows with its days, and ends on a working day', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 30 }), time, (dueAt, count, within) => {
        const later = extended(dueAt, count, within);
        expect(later).toBeGreaterThan(dueAt);
        expect(extended(dueAt, count + 1, within)).toBeGreaterThan(later);
        const lastDay = new Intl.DateTimeFormat('sv', { timeZone: within.zone, dateStyle: 'short' }).format(later - 1);
        expect(isWorkingDay(lastDay, within.days)).toBe(true);
      }),
      RUNS,
    );
  });

  test('the marks come in their order', () => {
    fc.assert(
      fc.property(matter, time, (one, within) => {
        const { dueAt } = limitsOf(one, within);
        const { half, fourFifths, urgeAt, superviseAt } = marksOf({ ...one, dueAt }, within);
        expect([one.startsAt, half, fourFifths, dueAt, urgeAt, superviseAt]).toEqual(
          [one.startsAt, half, fourFifths, dueAt, urgeAt, superviseAt].toSorted((a, b) => a - b),
        );
      }),
      RUNS,
    );
  });

  test('counting is the other way round of going on', () => {
    fc.assert(
      fc.property(calendar, fc.nat(200), fc.nat(25), (days, start, count) => {
        const from = [...everyDay.keys()][start]!;
        expect(workingDaysBetween(from, workingDaysAfter(from, count, days), days)).toBe(count);
      }),
      RUNS,
    );
  });
});
