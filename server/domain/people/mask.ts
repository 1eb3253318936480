/** A phone number as those may see it who need not dial it (T5): 138****1234. */
export const maskPhone = (phone: string): string =>
  phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** `zh***@example.org`: enough to know it again. */
export const maskMail = (address: string): string => address.replace(/^(.{1,2}).*@/, '$1***@');
