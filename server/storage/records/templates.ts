import { asc, eq } from 'drizzle-orm';
import type { TemplateReader, TemplateWriter } from '../../services/ports/templates.ts';
import type { Link } from '../link.ts';
import { template } from '../schema.ts';

export const templateReads = ({ db }: Link): TemplateReader => ({
  templates: (countyId) =>
    db.select().from(template).where(eq(template.countyId, countyId)).orderBy(asc(template.title), asc(template.id)),
});

export const templateWrites = ({ db }: Link): TemplateWriter => ({
  async saveTemplate({ id, ...facts }) {
    await db
      .insert(template)
      .values({ id, ...facts })
      .onConflictDoUpdate({ target: template.id, set: facts });
  },
  async deleteTemplate(templateId) {
    await db.delete(template).where(eq(template.id, templateId));
  },
});
