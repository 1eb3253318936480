import * as z from 'zod/mini';
import {
  CaseChannel,
  CaseKind,
  CaseState,
  DispatchKind,
  HandBackReason,
  RefusedTo,
  ReplyBy,
  Urgency,
} from '../../../shared/states.ts';
import type { CaseFacts, CaseRecord } from '../../domain/cases/types.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { caseRecord } from '../schema.ts';
import { openTexts, sealTexts } from './sealed-texts.ts';
import { splitState } from './split-state.ts';

const at = z.number();
const id = z.string();
const typed = z.string();
const CaseStage = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['submitted', 'accepted', 'readByLeader', 'reopened', 'dispatched', 'inProgress']) }),
  z.object({
    state: z.literal('handBackAsked'),
    reason: HandBackReason,
    basis: typed,
    betterUnitId: id,
    byPersonId: id,
    at,
    from: z.enum(['dispatched', 'inProgress']),
  }),
  z.object({ state: z.literal('waitingForCitizen'), question: typed, at }),
  z.object({ state: z.literal('suspended'), reason: typed, at }),
  z.object({ state: z.literal('drafted'), replyId: id }),
  z.object({ state: z.literal('firstReviewed'), replyId: id }),
  z.object({ state: z.enum(['replied', 'followedUp', 'closed', 'withdrawn']), at }),
  z.object({ state: z.literal('refused'), at, reason: typed, to: RefusedTo, whereTo: typed }),
  z.object({ state: z.literal('merged'), at, into: id }),
]);
const Hard = z.nullable(z.object({ reason: typed, at }));
const Extension = z.nullable(z.object({ days: z.number(), reason: typed, at, byPersonId: id }));
const Instruction = z.nullable(z.object({ text: typed, byName: z.string(), at }));
const Mark = z.number();
const Rating = z.nullable(z.object({ solved: Mark, attitude: Mark, speed: Mark, comment: typed, at }));

/** What people typed among the facts of a state; the reason of a hand-back is a code and stays readable. */
const TYPED_IN_STATE: Partial<Record<CaseRecord['state'], readonly string[]>> = {
  handBackAsked: ['basis'],
  waitingForCitizen: ['question'],
  suspended: ['reason'],
  refused: ['reason', 'whereTo'],
};
/** Columns of JSON with something typed in it, and what that is called there. */
const TYPED_IN = { hard: 'reason', extension: 'reason', instruction: 'text', rating: 'comment' } as const;
type Typed = keyof typeof TYPED_IN;

const placeOf = (column: string, caseId: string) => `case.${column}:${caseId}`;

export function caseFromRow(row: typeof caseRecord.$inferSelect, crypto: FieldCrypto): CaseRecord {
  const { moreSealed, hiddenRemarkSealed, startsAt, acknowledgeBy, dispatchBy, stateFacts, ...columns } = row;
  const opened = (column: Typed) =>
    row[column] && openTexts(row[column], [TYPED_IN[column]], placeOf(column, row.id), crypto);
  const facts: CaseFacts = {
    ...columns,
    kind: CaseKind.parse(row.kind),
    channel: CaseChannel.parse(row.channel),
    urgency: z.nullable(Urgency).parse(row.urgency),
    dispatchKind: z.nullable(DispatchKind).parse(row.dispatchKind),
    replyBy: z.nullable(ReplyBy).parse(row.replyBy),
    more: crypto.open(placeOf('more', row.id), moreSealed),
    hiddenRemark: hiddenRemarkSealed === null ? '' : crypto.open(placeOf('hiddenRemark', row.id), hiddenRemarkSealed),
    limits: { startsAt, acknowledgeBy, dispatchBy },
    hard: Hard.parse(opened('hard')),
    extension: Extension.parse(opened('extension')),
    instruction: Instruction.parse(opened('instruction')),
    rating: Rating.parse(opened('rating')),
  };
  const state = CaseState.parse(row.state);
  const stage = openTexts(stateFacts, TYPED_IN_STATE[state] ?? [], placeOf('state', row.id), crypto);
  return { ...facts, ...CaseStage.parse({ ...stage, state }) };
}

export function caseToRow(record: CaseRecord, crypto: FieldCrypto): typeof caseRecord.$inferInsert {
  const { state, stateFacts } = splitState(CaseStage.parse(record));
  const sealed = (column: Typed) =>
    record[column] && sealTexts({ ...record[column] }, [TYPED_IN[column]], placeOf(column, record.id), crypto);
  return {
    id: record.id,
    countyId: record.countyId,
    number: record.number,
    kind: record.kind,
    channel: record.channel,
    addresseeId: record.addresseeId,
    state,
    stateFacts: sealTexts(stateFacts, TYPED_IN_STATE[state] ?? [], placeOf('state', record.id), crypto),
    subject: record.subject,
    moreSealed: crypto.seal(placeOf('more', record.id), record.more),
    placeName: record.placeName,
    hidePlace: record.hidePlace,
    categoryCode: record.categoryCode,
    personId: record.personId,
    alias: record.alias,
    publish: record.publish,
    hiddenRemarkSealed:
      record.hiddenRemark === '' ? null : crypto.seal(placeOf('hiddenRemark', record.id), record.hiddenRemark),
    ticketId: record.ticketId,
    callId: record.callId,
    urgency: record.urgency,
    sealed: record.sealed,
    aboutUnitIds: [...record.aboutUnitIds],
    aboutPersonIds: [...record.aboutPersonIds],
    mainUnitId: record.mainUnitId,
    coUnitIds: [...record.coUnitIds],
    dispatchKind: record.dispatchKind,
    handledBy: [...record.handledBy],
    handBacks: record.handBacks,
    forced: record.forced,
    promised: record.promised,
    level: record.level,
    openedAt: record.openedAt,
    startsAt: record.limits.startsAt,
    acknowledgeBy: record.limits.acknowledgeBy,
    dispatchBy: record.limits.dispatchBy,
    dueAt: record.dueAt,
    stoppedAt: record.stoppedAt,
    acknowledgedAt: record.acknowledgedAt,
    signedAt: record.signedAt,
    urges: record.urges,
    urgedAt: record.urgedAt,
    supervisedAt: record.supervisedAt,
    hard: sealed('hard'),
    extension: sealed('extension'),
    instruction: sealed('instruction'),
    rating: sealed('rating'),
    addedAt: record.addedAt,
    extensions: record.extensions,
    unreached: record.unreached,
    replyBy: record.replyBy,
    version: record.version,
  };
}
