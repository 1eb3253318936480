/** `/e/XXXX`, which people read from a poster and type. */

/** Without what is taken for something else: 0 and O, 1, I and L. */
export const SHORT_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const SHORT_LENGTH = 4;

const WHOLE = new RegExp(`^[${SHORT_ALPHABET}]{${SHORT_LENGTH}}$`);

/** What was typed as it is kept: capitals, without spaces and dashes; `null`: it is no such code. */
export function shortCodeOf(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return WHOLE.test(code) ? code : null;
}
