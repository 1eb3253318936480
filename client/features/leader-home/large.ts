import type { StaffRole } from '../../../shared/roles.ts';
import css from './large.module.css';

/** The class under which a leader's pages are large. */
export const largeFor = (roles: readonly StaffRole[]): string | undefined =>
  roles.includes('official') ? css.large : undefined;
