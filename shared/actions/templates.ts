/** Wordings of replies and instructions that come back, with placeholders. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { TEMPLATE_TITLE, TemplateUse } from '../templates.ts';
import { LIMITS, Line, Paragraph } from '../text.ts';

export const Template = z.object({
  id: Id,
  /** Whose it is; `null`: the whole county's. */
  unitId: z.nullable(Id),
  use: TemplateUse,
  title: z.string(),
  text: z.string(),
  version: z.int(),
  /** Whether this reader may change it. */
  keeps: z.boolean(),
});
export type Template = z.infer<typeof Template>;

export const listTemplates = defineAction({
  name: 'templates.list',
  says: 'Wordings for replies and instructions with their placeholders: the county’s, and those of the own unit.',
  kind: 'query',
  http: { method: 'GET', path: '/api/templates' },
  input: z.object({}),
  result: z.object({ templates: z.array(Template) }),
});

export const saveTemplate = defineAction({
  name: 'templates.save',
  says: 'Keeps a new template, the county’s (supervisor, administrator) or for replies of the own unit (`ofUnit`; its head), or changes the one that is named, of the `version` that the caller saw.',
  http: { method: 'POST', path: '/api/templates' },
  input: z.object({
    templateId: z.optional(Id),
    version: z.optional(z.int().check(z.nonnegative())),
    ofUnit: z.boolean(),
    use: TemplateUse,
    title: Line(TEMPLATE_TITLE),
    text: Paragraph(LIMITS.note).check(z.minLength(1)),
  }),
  result: z.object({ templateId: Id, version: z.int() }),
});

export const removeTemplate = defineAction({
  name: 'templates.remove',
  says: 'Takes a template away; what was written with it stays.',
  http: { method: 'POST', path: '/api/templates/remove' },
  input: z.object({ templateId: Id }),
  result: z.object({}),
});
