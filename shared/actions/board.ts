/** The message board (领导留言): what somebody writes, what everybody reads without an account, and "I have this too". */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { ALIAS_LENGTH, COMPLAINT_LENGTHS, MESSAGE_LENGTHS, RatingBand } from '../board.ts';
import { FileKind } from '../files.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseKind, PublicStage } from '../states.ts';
import { LIMITS, Line, Paragraph } from '../text.ts';

const CaseNumber = z.string().check(z.regex(/^[A-Z0-9-]{6,24}$/));
const Code = z.string().check(z.regex(/^C\d{2}(\d{2})?$/));

export const showBoardForm = defineAction({
  name: 'board.form',
  says: 'What somebody who writes chooses from: posts, units that a complaint may name, and townships with their villages, which a place may be besides.',
  kind: 'query',
  http: { method: 'GET', path: '/api/board-form' },
  input: z.object({}),
  result: z.object({
    addressees: z.array(z.object({ id: Id, title: z.string(), holderName: z.string() })),
    units: z.array(z.object({ id: Id, name: z.string() })),
    places: z.array(z.object({ township: z.string(), villages: z.array(z.string()) })),
  }),
});

export const writeToBoard = defineAction({
  name: 'board.write',
  says: 'Hands in a message: a complaint has a demand of 200 characters at most and 800 of detail, every other kind a subject of 22 and 1,000 of content; longer is refused with its length. Nothing of it is public before three reviews.',
  http: { method: 'POST', path: '/api/board' },
  input: z.object({
    addresseeId: z.optional(Id),
    kind: CaseKind,
    categoryCode: Code,
    subject: Line(COMPLAINT_LENGTHS.subject),
    content: Paragraph(MESSAGE_LENGTHS.content),
    /** Whom it complains of: kept from them (K2). */
    aboutUnitIds: z.array(Id).check(z.maxLength(5)),
    place: z.string().check(z.trim(), z.maxLength(LIMITS.place), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u)),
    hidePlace: z.boolean(),
    /** The real name, for staff alone. */
    name: Line(LIMITS.name),
    /** What the public reads instead. */
    alias: Line(ALIAS_LENGTH),
    /** Agrees that it is made public (T6). */
    publish: z.boolean(),
  }),
  result: z.object({ caseId: Id, number: z.string() }),
});

const BoardRow = z.object({
  number: z.string(),
  subject: z.string(),
  kind: CaseKind,
  alias: z.string(),
  addressee: z.nullable(z.string()),
  categoryCode: z.nullable(z.string()),
  /** '' where it is not told. */
  place: z.string(),
  /** Of a merged one its master's. */
  stage: PublicStage,
  openedAt: EpochMs,
  /** How many have this too. */
  follows: z.int(),
});
export type BoardRow = z.infer<typeof BoardRow>;

export const findSimilar = defineAction({
  name: 'board.similar',
  says: 'At most three public messages that seem to be of the same, for whoever is writing one.',
  // Not in an address, which is kept in logs: it is what somebody is writing.
  http: { method: 'POST', path: '/api/board/similar' },
  input: z.object({
    /** Subject and content, as far as they are written. */
    text: Paragraph(COMPLAINT_LENGTHS.subject + MESSAGE_LENGTHS.content).check(z.minLength(1)),
    place: z.optional(Line(LIMITS.place)),
  }),
  result: z.object({ posts: z.array(BoardRow) }),
});

export const listBoard = defineAction({
  name: 'board.list',
  says: 'Messages that are public, newest first; `cursor` continues. `text` stands in subject or content; `category` is of either level.',
  kind: 'query',
  http: { method: 'GET', path: '/api/board' },
  input: z.object({
    addresseeId: z.optional(Id),
    category: z.optional(Code),
    stage: z.optional(z.enum(['waiting', 'handling', 'handled'])),
    text: z.optional(Line(40)),
    cursor: z.optional(Id),
  }),
  /** `zone`: IANA, of the county (S2). */
  result: z.object({ zone: z.string(), posts: z.array(BoardRow), nextCursor: z.nullable(Id) }),
});

const PublicFile = z.object({ id: Id, name: z.string(), kind: FileKind, size: z.int() });

export const showPost = defineAction({
  name: 'board.show',
  says: 'One public message by its number, with its answer where that is public.',
  kind: 'query',
  http: { method: 'GET', path: '/api/board/{number}' },
  input: z.object({ number: CaseNumber }),
  result: z.object({
    ...BoardRow.shape,
    zone: z.string(),
    text: z.string(),
    files: z.array(PublicFile),
    reply: z.nullable(
      z.object({ text: z.string(), unitName: z.nullable(z.string()), at: EpochMs, files: z.array(PublicFile) }),
    ),
    ratingBand: z.nullable(RatingBand),
    /** Whether the phone that asks follows it. */
    following: z.boolean(),
  }),
});
export type BoardPost = z.infer<typeof showPost.result>;

export const openBoardFile = defineAction({
  name: 'board.file',
  says: 'One public file of a public message or answer; `/content` behind its path sends the file itself.',
  kind: 'query',
  http: { method: 'GET', path: '/api/board/files/{fileId}' },
  input: z.object({ fileId: Id }),
  result: z.object({ name: z.string(), kind: FileKind, bodyBase64: z.string() }),
});

export const followPost = defineAction({
  name: 'board.follow',
  says: 'Says “I have this too” of a public message; the phone is told when it is answered. `follow` false takes it back.',
  http: { method: 'POST', path: '/api/board/{number}/follow' },
  input: z.object({ number: CaseNumber, follow: z.boolean() }),
  result: z.object({ follows: z.int() }),
});
