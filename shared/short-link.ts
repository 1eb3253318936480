/** `/e/XXXX`, which people read from a poster and type. */

/** Without what is taken for something else: 0 and O, 1, I and L. */
export const SHORT_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const SHORT_LENGTH = 4;

/** What was typed as it is kept: capitals, without spaces and dashes; `null`: it is no such code. */
export const shortCodeOf = (typed: string): string | null => typedCode(typed, SHORT_LENGTH);

/** The same for a code of another length. */
export function typedCode(typed: string, length: number): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return code.length === length && [...code].every((each) => SHORT_ALPHABET.includes(each)) ? code : null;
}
