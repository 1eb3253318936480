/** Figures by unit and period, and how promises stand, as far as the asking role may see (K2). */
import { DUE_SOON_DAYS, MOST_DAYS, type PromiseRow } from '../../shared/actions/figures.ts';
import { Refusal } from '../../shared/errors.ts';
import { daysLater, instantOf, isDay } from '../domain/calendar/recurrence.ts';
import { dateIn, endOfDay } from '../domain/calendar/working-days.ts';
import { type ReadScope, readScope } from '../domain/cases/access.ts';
import { type FigureRows, figuresByUnit, figuresOf, openedBy } from '../domain/cases/figures.ts';
import { promiseStanding } from '../domain/cases/promise-standing.ts';
import { officialAt, titled } from '../domain/sessions/seats.ts';
import { query } from './context.ts';
import { leaderPosts } from './leader-posts.ts';
import type { PromiseDue, Reader } from './ports/store.ts';
import { notFound, staffOf } from './support.ts';

const PAGE = 50;
/** More than a county promises in years; a promise's date lies at most 366 days ahead or behind. */
const MOST_PROMISES = 10_000;
const DAY_MS = 86_400_000;

export const figureHandlers = {
  'figures.show': query<'figures.show'>(async ({ from, until }, { actor, now, read }) => {
    const staff = staffOf(actor);
    const { zone } = (await read.county(staff.countyId)) ?? notFound();
    const days = isDay(from) && isDay(until) ? daysBetween(from, until) : -1;
    if (days < 0 || days >= MOST_DAYS)
      throw new Refusal('BAD_INPUT', {
        issues: [{ path: 'until', message: `within ${MOST_DAYS} days from the first` }],
      });
    const scope = readScope(staff);
    const of = (first: string, last: string) => rowsBetween(first, last, zone, scope, now, read);
    const [rows, before, units] = await Promise.all([
      of(from, until),
      of(daysLater(from, -days - 1), daysLater(from, -1)),
      read.units(staff.countyId),
    ]);
    const [figures, earlier] = [figuresByUnit(rows), figuresByUnit(before)];
    const none = figuresOf({ opened: [], milestones: [], followUps: [], promises: [] });
    return {
      total: figures.total,
      before: earlier.total,
      units: units.flatMap(({ id, name }) => {
        const its = figures.byUnit.get(id);
        const was = earlier.byUnit.get(id);
        return its || was ? [{ id, name, figures: its ?? none, before: was ?? none }] : [];
      }),
      byKind: openedBy(rows.opened, 'kind'),
      byCategory: openedBy(rows.opened, 'category'),
      byPlace: openedBy(rows.opened, 'place'),
      byChannel: openedBy(rows.opened, 'channel'),
    };
  }),

  'promises.list': query<'promises.list'>(async ({ standing, unitId, by, mine, cursor }, { actor, now, read }) => {
    const staff = staffOf(actor);
    const { zone } = (await read.county(staff.countyId)) ?? notFound();
    const today = dateIn(now, zone);
    const found = await promisesBetween(
      daysLater(today, -MOST_DAYS),
      daysLater(today, MOST_DAYS),
      zone,
      readScope(staff),
      now,
      read,
    );
    const [speakers, units, posts] = await Promise.all([
      speakersOf(found, read),
      read.units(staff.countyId),
      mine ? leaderPosts(staff, read) : [],
    ]);
    const own = posts.map((post) => post.holderName);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    const speaker = (one: PromiseDue) => {
      const seat = speakers.get(speakerKey(one));
      return seat && officialAt(seat, one.saidAt);
    };
    const says = (one: PromiseDue): string => {
      const seat = speaker(one);
      return seat ? titled(seat) : '';
    };
    const wanted = found.filter(
      (one) =>
        (unitId === undefined || one.promise.unitId === unitId) &&
        (by === undefined || says(one) === by) &&
        (!mine || own.includes(speaker(one)?.officialName ?? '')),
    );
    const soon = daysLater(today, DUE_SOON_DAYS);
    const counts = { running: 0, dueSoon: 0, kept: 0, late: 0, broken: 0 };
    for (const one of wanted) {
      counts[one.standing] += 1;
      if (one.standing === 'running' && one.promise.dueOn <= soon) counts.dueSoon += 1;
    }
    const listed = wanted.filter((one) => standing === undefined || one.standing === standing);
    if (standing === 'running') listed.reverse();
    const start = cursor === undefined ? 0 : listed.findIndex((one) => one.promise.id === cursor) + 1;
    const page = listed.slice(start, start + PAGE);
    return {
      counts,
      leaders: [...new Set(found.map(says))].filter(Boolean).sort((a, b) => a.localeCompare(b)),
      promises: page.map(
        (one): PromiseRow => ({
          id: one.promise.id,
          caseNumber: one.caseNumber,
          subject: one.subject,
          wording: one.promise.wording,
          unitName: names.get(one.promise.unitId) ?? '',
          saidOn: dateIn(one.saidAt, zone),
          dueOn: one.promise.dueOn,
          standing: one.standing,
          by: says(one),
        }),
      ),
      nextCursor: listed.length > start + PAGE ? (page.at(-1)?.promise.id ?? null) : null,
    };
  }),
};

const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

async function rowsBetween(
  first: string,
  last: string,
  zone: string,
  scope: ReadScope,
  now: number,
  read: Reader,
): Promise<FigureRows> {
  const filter = { scope, from: instantOf(first, '00:00', zone), until: endOfDay(last, zone) };
  const [opened, milestones, followUps, promises] = await Promise.all([
    read.openedCases(filter),
    read.milestones(filter),
    read.followUps(filter),
    promisesBetween(first, last, zone, scope, now, read),
  ]);
  return {
    opened,
    milestones,
    followUps,
    promises: promises.map(({ promise, standing }) => ({ unitId: promise.unitId, standing })),
  };
}

async function promisesBetween(from: string, until: string, zone: string, scope: ReadScope, now: number, read: Reader) {
  const found = await read.promisesDue({ scope, from, until, limit: MOST_PROMISES });
  const milestones = Map.groupBy(
    await read.milestonesOfCases([...new Set(found.map(({ promise }) => promise.caseId))]),
    ({ caseId }) => caseId,
  );
  return found.map((one) => {
    const its = milestones.get(one.promise.caseId) ?? [];
    const at = (what: string) => its.filter((each) => each.what === what).map((each) => each.at);
    const { confirmedAt, dueOn } = one.promise;
    const course = {
      confirmedAt: confirmedAt ?? 0,
      endsAt: endOfDay(dueOn, zone),
      repliedAt: at('replied'),
      reopenedAt: at('reopened'),
    };
    return { ...one, standing: promiseStanding(course, now) };
  });
}

const speakerKey = ({ sessionId, seatId }: Pick<PromiseDue, 'sessionId' | 'seatId'>): string =>
  `${sessionId} ${seatId}`;

/** Who sat at the seat of the call, by session and seat. */
async function speakersOf(found: readonly PromiseDue[], read: Reader) {
  const sessions = await Promise.all(
    [...new Set(found.map(({ sessionId }) => sessionId))].map((id) => read.session(id)),
  );
  return new Map(
    sessions.flatMap((session) =>
      (session?.seats ?? []).map(
        (seat) => [speakerKey({ sessionId: session?.id ?? '', seatId: seat.id }), seat] as const,
      ),
    ),
  );
}
