import { randomBytes } from './random.ts';

/** An id of 120 random bits with a prefix that tells a reader of logs what it names. */
export const newId = (prefix: string): string => `${prefix}_${randomBytes(15).toString('base64url')}`;
