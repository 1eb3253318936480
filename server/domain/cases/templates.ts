/** Templates: whose they are, and what may stand in them (T5), pure. */
import { MOST_TEMPLATES, type TemplateUse, unknownIn } from '../../../shared/templates.ts';
import type { Actor } from '../people/types.ts';
import { type Decision, decided, refused } from '../result.ts';

export interface TemplateRecord {
  readonly id: string;
  readonly countyId: string;
  /** Whose it is; `null`: the whole county's. */
  readonly unitId: string | null;
  readonly use: TemplateUse;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  readonly version: number;
}

type Staff = Extract<Actor, { kind: 'staff' }>;
type Whose = Pick<TemplateRecord, 'countyId' | 'unitId'>;

export const readsTemplate = (staff: Staff, { countyId, unitId }: Whose): boolean =>
  countyId === staff.countyId && (unitId === null || unitId === staff.unitId);

/** The county's: supervisor and administrator. A unit's own: its head. */
export const keepsTemplate = (staff: Staff, of: Whose): boolean =>
  readsTemplate(staff, of) &&
  (of.unitId === null
    ? staff.roles.includes('supervisor') || staff.roles.includes('administrator')
    : staff.roles.includes('unitHead'));

/**
 * A template that is new, or as changed; the store counts its versions. Instructions are a leader's: no unit has its own.
 * @param seen the version that whoever changes it saw
 * @param others how many there are of the same owner
 */
export function templateKept(
  staff: Staff,
  template: TemplateRecord,
  before: TemplateRecord | null,
  seen: number | undefined,
  others: number,
): Decision<TemplateRecord, never> {
  if (!keepsTemplate(staff, template)) return refused('FORBIDDEN');
  if (before && before.version !== seen) return refused('STALE');
  if (template.unitId !== null && template.use === 'instruction') {
    return refused('BAD_INPUT', { issues: [{ path: 'use', message: 'is a leader’s: no unit has its own' }] });
  }
  const unknown = unknownIn(template.text, template.use);
  if (unknown.length > 0) return refused('PLACEHOLDER_UNKNOWN', { names: unknown });
  return before || others < MOST_TEMPLATES ? decided(template) : refused('TEMPLATES_FULL', { most: MOST_TEMPLATES });
}
