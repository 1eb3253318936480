import type { StaffRole } from '../../../shared/roles.ts';

/** Who has a part in what becomes public. */
const REVIEWERS: readonly StaffRole[] = ['clerk', 'supervisor', 'official', 'administrator'];
export const reviewsPublications = (roles: readonly StaffRole[]): boolean =>
  roles.some((role) => REVIEWERS.includes(role));

/** Whose page it is at all. */
export const comesToClerk = (roles: readonly StaffRole[]): boolean =>
  reviewsPublications(roles) || roles.includes('inspector');
