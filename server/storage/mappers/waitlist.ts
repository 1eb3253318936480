import * as z from 'zod/mini';
import type { ListedRecord } from '../../domain/queue/waitlist.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { waitlistEntry } from '../schema.ts';
import { splitState } from './split-state.ts';

const endedAt = z.number();
const ticketId = z.string();
const ListedStateFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('listed') }),
  z.object({ state: z.enum(['placed', 'walkedIn']), endedAt, ticketId }),
  z.object({ state: z.enum(['invited', 'left', 'calledOff']), endedAt }),
]);

const placeOfMore = (entryId: string) => `waitlist_entry.more:${entryId}`;

export function listedFromRow(row: typeof waitlistEntry.$inferSelect, crypto: FieldCrypto): ListedRecord {
  const { stateFacts, state, moreSealed, ...facts } = row;
  const more = crypto.open(placeOfMore(row.id), moreSealed);
  return { ...facts, more, ...ListedStateFacts.parse({ ...stateFacts, state }) };
}

export function listedToRow(record: ListedRecord, crypto: FieldCrypto): typeof waitlistEntry.$inferInsert {
  return {
    id: record.id,
    countyId: record.countyId,
    sessionId: record.sessionId,
    personId: record.personId,
    order: record.order,
    repeat: record.repeat,
    listedAt: record.listedAt,
    subject: record.subject,
    moreSealed: crypto.seal(placeOfMore(record.id), record.more),
    placeName: record.placeName,
    publicName: record.publicName,
    consent: record.consent,
    consentVersion: record.consentVersion,
    version: record.version,
    ...splitState(ListedStateFacts.parse(record)),
  };
}
