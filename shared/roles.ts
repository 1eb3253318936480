/** Who somebody is on one connection or one request. One person may hold several staff roles. */
import * as z from 'zod/mini';

/**
 * Roles of people with an account. `unitHead` reviews what the own unit replies; `clerk` checks what is written before it is
 * accepted or made public; `inspector` alone reads sealed reports (K2).
 */
export const PEOPLE_ROLES = [
  'moderator',
  'aide',
  'official',
  'caseworker',
  'unitHead',
  'supervisor',
  'clerk',
  'inspector',
  'administrator',
  'villageOfficer',
] as const;
/** `terminal`: a device in a township's hall, which staff set up and left to whoever comes. */
export const STAFF_ROLES = [...PEOPLE_ROLES, 'terminal'] as const;
export const ROLES = ['audience', 'citizen', ...STAFF_ROLES] as const;

export const StaffRole = z.enum(STAFF_ROLES);
export type StaffRole = z.infer<typeof StaffRole>;

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/**
 * Roles that connect to one session in real time; `official` is the meeting-room screen, `duty` the desk of a
 * department's room, which is its camera and microphone too, `helper` whoever came by a guest link.
 */
export const SESSION_ROLES = ['audience', 'citizen', 'moderator', 'aide', 'official', 'duty', 'helper'] as const;
export const SessionRole = z.enum(SESSION_ROLES);
export type SessionRole = z.infer<typeof SessionRole>;

/** An administrator stands in at every desk of an evening; the aide sets up the meeting-room screen. */
const STANDS_IN_FOR: Partial<Record<StaffRole, readonly StaffRole[]>> = {
  administrator: ['moderator', 'aide', 'official'],
  aide: ['official'],
};

/** As what somebody of these roles may come: as each of them, and as those they stand in for. */
export const actsAs = (roles: readonly StaffRole[]): ReadonlySet<StaffRole> =>
  new Set(roles.flatMap((role) => [role, ...(STANDS_IN_FOR[role] ?? [])]));

/** Who may sit on duty in a department's room: caseworkers of its unit, and an administrator. */
export const mayBeOnDuty = (
  { roles, unitId }: { readonly roles: readonly StaffRole[]; readonly unitId: string | null },
  room: { readonly unitId: string },
): boolean => roles.includes('administrator') || (roles.includes('caseworker') && unitId === room.unitId);

/** Who reads cases at all; how far is a matter of unit and role (T5, K2). */
export const CASE_READERS = [
  'moderator',
  'aide',
  'official',
  'caseworker',
  'unitHead',
  'supervisor',
  'clerk',
  'inspector',
] as const satisfies readonly StaffRole[];

export const readsCases = (roles: readonly StaffRole[]): boolean => {
  const as = actsAs(roles);
  return CASE_READERS.some((role) => as.has(role));
};

/** Whose home is what waits for supervision; the inspector's has sealed reports alone (K2). */
export const supervises = (roles: readonly StaffRole[]): boolean =>
  roles.includes('supervisor') || roles.includes('inspector');

/** Who holds places that they took for others (Q7): an officer, and a terminal. */
export const holdsForOthers = (roles: readonly StaffRole[]): boolean =>
  roles.includes('villageOfficer') || roles.includes('terminal');

/** Who keeps templates: the county's office, and heads those of their units. */
export const TEMPLATE_KEEPERS = ['unitHead', 'supervisor', 'administrator'] as const satisfies readonly StaffRole[];
export const keepsTemplates = (roles: readonly StaffRole[]): boolean =>
  TEMPLATE_KEEPERS.some((role) => roles.includes(role));
