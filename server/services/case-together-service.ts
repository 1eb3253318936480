/** Cases that belong together: merged into one, split off, linked, and those of one evening's people (K6, Q8). */
import { Refusal } from '../../shared/errors.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import * as loop from '../domain/cases/loop.ts';
import { handsOf, stepsOf } from '../domain/cases/steps.ts';
import { openCase } from '../domain/cases/transitions.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { readable } from './case-access.ts';
import { newLimits, numberOfCase } from './case-limits.ts';
import { insertCase } from './case-marks.ts';
import { keepStep, type Seen, seenCase, several, type TakenStep } from './case-steps.ts';
import { type CommandAsked, once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, staffOf, writeDown } from './support.ts';

export const caseTogetherHandlers = {
  'case.merge': once<'case.merge'>(async (input, asked) => {
    const { state, version } = await mergeOne(asked, input, await readableByNumber(asked, input.intoNumber));
    return { state, version };
  }),

  'cases.merge': once<'cases.merge'>(async (input, asked) => {
    const master = await readableByNumber(asked, input.intoNumber);
    return several(asked, input.cases, (one) => mergeOne(asked, one, master));
  }),

  'case.sameEvening': query<'case.sameEvening'>(async ({ number }, { actor, read }) => {
    const staff = staffOf(actor);
    const record = readable(await read.caseByNumber(staff.countyId, number), staff);
    const alike = (await casesOfGroup(record, read)).filter((other) => mayReadCase(staff, other));
    return {
      cases: alike.map((other) => ({
        caseId: other.id,
        version: other.version,
        number: other.number,
        subject: other.subject,
        place: other.placeName,
        state: other.state,
        mergeable: stepsOf(handsOf(staff, other, null), other.state).includes('merge'),
      })),
    };
  }),

  'case.split': once<'case.split'>(async (input, asked) => {
    const { tx, now, deps } = asked;
    const record = await seenCase(asked, input, 'split');
    const { countyId, personId, kind, categoryCode, channel, addresseeId } = record;
    const { placeName, hidePlace, alias, publish, hiddenRemark } = record;
    const number = await numberOfCase(tx, countyId, now);
    const facts = {
      ...{ countyId, personId, kind, categoryCode, channel, addresseeId },
      // What its person asked for holds for all that they wrote (T6).
      ...{ placeName, hidePlace, alias, publish, hiddenRemark },
      id: deps.newId('cs'),
      number,
      subject: input.subject,
      more: '',
      ticketId: record.ticketId,
      callId: record.callId,
    };
    const opened = openCase(facts, now, await newLimits(tx, facts, now));
    const { sealed, aboutUnitIds, aboutPersonIds } = record;
    await insertCase(asked, { ...opened, sealed, aboutUnitIds, aboutPersonIds });
    await tx.linkCases(countyId, [record.id, opened.id], true, now);
    await writeDown(asked, 'case.open', { caseId: opened.id, data: { number, from: record.number } });
    const same = { ok: true, state: record, effects: [] } as const;
    const { state, version } = await keepStep(asked, 'split', record, same, { why: input.reason, data: { number } });
    return { state, version, newNumber: number };
  }),

  'case.link': once<'case.link'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'link');
    const other = await readableByNumber(asked, input.toNumber);
    if (other.id === record.id)
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'toNumber', message: 'is the case itself' }] });
    await asked.tx.linkCases(record.countyId, [record.id, other.id], false, asked.now);
    const same = { ok: true, state: record, effects: [] } as const;
    const { state, version } = await keepStep(asked, 'link', record, same, { data: { number: other.number } });
    return { state, version };
  }),
};

async function mergeOne(asked: CommandAsked, seen: Seen, master: CaseRecord): Promise<TakenStep> {
  const { tx, now } = asked;
  const record = await seenCase(asked, seen, 'merge');
  // Nobody answers or closes the master meanwhile.
  const locked = (await tx.lockCase(master.id)) ?? notFound();
  const taken = await keepStep(asked, 'merge', record, loop.merge(record, locked, now), {
    data: { into: master.number },
    fields: { master: master.number },
  });
  await writeDown(asked, 'case.mergedHere', { caseId: master.id, data: { number: record.number } });
  return taken;
}

/** Of tickets that a moderator put into one group with this case's (Q8). */
async function casesOfGroup(record: CaseRecord, read: Reader): Promise<CaseRecord[]> {
  const ticket = record.ticketId === null ? null : await read.ticket(record.ticketId);
  if (!ticket) return [];
  const said = await read.troublesSaid(ticket.sessionId);
  const groupId = said.find(({ ticketId }) => ticketId === ticket.id)?.groupId ?? null;
  const others = said.filter((one) => groupId !== null && one.groupId === groupId && one.ticketId !== ticket.id);
  const cases = (await Promise.all(others.map(({ ticketId }) => read.casesOfTicket(ticketId)))).flat();
  return cases.filter(({ id }) => id !== record.id);
}

async function readableByNumber({ tx, actor }: CommandAsked, number: string): Promise<CaseRecord> {
  const staff = staffOf(actor);
  return readable(await tx.caseByNumber(staff.countyId, number), staff);
}
