/** Urgent cases, and what the desks are reminded of (K3). */

import { REMINDERS } from '../../shared/actions/case-clock.ts';
import { Refusal } from '../../shared/errors.ts';
import { actsAs } from '../../shared/roles.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import { acknowledge, ordinaryDueAt, ringsUntil, setUrgency } from '../domain/cases/clock.ts';
import { limitsOf } from '../domain/cases/deadlines.ts';
import { handsOf } from '../domain/cases/steps.ts';
import { countyTime } from './case-limits.ts';
import { saveCase } from './case-marks.ts';
import { seenCase } from './case-steps.ts';
import { once, query } from './context.ts';
import { must, notFound, staffOf, writeDown } from './support.ts';

/** A desk's list; more than these are not looked at one by one. */
const MOST = 300;

export const caseClockHandlers = {
  'case.acknowledge': once<'case.acknowledge'>(async ({ caseId }, asked) => {
    const { tx, now, actor } = asked;
    const record = (await tx.lockCase(caseId)) ?? notFound();
    if (!rings(handsOf(actor, record, null))) throw new Refusal('FORBIDDEN');
    const decision = acknowledge(record, now);
    if (!decision.ok && decision.code === 'STALE') {
      const first = (await tx.auditOfCase(caseId)).findLast((entry) => ENDS_RINGING.includes(entry.what));
      throw new Refusal('STALE', { caseId, ...(first ? { by: first.byName, what: first.what, at: first.at } : {}) });
    }
    const after = must(decision);
    await saveCase(asked, record, after);
    await writeDown(asked, 'case.acknowledge', { caseId });
    return { dueAt: after.dueAt };
  }),

  'case.setUrgency': once<'case.setUrgency'>(async (input, asked) => {
    const { tx, now } = asked;
    const record = await seenCase(asked, input, 'setUrgency');
    const urgency = input.urgency === 'none' ? null : input.urgency;
    const county = await countyTime(tx, record.countyId);
    const limits = limitsOf({ ...record, urgency, promisedFor: null, startsAt: record.limits.startsAt }, county);
    const ordinary = ordinaryDueAt(record, await tx.auditOfCase(record.id), county);
    const after = must(setUrgency(record, urgency, limits, ordinary, now));
    await saveCase(asked, record, after);
    await writeDown(asked, 'case.setUrgency', {
      caseId: record.id,
      why: input.reason,
      // With what it goes back to, once it is urgent no more.
      data: { urgency: input.urgency, before: record.urgency, dueAt: record.dueAt },
    });
    return { version: record.version + 1, dueAt: after.dueAt };
  }),

  'cases.ringing': query<'cases.ringing'>(async (_input, { read, actor }) => {
    const [{ zone }, all] = await Promise.all([countyTime(read, actor.countyId), read.ringingCases(actor.countyId)]);
    return {
      zone,
      cases: all.flatMap((record) => {
        const { id, number, urgency, openedAt, dueAt } = record;
        const acknowledgeBy = ringsUntil(record);
        return urgency !== null && acknowledgeBy !== null && rings(handsOf(actor, record, null))
          ? [{ caseId: id, number, urgency, openedAt, acknowledgeBy, dueAt }]
          : [];
      }),
    };
  }),

  'cases.reminders': query<'cases.reminders'>(async (_input, { read, actor }) => {
    const staff = staffOf(actor);
    const { countyId, unitId } = staff;
    const as = actsAs(staff.roles);
    const ofUnit = unitId !== null && (as.has('caseworker') || as.has('unitHead'));
    const [{ zone }, units, own, watched] = await Promise.all([
      countyTime(read, countyId),
      read.units(countyId),
      ofUnit ? read.marksOfCases({ countyId, unitId, marks: OF_UNIT, limit: MOST }) : [],
      as.has('supervisor') ? read.marksOfCases({ countyId, marks: OF_SUPERVISOR, limit: MOST }) : [],
    ]);
    const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
    const last = new Map<string, (typeof own)[number]>();
    for (const one of [...own, ...watched]) {
      const there = last.get(one.record.id);
      if (!there || rank(one.mark) > rank(there.mark)) last.set(one.record.id, one);
    }
    const reminders = [...last.values()]
      .filter(({ record }) => mayReadCase(staff, record))
      .toSorted((a, b) => rank(b.mark) - rank(a.mark) || (a.record.dueAt ?? 0) - (b.record.dueAt ?? 0))
      .flatMap(({ record, mark, at }) => {
        const what = REMINDERS.find((one) => one === mark);
        const unitName = record.mainUnitId === null ? null : (unitNames.get(record.mainUnitId) ?? null);
        const { id, number, subject, dueAt } = record;
        return what ? [{ caseId: id, number, subject, what, at, dueAt, unitName }] : [];
      });
    return { zone, reminders };
  }),
};

const OF_UNIT = ['half', 'fourFifths', 'urge', 'supervise'] as const;
const OF_SUPERVISOR = ['urge', 'supervise', 'dispatch'] as const;
/** Entries after which nobody need take note any more. */
const ENDS_RINGING = ['case.acknowledge', 'case.accept', 'case.sign', 'case.settle', 'promise.confirm'];

const rings = (hands: ReturnType<typeof handsOf>): boolean => hands.has('moderator') || hands.has('supervisor');
const rank = (mark: string): number => (REMINDERS as readonly string[]).indexOf(mark);
