/** Who may read a case (K2, T5): pure; the store's lists ask the same of `ReadScope`. */
import type { StaffRole } from '../../../shared/roles.ts';
import type { Actor } from '../people/types.ts';
import type { CaseFacts } from './types.ts';

type Staff = Extract<Actor, { kind: 'staff' }>;
type Protected = Pick<CaseFacts, 'sealed' | 'aboutUnitIds' | 'aboutPersonIds'>;

/** Roles that read the whole county's cases. */
const WIDE: readonly StaffRole[] = [
  'moderator',
  'aide',
  'official',
  'supervisor',
  'clerk',
  'inspector',
  'administrator',
];

/** Whether it complains of this person or of the unit they belong to, or is sealed to others. */
export const isKeptFrom = (staff: Staff, record: Protected): boolean =>
  record.aboutPersonIds.includes(staff.personId) ||
  (staff.unitId !== null && record.aboutUnitIds.includes(staff.unitId)) ||
  (record.sealed && !staff.roles.includes('inspector'));

/** Whether it is kept from anybody: no page that several people look at together has it. */
export const isProtected = ({ sealed, aboutUnitIds, aboutPersonIds }: Protected): boolean =>
  sealed || aboutUnitIds.length > 0 || aboutPersonIds.length > 0;

/** What of the county's cases somebody reads. */
export interface ReadScope {
  readonly countyId: string;
  readonly personId: string;
  readonly unitId: string | null;
  /** Those of all units; otherwise those that the own unit handles, alone or beside another. */
  readonly wide: boolean;
  readonly sealed: boolean;
}

export const readScope = (staff: Staff): ReadScope => ({
  countyId: staff.countyId,
  personId: staff.personId,
  unitId: staff.unitId,
  wide: staff.roles.some((role) => WIDE.includes(role)),
  sealed: staff.roles.includes('inspector'),
});

export function mayReadCase(
  staff: Staff,
  record: Protected & Pick<CaseFacts, 'countyId' | 'mainUnitId' | 'coUnitIds'>,
): boolean {
  if (record.countyId !== staff.countyId || isKeptFrom(staff, record)) return false;
  if (readScope(staff).wide) return true;
  return staff.unitId !== null && (record.mainUnitId === staff.unitId || record.coUnitIds.includes(staff.unitId));
}
