import * as z from 'zod/mini';
import { Outcome } from '../../../shared/states.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { ticket } from '../schema.ts';
import { openTexts, sealTexts } from './sealed-texts.ts';
import { splitState } from './split-state.ts';

const at = z.number();
const id = z.string();
const whereTo = z.string();
const TicketStateFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('booked'), slotAt: at }),
  z.object({
    state: z.literal('waiting'),
    since: at,
    returnedAt: z._default(z.nullable(at), null),
    slotAt: z._default(z.nullable(at), null),
  }),
  z.object({ state: z.literal('away'), since: at }),
  z.object({
    state: z.literal('screening'),
    calledAt: at,
    answerBy: at,
    answeredAt: z.nullable(at),
    heldBy: id,
    seatId: z._default(z.nullable(id), null),
  }),
  z.object({ state: z.literal('onDeck'), since: at, seatId: id, heldBy: id }),
  z.object({ state: z.literal('live'), since: at, seatId: id, callId: id }),
  z.object({ state: z.literal('done'), endedAt: at, outcome: Outcome, whereTo: z.nullable(whereTo) }),
  z.object({ state: z.literal('left'), endedAt: at }),
  z.object({ state: z.literal('noShow'), endedAt: at }),
  z.discriminatedUnion('by', [
    z.object({ state: z.literal('deferred'), endedAt: at, by: z.literal('session'), toSessionId: id, toTicketId: id }),
    z.object({ state: z.literal('deferred'), endedAt: at, by: z.literal('phone'), caseId: id, dueOn: z.string() }),
  ]),
  z.object({ state: z.literal('refused'), endedAt: at, reason: z.string(), whereTo }),
  z.object({ state: z.literal('written'), endedAt: at, caseId: id, dueOn: z.string() }),
]);

/** Holds in every state. */
const Entered = z.object({ enteredAt: z._default(z.nullable(at), null) });

const placeOfMore = (ticketId: string) => `ticket.more:${ticketId}`;
const placeOfFailure = (ticketId: string) => `ticket.lastFailure:${ticketId}`;
const placeOfState = (ticketId: string) => `ticket.state:${ticketId}`;
/** What a desk typed when it refused or directed elsewhere. */
const TYPED = ['reason', 'whereTo'];

export function ticketFromRow(row: typeof ticket.$inferSelect, crypto: FieldCrypto): TicketRecord {
  const { stateFacts, state, moreSealed, lastFailureSealed, takenBy: by, takerId, writtenIn: _, ...facts } = row;
  const takenBy = by === null || takerId === null ? null : { by, id: takerId };
  const more = crypto.open(placeOfMore(row.id), moreSealed);
  const lastFailure =
    lastFailureSealed === null ? null : crypto.openIfSealed(placeOfFailure(row.id), lastFailureSealed);
  const opened = openTexts(stateFacts, TYPED, placeOfState(row.id), crypto);
  return {
    ...facts,
    more,
    lastFailure,
    takenBy,
    ...Entered.parse(opened),
    ...TicketStateFacts.parse({ ...opened, state }),
  };
}

export function ticketToRow(record: TicketRecord, crypto: FieldCrypto): typeof ticket.$inferInsert {
  const { state, stateFacts } = splitState(TicketStateFacts.parse(record));
  return {
    id: record.id,
    countyId: record.countyId,
    sessionId: record.sessionId,
    personId: record.personId,
    number: record.number,
    lane: record.lane,
    order: record.order,
    homeLane: record.homeLane,
    takenAt: record.takenAt,
    entered: record.entered,
    presence: record.presence,
    participation: record.participation,
    subject: record.subject,
    moreSealed: crypto.seal(placeOfMore(record.id), record.more),
    placeName: record.placeName,
    publicName: record.publicName,
    approval: record.approval,
    categoryCode: record.categoryCode,
    consent: record.consent,
    passes: record.passes,
    passedAtCall: record.passedAtCall,
    lastFailureSealed: record.lastFailure === null ? null : crypto.seal(placeOfFailure(record.id), record.lastFailure),
    earlierVisits: record.earlierVisits,
    receiptToken: record.receiptToken,
    told: record.told,
    carriedFrom: record.carriedFrom,
    added: record.added,
    messagesReadAt: record.messagesReadAt,
    sentTo: record.sentTo,
    takenBy: record.takenBy?.by ?? null,
    takerId: record.takenBy?.id ?? null,
    ladder: record.ladder,
    undo: record.undo,
    version: record.version,
    state,
    stateFacts: { ...sealTexts(stateFacts, TYPED, placeOfState(record.id), crypto), enteredAt: record.enteredAt },
  };
}
