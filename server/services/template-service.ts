/** Templates for replies and instructions: kept by the county's office and by heads of units. */

import { Refusal } from '../../shared/errors.ts';
import { keepsTemplate, readsTemplate, templateKept } from '../domain/cases/templates.ts';
import { once, query } from './context.ts';
import { must, notFound, staffOf, writeDown } from './support.ts';

export const templateHandlers = {
  'templates.list': query<'templates.list'>(async (_input, { read, actor }) => {
    const staff = staffOf(actor);
    const templates = (await read.templates(staff.countyId)).filter((one) => readsTemplate(staff, one));
    return {
      templates: templates.map((one) => {
        const { id, unitId, use, title, text, version } = one;
        return { id, unitId, use, title, text, version, keeps: keepsTemplate(staff, one) };
      }),
    };
  }),

  'templates.save': once<'templates.save'>(async ({ templateId, version, ofUnit, use, title, text }, asked) => {
    const { tx, actor, now, deps } = asked;
    const staff = staffOf(actor);
    // Two at once do not become one too many, nor one the other's version.
    await tx.lockCounty(staff.countyId);
    const all = await tx.templates(staff.countyId);
    const before = templateId === undefined ? null : (all.find(({ id }) => id === templateId) ?? notFound());
    if (before && !readsTemplate(staff, before)) notFound();
    if (!before && ofUnit && staff.unitId === null) throw new Refusal('FORBIDDEN');
    // Whose it is stays as it was.
    const unitId = before ? before.unitId : ofUnit ? staff.unitId : null;
    const id = before?.id ?? deps.newId('tp');
    const kept = {
      id,
      countyId: staff.countyId,
      unitId,
      use,
      title,
      text,
      at: now,
      version: (before?.version ?? -1) + 1,
    };
    const others = all.filter((one) => one.unitId === unitId).length;
    const template = must(templateKept(staff, kept, before, version, others));
    await tx.saveTemplate(template);
    await writeDown(asked, 'templates.save', { data: { templateId: id, unitId, use, title, text } });
    return { templateId: id, version: template.version };
  }),

  'templates.remove': once<'templates.remove'>(async ({ templateId }, asked) => {
    const { tx, actor } = asked;
    const staff = staffOf(actor);
    await tx.lockCounty(staff.countyId);
    const template = (await tx.templates(staff.countyId)).find(({ id }) => id === templateId) ?? notFound();
    if (!readsTemplate(staff, template)) notFound();
    if (!keepsTemplate(staff, template)) throw new Refusal('FORBIDDEN');
    await tx.deleteTemplate(templateId);
    await writeDown(asked, 'templates.remove', { data: { templateId, title: template.title } });
    return {};
  }),
};
