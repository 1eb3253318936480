import * as z from 'zod/mini';
import { CaseKind, CaseState, ReplyBy } from '../../../shared/states.ts';
import type { CaseRecord } from '../../domain/cases/types.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { caseRecord } from '../schema.ts';

const placeOfMore = (caseId: string) => `case.more:${caseId}`;

export function caseFromRow(row: typeof caseRecord.$inferSelect, crypto: FieldCrypto): CaseRecord {
  const { moreSealed, ...facts } = row;
  const more = crypto.open(placeOfMore(row.id), moreSealed);
  const kind = CaseKind.parse(row.kind);
  const state = CaseState.parse(row.state);
  return { ...facts, more, kind, state, replyBy: z.nullable(ReplyBy).parse(row.replyBy) };
}

export function caseToRow(record: CaseRecord, crypto: FieldCrypto): typeof caseRecord.$inferInsert {
  const { more, ...facts } = record;
  return { ...facts, moreSealed: crypto.seal(placeOfMore(record.id), more) };
}
