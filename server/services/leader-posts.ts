/** Whose posts somebody answers for (留言对象): what was written to them and what was promised by who holds them. */
import type { AddresseeRecord, Reader } from './ports/store.ts';
import type { Staff } from './support.ts';

/** A leader's own; an aide carries the word of all who lead the county. */
export async function leaderPosts(staff: Staff, read: Reader): Promise<AddresseeRecord[]> {
  const posts = await read.addressees(staff.countyId);
  const aides = staff.roles.includes('aide');
  return posts.filter(({ holderPersonId, unitId }) => holderPersonId === staff.personId || (aides && unitId === null));
}
