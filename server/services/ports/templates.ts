/** What the store keeps of templates; the county's lock lets one change them at a time. */
import type { TemplateRecord } from '../../domain/cases/templates.ts';

export interface TemplateReader {
  /** All of a county, by title. */
  templates(countyId: string): Promise<TemplateRecord[]>;
}

export interface TemplateWriter {
  /** A new one, or the one of its id as it is now. */
  saveTemplate(template: TemplateRecord): Promise<void>;
  deleteTemplate(templateId: string): Promise<void>;
}
