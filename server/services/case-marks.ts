/** What time does to cases (K3): set with every change, carried out by the clock. */
import { wallTimeOf } from '../domain/calendar/recurrence.ts';
import { type CaseMark, deadlineOf, marksToSet } from '../domain/cases/clock.ts';
import { supervise, urge } from '../domain/cases/loop.ts';
import { milestonesOf } from '../domain/cases/milestones.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { countyTime } from './case-limits.ts';
import type { CommandAsked } from './context.ts';
import { must, writeDown } from './support.ts';
import { LOOK_IT_UP, URGENT } from './wording.ts';

/** Registers a case with what time will do to it. */
export async function insertCase(asked: CommandAsked, record: CaseRecord): Promise<void> {
  await asked.tx.insertCase(record);
  await setMarks(asked, null, record);
}

/** Saves a case with what time will do to it as it is now, and what figures and promises count of the change. */
export async function saveCase(asked: CommandAsked, before: CaseRecord, after: CaseRecord): Promise<void> {
  await asked.tx.saveCase(after);
  await asked.tx.insertMilestones(milestonesOf(before, after, asked.now));
  await setMarks(asked, before, after);
}

async function setMarks({ tx, now }: CommandAsked, before: CaseRecord | null, after: CaseRecord): Promise<void> {
  const due = marksToSet(before, after, now, await countyTime(tx, after.countyId));
  for (const { mark, at, deadline } of due) {
    await tx.later({
      queue: 'case.mark',
      // A clock that stood still may come back to the same deadline: what was due meanwhile is due again.
      key: `${after.id}:${mark}:${deadline}:${after.version}`,
      at,
      data: { caseId: after.id, mark, deadline: String(deadline) },
    });
  }
}

/** Once for each deadline; nothing where the case has moved on. */
export async function markByClock(
  caseId: string,
  mark: CaseMark,
  deadline: number,
  asked: CommandAsked,
): Promise<void> {
  const { tx, now } = asked;
  const record = await tx.lockCase(caseId);
  if (!record || deadlineOf(record, mark) !== deadline) return;
  if (!(await tx.insertCaseMark(record, { mark, deadline }, now))) return;
  const note = { caseId, data: { unitId: record.mainUnitId } };
  switch (mark) {
    case 'half':
    case 'fourFifths':
      return writeDown(asked, `case.reminded.${mark}`, note);
    case 'urge':
      await tx.saveCase(must(urge(record, now)));
      return writeDown(asked, 'case.urge', note);
    case 'supervise':
      await tx.saveCase(must(supervise(record, now)));
      return writeDown(asked, 'case.supervise', note);
    case 'dispatch':
      return writeDown(asked, 'case.notDispatched', note);
    case 'ringHalf':
    case 'ringEnd':
      return tellDuty(asked, record, mark);
  }
}

/** Nobody took note of it: an SMS to the county's duty phone, where one is set. The desks ring on. */
async function tellDuty(asked: CommandAsked, record: CaseRecord, mark: 'ringHalf' | 'ringEnd'): Promise<void> {
  const { tx, deps, now } = asked;
  const { dutyPhone } = deps.settings;
  const { urgency } = record;
  if (dutyPhone === null || urgency === null) return;
  const { zone } = await countyTime(tx, record.countyId);
  const [phone] = record.sealed ? [] : (await tx.phonesOf([record.personId])).values();
  await tx.queueNotice({
    id: deps.newId('nt'),
    countyId: record.countyId,
    ticketId: null,
    phone: dutyPhone,
    template: mark === 'ringHalf' ? 'caseRings' : 'caseRingsOver',
    fields: {
      number: record.number,
      what: URGENT[urgency],
      by: wallTimeOf(record.limits.acknowledgeBy ?? now, zone),
      place: record.sealed ? LOOK_IT_UP : record.placeName || '未填写',
      phone: record.sealed ? LOOK_IT_UP : (phone ?? '无'),
    },
    at: now,
  });
  await writeDown(asked, `case.${mark}`, { caseId: record.id });
}
