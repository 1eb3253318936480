import type { PersonRecord } from '../../domain/people/types.ts';
import { type FieldCrypto, normaliseName } from '../crypto.ts';
import type { person } from '../schema.ts';

const placeOfName = (personId: string) => `person.name:${personId}`;

export const nameIndexOf = (name: string, crypto: FieldCrypto): string =>
  crypto.index('person.name', normaliseName(name));

export function personFromRow(row: typeof person.$inferSelect, crypto: FieldCrypto): PersonRecord {
  const name = row.nameSealed === null ? row.staffName : crypto.open(placeOfName(row.id), row.nameSealed);
  if (name === null) throw new Error(`the person ${row.id} has no name`);
  return { id: row.id, countyId: row.countyId, kind: row.kind, name, phoneId: row.phoneId };
}

export function citizenToRow(
  citizen: { id: string; countyId: string; name: string; phoneId: string | null },
  crypto: FieldCrypto,
): typeof person.$inferInsert {
  const { id, countyId, name, phoneId } = citizen;
  const nameSealed = crypto.seal(placeOfName(id), name);
  return {
    id,
    countyId,
    kind: 'citizen',
    nameSealed,
    nameIndex: nameIndexOf(name, crypto),
    phoneId,
  };
}
