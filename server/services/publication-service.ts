/** Publications on their way through their reviews (T5, T6), and what the clerk sets of a case. */
import type { InputOf } from '../../shared/actions/all.ts';
import type { Publication, PublicationItem } from '../../shared/actions/publication.ts';
import { Refusal } from '../../shared/errors.ts';
import { UNDISPATCHED } from '../../shared/states.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import type { PublicationRecord, Shown } from '../domain/cases/publication.ts';
import * as rules from '../domain/cases/publication.ts';
import { handsOf } from '../domain/cases/steps.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import { told as fileTold } from './file-service.ts';
import type { Reader } from './ports/store.ts';
import { must, notFound, type Staff, staffOf, writeDown } from './support.ts';
import { refuseWords } from './word-service.ts';

const LISTED = 50;

export const publicationHandlers = {
  'publications.list': query<'publications.list'>(async ({ number }, { read, actor }) => {
    const staff = staffOf(actor);
    const { countyId } = staff;
    if (number !== undefined) {
      const record = await read.caseByNumber(countyId, number.toUpperCase());
      const all = record ? await read.publicationsOfCase(record.id) : [];
      const published = all.filter(({ stage }) => stage === 'published');
      return { toBegin: [], inReview: [], published: await several(read, staff, published) };
    }
    const begins = staff.roles.includes('clerk');
    const [cases, replies, inReview, out] = await Promise.all([
      begins ? read.casesToPublish(countyId, LISTED) : [],
      begins ? read.repliesToPublish(countyId, LISTED) : [],
      read.publicationsInReview(countyId, LISTED),
      read.publicationsOut(countyId, LISTED),
    ]);
    const toBegin = [...cases.map((record) => ({ record, replyId: null })), ...replies].filter(({ record }) =>
      mayReadCase(staff, record),
    );
    return {
      toBegin: await Promise.all(
        toBegin.map(async ({ record, replyId }) =>
          itemOf(read, record, { ...(await originalOf(read, record, replyId)), replyId }),
        ),
      ),
      inReview: await several(read, staff, inReview),
      published: await several(read, staff, out),
    };
  }),

  'publication.begin': once<'publication.begin'>(async (input, asked) => {
    const { tx, now, deps } = asked;
    const staff = staffOf(asked.actor);
    const record = (await tx.lockCase(input.caseId)) ?? notFound();
    const original = await originalOf(tx, record, input.replyId ?? null);
    const shown = shownOf(input);
    const publication = must(rules.begin(deps.newId('pb'), record, original, shown, staff, input.reason ?? '', now));
    const words = await refuseWords(asked, textsOf(shown), input.despite ?? []);
    await tx.insertPublication(publication);
    await writeDown(asked, 'publication.begin', {
      caseId: record.id,
      why: input.reason ?? null,
      data: { publicationId: publication.id, ...(words.length > 0 ? { words } : {}) },
    });
    return { publicationId: publication.id };
  }),

  'publication.review': once<'publication.review'>(async (input, asked) => {
    const { tx, now } = asked;
    const { publication, record } = await seen(asked, input);
    const original = await originalOf(tx, record, publication.replyId);
    const { verdict, reason = '' } = input;
    const shown = shownOf(input);
    const after = must(
      rules.review(publication, record, original, { verdict, shown, reason }, staffOf(asked.actor), now),
    );
    if (verdict === 'pass') await refuseWords(asked, textsOf(shown), input.despite ?? []);
    await tx.savePublication(after);
    await writeDown(asked, `publication.${verdict}`, {
      caseId: record.id,
      why: reason || null,
      data: { publicationId: publication.id },
    });
    return { stage: after.stage };
  }),

  'publication.takeOff': once<'publication.takeOff'>(async (input, asked) => {
    const { tx, now } = asked;
    const { publication, record } = await seen(asked, input);
    const by = staffOf(asked.actor);
    await tx.savePublication(must(rules.takeOff(publication, by, input.reason, now)));
    await writeDown(asked, 'publication.takeOff', {
      caseId: record.id,
      why: input.reason,
      data: { publicationId: publication.id },
    });
    return {};
  }),

  'case.setAddressee': once<'case.setAddressee'>(async ({ caseId, version, addresseeId = null }, asked) => {
    const { tx, actor } = asked;
    const record = (await tx.lockCase(caseId)) ?? notFound();
    const hands = handsOf(actor, record, null);
    if (!hands.has('clerk') && !hands.has('supervisor')) throw new Refusal('FORBIDDEN');
    if (record.version !== version) throw new Refusal('STALE', { caseId, version: record.version });
    if (!(UNDISPATCHED as readonly string[]).includes(record.state)) {
      throw new Refusal('WRONG_STATE', { state: record.state });
    }
    const addressees = await tx.addressees(record.countyId);
    if (addresseeId !== null && !addressees.some(({ id }) => id === addresseeId)) notFound();
    await tx.saveCase({ ...record, addresseeId });
    await writeDown(asked, 'case.setAddressee', { caseId, data: { addresseeId } });
    return { version: version + 1 };
  }),
};

/** Under the lock of its case, as the caller saw it; what they may not read is not there for them (K2). */
async function seen(
  { tx, actor }: CommandAsked,
  { publicationId, version }: { readonly publicationId: string; readonly version: number },
) {
  const found = await tx.publication(publicationId);
  if (found?.countyId !== actor.countyId) notFound();
  const record = (await tx.lockCase(found.caseId)) ?? notFound();
  if (!mayReadCase(staffOf(actor), record)) notFound();
  const publication = (await tx.publication(publicationId)) ?? notFound();
  if (publication.version !== version) throw new Refusal('STALE', { publicationId, version: publication.version });
  return { publication, record };
}

/** What would be public if nothing were left out. */
async function originalOf(read: Reader, record: CaseRecord, replyId: string | null): Promise<rules.Original> {
  const files = (await read.filesOfCase(record.id)).filter(({ isPublic }) => isPublic);
  if (replyId === null) {
    return {
      kind: 'post',
      reply: null,
      subject: record.subject,
      text: record.more,
      alias: record.alias,
      place: record.hidePlace ? '' : record.placeName,
      fileIds: files.filter(({ byCitizen }) => byCitizen).map(({ id }) => id),
    };
  }
  const reply = await read.caseReply(replyId);
  if (reply?.caseId !== record.id || reply.kind !== 'official') notFound();
  const fileIds = files.filter((file) => file.replyId === replyId).map(({ id }) => id);
  return { kind: 'reply', reply, subject: '', text: reply.text, alias: '', place: '', fileIds };
}

const shownOf = ({
  subject,
  text,
  alias,
  place,
  fileIds,
}: InputOf<'publication.begin'> | InputOf<'publication.review'>): Shown => ({
  subject,
  text,
  alias,
  place,
  fileIds: [...new Set(fileIds)],
});
const textsOf = ({ subject, text, alias, place }: Shown) => [subject, text, alias, place];

async function itemOf(
  read: Reader,
  record: CaseRecord,
  { kind, replyId, subject, text, alias, place, fileIds }: Shown & Pick<PublicationRecord, 'kind' | 'replyId'>,
): Promise<PublicationItem> {
  const files = fileIds.length === 0 ? [] : await read.filesOfCase(record.id);
  return {
    caseId: record.id,
    number: record.number,
    kind,
    replyId,
    subject,
    text,
    alias,
    place,
    files: files.filter(({ id }) => fileIds.includes(id)).map(fileTold),
  };
}

async function several(read: Reader, staff: Staff, publications: readonly PublicationRecord[]): Promise<Publication[]> {
  const found = await Promise.all(
    publications.map(async (publication): Promise<Publication | null> => {
      const record = await read.case(publication.caseId);
      if (!record || !mayReadCase(staff, record)) return null;
      const { id, version, stage, shown, kind, replyId, reviews, publishedAt } = publication;
      const original = { kind, reply: replyId === null ? null : await read.caseReply(replyId) };
      return {
        ...(await itemOf(read, record, { ...shown, kind, replyId })),
        id,
        version,
        stage,
        reviews: reviews.map(({ stage: at, byName, at: when, reason }) => ({
          stage: at,
          by: byName,
          at: when,
          reason,
        })),
        publishedAt,
        mayReview: rules.mayReview(publication, record, original, staff) === null,
      };
    }),
  );
  return found.filter((one) => one !== null);
}
