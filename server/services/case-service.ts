/** Reading cases as far as a role may (T5, K2), and the first things done to one. */
import { Refusal } from '../../shared/errors.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { categorise } from '../domain/cases/transitions.ts';
import { readable } from './case-access.ts';
import { casePage } from './case-page.ts';
import { once, query } from './context.ts';
import { must, staffOf, writeDown } from './support.ts';

export const caseHandlers = {
  'case.show': query<'case.show'>(async (input, { actor, read }) => {
    const staff = staffOf(actor);
    return casePage(readable(await read.caseByNumber(staff.countyId, input.number), staff), staff, read);
  }),

  'case.note': once<'case.note'>(async (input, asked) => {
    const record = readable(await asked.tx.case(input.caseId), staffOf(asked.actor));
    await writeDown(asked, 'case.note', { caseId: record.id, ticketId: record.ticketId, data: { text: input.text } });
    return {};
  }),

  'case.categorise': once<'case.categorise'>(async (input, asked) => {
    if (!categoryByCode(input.categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    const record = readable(await asked.tx.case(input.caseId), staffOf(asked.actor));
    await asked.tx.saveCase(must(categorise(record, input.kind, input.categoryCode, asked.now)));
    await writeDown(asked, 'case.categorise', {
      caseId: record.id,
      data: { kind: input.kind, categoryCode: input.categoryCode },
    });
    return {};
  }),

  'units.list': query<'units.list'>(async (_input, { actor, read }) => ({
    units: (await read.units(actor.countyId)).map((unit) => ({ id: unit.id, name: unit.name })),
  })),
};
