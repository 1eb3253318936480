import * as z from 'zod/mini';
import type { AuditEntry } from '../../domain/audit/types.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { auditEntry } from '../schema.ts';

const Sealed = z.object({ sealed: z.string() });
const Data = z.record(z.string(), z.unknown());
const placeOfWhy = (entryId: string) => `audit_entry.why:${entryId}`;
const placeOfData = (entryId: string) => `audit_entry.data:${entryId}`;

export function entryFromRow(row: typeof auditEntry.$inferSelect, crypto: FieldCrypto): AuditEntry {
  const { seq: _, linked: __, whySealed, dataSealed, ...entry } = row;
  const why = whySealed === null ? null : crypto.openIfSealed(placeOfWhy(row.id), whySealed);
  const found = z.safeParse(Sealed, dataSealed);
  // An entry from before its data were sealed, or one without any, is read as it is.
  const data = found.success ? Data.parse(JSON.parse(crypto.open(placeOfData(row.id), found.data.sealed))) : dataSealed;
  return { ...entry, why, data };
}

export function entryToRow({ why, data, ...entry }: AuditEntry, crypto: FieldCrypto): typeof auditEntry.$inferInsert {
  const isEmpty = Object.keys(data).length === 0;
  return {
    ...entry,
    whySealed: why === null ? null : crypto.seal(placeOfWhy(entry.id), why),
    dataSealed: isEmpty ? {} : { sealed: crypto.seal(placeOfData(entry.id), JSON.stringify(data)) },
  };
}
