/**
 * Keeps personal data out of logs: by the name of a field, and by the shape of a text. Ids are not personal; whoever
 * may read the case finds the person through them.
 */
const privateField =
  /^(phone|phoneNumber|mobile|tel|email|name|fullName|publicName|displayName|subject|body|text|remark|hiddenRemark|note|message_?text|password|pass|pin|otp|code|secret|token|cookie|set-cookie|authorization|sdp|iceCandidates?|ip|remoteAddress|sqlParams|params|parameters|detail)$/i;

/** Numbers of 7 digits and more that stand alone: telephone and identity numbers. Short and long ids have letters. */
const longNumber = /(?<![\w.-])\+?\d(?:[\s-]?\d){6,17}[\dXx]?(?![\w.])/g;
const mailAddress = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
/** What drizzle puts into the message of a failed query between its statement and its values. */
const valuesFollow = '\nparams: ';

const hidden = '[private]';
const maxDepth = 6;
const maxLength = 4_000;

/** The text, cut to a length that is quickly searched, with telephone and identity numbers and mail addresses hidden. */
export function hideInText(text: string): string {
  return withoutValues(text).slice(0, maxLength).replace(mailAddress, hidden).replace(longNumber, hidden);
}

/** Of a failed query the statement alone: its values are what was to be stored, photos and files among them. */
function withoutValues(text: string): string {
  const end = text.indexOf(valuesFollow);
  return end < 0 ? text : text.slice(0, end);
}

/** A copy that may be logged. Numbers, booleans and dates stay, since times and counts have no names of their own. */
export function withoutPersonalData(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hideInText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= maxDepth) return '[deep]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return errorFacts(value, depth);
  if (Array.isArray(value)) return value.map((each) => withoutPersonalData(each, depth + 1));
  const entries = Object.entries(value).map(([key, each]) => {
    const keep = !privateField.test(key) || each === undefined || each === null;
    return [key, keep ? withoutPersonalData(each, depth + 1) : hidden];
  });
  return Object.fromEntries(entries);
}

/** What helps to find the fault. A database error's `detail` and parameters, which hold rows, are left out. */
function errorFacts(error: Error & { code?: unknown }, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: hideInText(error.message),
    // The frames alone: what is cut off a message would take them along.
    stack: hideInText((error.stack ?? '').replace(error.message, '')),
    ...(typeof error.code === 'string' ? { errorCode: error.code } : {}),
    ...(error.cause === undefined ? {} : { cause: withoutPersonalData(error.cause, depth + 1) }),
  };
}
