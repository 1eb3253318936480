/** E-mail addresses that we write to: the plain ones. No quotes, comments, names or line ends, which could carry more. */
import * as z from 'zod/mini';

const PLAIN =
  /^[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
/** Octets, of the whole and before the @ (RFC 5321). */
const LONGEST = 254;
const LONGEST_NAME = 64;

export const isMailAddress = (text: string): boolean =>
  text.length <= LONGEST && text.indexOf('@') <= LONGEST_NAME && PLAIN.test(text);

export const MailAddress = z.string().check(z.trim(), z.maxLength(LONGEST), z.regex(PLAIN), z.refine(isMailAddress));
