/** The office's plan of one week: who attends, who is on duty, what is missing. */
import { Refusal } from '../../shared/errors.ts';
import { missingOf, unprepared, withDuty } from '../domain/calendar/preparation.ts';
import { daysLater, instantOf, isDay, wallTimeOf } from '../domain/calendar/recurrence.ts';
import { dateIn, endOfDay } from '../domain/calendar/working-days.ts';
import { freePlaces } from '../domain/queue/booking.ts';
import { type CommandAsked, once, query } from './context.ts';
import { notFound, sessionForUpdate, staffOf, writeDown } from './support.ts';

export const weekHandlers = {
  'week.show': query<'week.show'>(async ({ day }, { actor, read, now }) => {
    if (!isDay(day)) throw new Refusal('BAD_INPUT', { issues: [{ path: 'day', message: 'no such day' }] });
    const { id, zone } = (await read.county(actor.countyId)) ?? notFound();
    const from = daysLater(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    const until = daysLater(from, 6);
    const sessions = await read.sessionsBetween(id, instantOf(from, '00:00', zone), endOfDay(until, zone));
    const ids = sessions.map((session) => session.id);
    const [units, people, listed, prepared] = await Promise.all([
      read.units(id),
      read.openCounts(ids),
      read.listedCounts(ids),
      read.preparations(ids),
    ]);
    const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
    const staff = await read.persons([...prepared.values()].flatMap(({ rehearsedBy }) => rehearsedBy ?? []));
    const evenings = sessions.map(async (session) => {
      const preparation = prepared.get(session.id) ?? unprepared(session);
      const { duty, rehearsedAt, rehearsedBy } = preparation;
      return {
        sessionId: session.id,
        number: session.number,
        title: session.title,
        state: session.state,
        date: dateIn(session.startsAt, zone),
        time: wallTimeOf(session.startsAt, zone),
        startsAt: session.startsAt,
        seats: session.seats.map(({ name, officialName, officialTitle, room }) => ({
          name,
          officialName,
          officialTitle,
          unitName: room ? (unitNames.get(room.unitId) ?? '') : null,
        })),
        placesTaken: people.get(session.id) ?? 0,
        placesLeft: freePlaces(session, await read.ticketCounts(session.id), now),
        listed: listed.get(session.id) ?? 0,
        duty: duty.map((officer) => ({ ...officer, unitName: unitNames.get(officer.unitId) ?? '' })),
        rehearsed: rehearsedAt === null ? null : { at: rehearsedAt, by: staff.get(rehearsedBy ?? '')?.name ?? '' },
        missing: missingOf(session, preparation),
      };
    });
    const named = units.map((unit) => ({ id: unit.id, name: unit.name }));
    return { zone, from, until, evenings: await Promise.all(evenings), units: named };
  }),

  'evening.setDuty': once<'evening.setDuty'>(async ({ sessionId, unitId, name, reach }, asked) => {
    const before = await preparationOf(asked, sessionId);
    if (!(await asked.tx.units(before.countyId)).some(({ id }) => id === unitId)) throw new Refusal('NOT_FOUND');
    const officer = name === null ? null : { name, reach: reach ?? '' };
    await asked.tx.savePreparation(withDuty(before, unitId, officer));
    await writeDown(asked, 'evening.setDuty', { sessionId, data: { unitId } });
    return {};
  }),

  'evening.setRehearsed': once<'evening.setRehearsed'>(async ({ sessionId, rehearsed }, asked) => {
    const before = await preparationOf(asked, sessionId);
    const { personId } = staffOf(asked.actor);
    const by = rehearsed ? { rehearsedAt: asked.now, rehearsedBy: personId } : { rehearsedAt: null, rehearsedBy: null };
    await asked.tx.savePreparation({ ...before, ...by });
    await writeDown(asked, 'evening.setRehearsed', { sessionId, data: { rehearsed } });
    return {};
  }),
};

/** Under the session's lock. */
async function preparationOf({ tx }: CommandAsked, sessionId: string) {
  const session = await sessionForUpdate(tx, sessionId);
  return (await tx.preparations([sessionId])).get(sessionId) ?? unprepared(session);
}
