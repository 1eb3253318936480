/** `/go`: six characters that carry a sign-in and a place to another browser (T7). */
import { SHORT_ALPHABET, typedCode } from './short-link.ts';

export const CARRY_LENGTH = 6;

export const CARRY_CODE = new RegExp(`^[${SHORT_ALPHABET}]{${CARRY_LENGTH}}$`);

/** What was typed as it is kept; `null`: it is no such code. */
export const carryCodeOf = (typed: string): string | null => typedCode(typed, CARRY_LENGTH);
