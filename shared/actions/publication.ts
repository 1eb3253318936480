/** How messages and answers become public: 初审, 复审, 终审 by three different people; and the clerk's first look at a case. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { COMPLAINT_LENGTHS, PublicationStage, PublishedKind } from '../board.ts';
import { EpochMs, Id } from '../ids.ts';
import { LIMITS, Line, Paragraph } from '../text.ts';
import { CaseFile } from './files.ts';

const Reason = Line(LIMITS.reason);
const Text = Paragraph(LIMITS.note);
const MaybeLine = (max: number) => z.string().check(z.trim(), z.maxLength(max), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u));

/** What the public would read. Subject, alias and place are empty of an answer. */
const SHOWN = {
  subject: MaybeLine(COMPLAINT_LENGTHS.subject),
  text: Text,
  alias: MaybeLine(LIMITS.publicName),
  place: MaybeLine(LIMITS.place),
  fileIds: z.array(Id).check(z.maxLength(20)),
  reason: z.optional(Reason),
  /** Words of the county's list that stand in it and are let pass (T5). */
  despite: z.optional(z.array(Line(20)).check(z.maxLength(50))),
};

const Item = z.object({
  caseId: Id,
  number: z.string(),
  kind: PublishedKind,
  replyId: z.nullable(Id),
  subject: z.string(),
  text: z.string(),
  alias: z.string(),
  place: z.string(),
  files: z.array(CaseFile),
});
const Publication = z.object({
  ...Item.shape,
  id: Id,
  version: z.int(),
  stage: PublicationStage,
  reviews: z.array(
    z.object({ stage: z.enum(['first', 'second', 'final']), by: z.string(), at: EpochMs, reason: z.string() }),
  ),
  publishedAt: z.nullable(EpochMs),
  /** Whether whoever asks is the one to review it now. */
  mayReview: z.boolean(),
});
export type PublicationItem = z.infer<typeof Item>;
export type Publication = z.infer<typeof Publication>;

export const listPublications = defineAction({
  name: 'publications.list',
  says: 'What waits for its first review, what is under review, and what is public; the oldest first, the 50 newest of what is public. With `number` what is public of that case alone.',
  kind: 'query',
  http: { method: 'GET', path: '/api/publications' },
  input: z.object({ number: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(24))) }),
  result: z.object({
    toBegin: z.array(Item),
    inReview: z.array(Publication),
    published: z.array(Publication),
  }),
});

export const beginPublication = defineAction({
  name: 'publication.begin',
  says: 'First review (初审) of a message, or with `replyId` of its answer: what the public would read, shortened with a reason where it must be.',
  http: { method: 'POST', path: '/api/cases/{caseId}/publications' },
  input: z.object({ caseId: Id, replyId: z.optional(Id), ...SHOWN }),
  result: z.object({ publicationId: Id }),
});

export const reviewPublication = defineAction({
  name: 'publication.review',
  says: 'Second and final review (复审, 终审), by two more people; the final one makes it public. `back` sends it to the clerk, with a reason.',
  http: { method: 'POST', path: '/api/publications/{publicationId}/review' },
  input: z.object({
    publicationId: Id,
    version: z.int().check(z.nonnegative()),
    verdict: z.enum(['pass', 'back']),
    ...SHOWN,
  }),
  result: z.object({ stage: PublicationStage }),
});

export const takePublicationOff = defineAction({
  name: 'publication.takeOff',
  says: 'Takes a message with its answer, or an answer, off the public pages at once, with a reason.',
  http: { method: 'POST', path: '/api/publications/{publicationId}/take-off' },
  input: z.object({ publicationId: Id, version: z.int().check(z.nonnegative()), reason: Reason }),
  result: z.object({}),
});

export const setCaseAddressee = defineAction({
  name: 'case.setAddressee',
  says: 'Sets to whom a case that nobody has yet is addressed.',
  http: { method: 'POST', path: '/api/cases/{caseId}/addressee' },
  input: z.object({
    caseId: Id,
    version: z.int().check(z.nonnegative()),
    /** Absent: nobody. */
    addresseeId: z.optional(Id),
  }),
  result: z.object({ version: z.int() }),
});
