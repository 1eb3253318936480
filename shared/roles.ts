/** Who somebody is on one connection or one request. One person may hold several staff roles. */
import * as z from 'zod/mini';

export const STAFF_ROLES = ['moderator', 'aide', 'official', 'caseworker', 'supervisor', 'administrator'] as const;
export const ROLES = ['audience', 'citizen', ...STAFF_ROLES] as const;

export const StaffRole = z.enum(STAFF_ROLES);
export type StaffRole = z.infer<typeof StaffRole>;

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Roles that connect to one session in real time; `official` is the meeting-room screen. */
export const SESSION_ROLES = ['audience', 'citizen', 'moderator', 'aide', 'official'] as const;
export const SessionRole = z.enum(SESSION_ROLES);
export type SessionRole = z.infer<typeof SessionRole>;
