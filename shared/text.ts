/** Text that people type: trimmed, without control characters, with a stated longest length; longer is refused, never cut. */
import * as z from 'zod/mini';

export const LIMITS = {
  name: 40,
  place: 60,
  subject: 60,
  more: 1000,
  publicName: 20,
  reason: 200,
  whereTo: 200,
  note: 2000,
  message: 200,
  caption: 200,
  wording: 500,
  userName: 64,
  password: 200,
} as const;

/** One line of 1..max characters. */
export const Line = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u));

/** Several lines of 0..max characters. */
export const Paragraph = (max: number) =>
  z.string().check(z.trim(), z.maxLength(max), z.regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u));

/** A mainland mobile number, as people type it: spaces, dashes and +86 are taken off. */
export const Phone = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(24)),
    z.transform((text: string) => text.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')),
  ),
  z.string().check(z.regex(/^1[3-9]\d{9}$/)),
);

/** A calendar date in the county's zone, `YYYY-MM-DD`. */
export const PlainDate = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
