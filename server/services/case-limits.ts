/** Deadlines of cases in a county's working days (K3). */

import { dateIn } from '../domain/calendar/working-days.ts';
import { type CountyTime, extended, goOn, limitsOf, startGoneOn } from '../domain/cases/deadlines.ts';
import type { GoneOn, NewLimits } from '../domain/cases/loop.ts';
import type { CaseFacts, CaseRecord } from '../domain/cases/types.ts';
import type { Reader, Writer } from './ports/store.ts';
import { notFound } from './support.ts';

export async function countyTime(read: Reader, countyId: string): Promise<CountyTime> {
  const [county, days] = await Promise.all([read.county(countyId), read.calendarDays(countyId)]);
  const { zone, limits } = county ?? notFound();
  return { zone, days, limits };
}

/** Of a case that begins now, or begins again. */
export async function newLimits(
  read: Reader,
  facts: Pick<CaseFacts, 'countyId' | 'kind' | 'categoryCode'> & Partial<Pick<CaseFacts, 'urgency'>>,
  now: number,
): Promise<NewLimits> {
  const { countyId, kind, categoryCode, urgency = null } = facts;
  const asked = { kind, categoryCode, urgency, promisedFor: null, startsAt: now };
  return { startsAt: now, ...limitsOf(asked, await countyTime(read, countyId)) };
}

/** When its time counts from and to, if its clock goes on now. */
export async function goneOn(read: Reader, record: CaseRecord, now: number): Promise<GoneOn> {
  const { stoppedAt, urgency, dueAt, limits } = record;
  if (stoppedAt === null) return { startsAt: limits.startsAt, dueAt };
  const county = await countyTime(read, record.countyId);
  return {
    startsAt: startGoneOn({ startsAt: limits.startsAt, stoppedAt, urgency }, now, county),
    dueAt: dueAt === null ? null : goOn({ dueAt, stoppedAt, urgency }, now, county),
  };
}

/** Its deadline so many working days later, and the day it ends with, `YYYY-MM-DD`. */
export async function laterBy(
  read: Reader,
  record: CaseRecord,
  workingDays: number,
  now: number,
): Promise<{ dueAt: number; date: string }> {
  const county = await countyTime(read, record.countyId);
  const dueAt = extended(record.dueAt ?? now, workingDays, county);
  return { dueAt, date: dateIn(dueAt - 1, county.zone) };
}

/** The day a deadline ends with, `YYYY-MM-DD` in the county's zone; '' where there is none. */
export async function dueDate(read: Reader, { countyId, dueAt }: CaseRecord): Promise<string> {
  if (dueAt === null) return '';
  return dateIn(dueAt - 1, ((await read.county(countyId)) ?? notFound()).zone);
}

/** The next number of the county in the year of now, on its own wall (S2). */
export async function numberOfCase(tx: Writer, countyId: string, now: number): Promise<string> {
  const { zone } = (await tx.county(countyId)) ?? notFound();
  return tx.nextCaseNumber(countyId, Number(dateIn(now, zone).slice(0, 4)));
}
