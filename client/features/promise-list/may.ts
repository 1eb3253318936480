import { actsAs, type StaffRole } from '../../../shared/roles.ts';

const hasOne = (roles: readonly StaffRole[], some: readonly StaffRole[]): boolean => {
  const as = actsAs(roles);
  return some.some((role) => as.has(role));
};

/** Whose promises they are, who carries them out, and who sees to it; others read them at the case. */
export const followsPromises = (roles: readonly StaffRole[]): boolean =>
  hasOne(roles, ['official', 'aide', 'supervisor', 'caseworker', 'unitHead']);

export const followsFigures = (roles: readonly StaffRole[]): boolean =>
  hasOne(roles, ['official', 'aide', 'supervisor', 'unitHead']);

/** Who has promises of their own, or those of all leaders to look after. */
export const hasPromises = (roles: readonly StaffRole[]): boolean =>
  roles.includes('official') || roles.includes('aide');

/** Reads those of all units; others have nothing to choose among. */
export const readsAllUnits = (roles: readonly StaffRole[]): boolean =>
  hasOne(roles, ['official', 'aide', 'supervisor', 'moderator', 'clerk', 'inspector']);
