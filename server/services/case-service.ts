/** Reading cases as far as a role may (T5, K2), and the first things done to one. */
import { Refusal } from '../../shared/errors.ts';
import { categoryByCode, categoryName } from '../domain/cases/categories.ts';
import { recounted } from '../domain/cases/clock.ts';
import { categorise } from '../domain/cases/transitions.ts';
import { readable } from './case-access.ts';
import { newLimits } from './case-limits.ts';
import { saveCase } from './case-marks.ts';
import { casePage } from './case-page.ts';
import { free, once, query } from './context.ts';
import { mention } from './mention-service.ts';
import { must, notFound, staffOf, writeDown } from './support.ts';

export const caseHandlers = {
  'case.show': query<'case.show'>(async (input, { actor, read }) => {
    const staff = staffOf(actor);
    return casePage(readable(await read.caseByNumber(staff.countyId, input.number), staff), staff, read);
  }),

  /** Not remembered: a repeat reads anew, and is no second look. */
  'case.sheet': free<'case.sheet'>(async ({ number }, asked) => {
    const { deps, actor, now, remember } = asked;
    const { read } = deps.store;
    const staff = staffOf(actor);
    const record = readable(await read.caseByNumber(staff.countyId, number), staff);
    await remember(async (tx) => {
      await writeDown({ ...asked, tx }, 'case.sheet', { caseId: record.id });
      return {};
    });
    const [detail, county] = await Promise.all([casePage(record, staff, read), read.county(staff.countyId)]);
    const { categoryCode } = record;
    return {
      detail,
      categoryName: categoryCode === null ? null : categoryName(categoryCode),
      countyName: county?.name ?? '',
      zone: county?.zone ?? notFound(),
      madeAt: now,
      madeBy: staff.displayName,
    };
  }),

  'case.note': once<'case.note'>(async (input, asked) => {
    const record = readable(await asked.tx.case(input.caseId), staffOf(asked.actor));
    await mention(asked, record, input.mentions ?? []);
    await writeDown(asked, 'case.note', { caseId: record.id, ticketId: record.ticketId, data: { text: input.text } });
    return {};
  }),

  'case.categorise': once<'case.categorise'>(async (input, asked) => {
    if (!categoryByCode(input.categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    const record = readable(await asked.tx.case(input.caseId), staffOf(asked.actor));
    const kept = must(categorise(record, input.kind, input.categoryCode, asked.now));
    const limits = await newLimits(asked.tx, kept, kept.limits.startsAt);
    await saveCase(asked, record, recounted(kept, limits));
    await writeDown(asked, 'case.categorise', {
      caseId: record.id,
      data: { kind: input.kind, categoryCode: input.categoryCode },
    });
    return {};
  }),

  'places.list': query<'places.list'>(async (_input, { actor, read }) => {
    const { places } = (await read.county(actor.countyId)) ?? notFound();
    return { places: places.map(({ township, villages }) => ({ township, villages: [...villages] })) };
  }),

  'units.list': query<'units.list'>(async (_input, { actor, read }) => ({
    units: (await read.units(actor.countyId)).map((unit) => ({ id: unit.id, name: unit.name })),
  })),
};
