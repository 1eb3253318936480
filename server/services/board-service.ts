/** The message board: what a citizen hands in, what everybody reads of it, and who has it too. */

import type { BoardRow } from '../../shared/actions/board.ts';
import { ratingBand, ratingTotal } from '../../shared/case-rating.ts';
import { Refusal } from '../../shared/errors.ts';
import { publicStage } from '../../shared/states.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { checkLengths, mayBePublic } from '../domain/cases/publication.ts';
import { openCase } from '../domain/cases/transitions.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { holderOf } from '../domain/people/bars.ts';
import type { Actor } from '../domain/people/types.ts';
import { likeness } from '../domain/queue/same-trouble.ts';
import { termsOf } from '../domain/queue/trouble-terms.ts';
import { refuseBarred } from './bar-service.ts';
import { newLimits, numberOfCase } from './case-limits.ts';
import { insertCase } from './case-marks.ts';
import { mergedBelow } from './case-merged.ts';
import { tellOfCase } from './case-steps.ts';
import { type CommandAsked, free, once, query } from './context.ts';
import { bodyOf } from './file-service.ts';
import type { PublicPost } from './ports/board.ts';
import type { Reader } from './ports/store.ts';
import { notFound, writeDown } from './support.ts';

const PAGE = 20;
/** Among so many of the newest the similar ones are looked for. */
const COMPARED = 300;
/** From here on one is shown to whoever is writing: rather one too many than one too few. */
const SIMILAR_FROM = 0.4;
const SIMILAR_SHOWN = 3;

export const boardHandlers = {
  'board.form': query<'board.form'>(async (_input, { read, actor }) => {
    const [addressees, units, county] = await Promise.all([
      read.addressees(actor.countyId),
      read.units(actor.countyId),
      read.county(actor.countyId),
    ]);
    return {
      addressees: addressees.map(({ id, title, holderName }) => ({ id, title, holderName })),
      units: units.map(({ id, name }) => ({ id, name })),
      places: (county?.places ?? []).map(({ township, villages }) => ({ township, villages: [...villages] })),
    };
  }),

  'board.write': once<'board.write'>(async (input, asked) => {
    const { tx, now, deps } = asked;
    const { countyId, phoneId } = phoneOf(asked.actor);
    const tooLong = checkLengths(input.kind, input);
    if (tooLong) throw new Refusal(tooLong.code, tooLong.details);
    await deps.throttle.use('writesPerPhone', phoneId);
    await fits(tx, countyId, input);
    const person = await tx.citizen(countyId, phoneId, input.name);
    await refuseBarred(asked, holderOf(person), ((await tx.county(countyId)) ?? notFound()).zone);
    const { kind, categoryCode, publish } = input;
    const record = openCase(
      {
        id: deps.newId('cs'),
        countyId,
        number: await numberOfCase(tx, countyId, now),
        channel: 'board',
        kind,
        addresseeId: input.addresseeId ?? null,
        subject: input.subject,
        more: input.content,
        placeName: input.place,
        hidePlace: input.hidePlace,
        categoryCode,
        personId: person.id,
        alias: input.alias,
        publish,
        // Nobody but who is complained of is named by another kind.
        aboutUnitIds: kind === 'complain' ? [...new Set(input.aboutUnitIds)] : [],
        ticketId: null,
        callId: null,
      },
      now,
      await newLimits(tx, { countyId, kind, categoryCode }, now),
    );
    await insertCase(asked, record);
    await writeDown(asked, 'case.handIn', { caseId: record.id, data: { number: record.number, publish } });
    await tellOfCase(asked, record, 'caseHandedIn', {});
    return { caseId: record.id, number: record.number };
  }),

  'board.similar': free<'board.similar'>(async ({ text: words, place = '' }, { actor, deps }) => {
    await deps.throttle.use('similarPerAddress', 'address' in actor ? actor.address : 'system');
    if (words.length < 4) return { posts: [] };
    const { read } = deps.store;
    const matter = { terms: termsOf(words, place), place, categoryCode: null };
    const found = (await read.publicPosts({ countyId: actor.countyId, limit: COMPARED }))
      .map((post) => {
        const { shown } = post.publication;
        const terms = termsOf(`${shown.subject} ${shown.text}`, shown.place);
        // Where a place is not told on either side it says nothing.
        const told = place !== '' && shown.place !== '' ? shown.place : place;
        return { post, score: likeness(matter, { terms, place: told, categoryCode: null }) };
      })
      .filter(({ score }) => score >= SIMILAR_FROM)
      .sort((a, b) => b.score - a.score)
      .slice(0, SIMILAR_SHOWN);
    return {
      posts: await rowsOf(
        found.map(({ post }) => post),
        read,
        actor.countyId,
      ),
    };
  }),

  'board.list': query<'board.list'>(async ({ addresseeId, category, stage, text, cursor }, { read, actor }) => {
    const { countyId } = actor;
    const found = await read.publicPosts({
      countyId,
      limit: PAGE + 1,
      ...(addresseeId ? { addresseeId } : {}),
      ...(category ? { category } : {}),
      ...(stage ? { stage } : {}),
      ...(text ? { text } : {}),
      ...(cursor ? { cursor } : {}),
    });
    const page = found.slice(0, PAGE);
    return {
      zone: ((await read.county(countyId)) ?? notFound()).zone,
      posts: await rowsOf(page, read, countyId),
      nextCursor: found.length > PAGE ? (page.at(-1)?.publication.id ?? null) : null,
    };
  }),

  'board.show': query<'board.show'>(async ({ number }, { read, actor }) => {
    const { countyId } = actor;
    const post = (await read.publicPost(countyId, number)) ?? notFound();
    const { shown } = post.publication;
    const [[row], county, files, reply, following] = await Promise.all([
      rowsOf([post], read, countyId),
      read.county(countyId),
      filesOf(read, post.publication.caseId, shown.fileIds),
      replyOf(read, post.leading),
      actor.kind === 'citizen' ? read.follows(post.record.id, actor.phoneId) : false,
    ]);
    return {
      ...(row ?? notFound()),
      zone: (county ?? notFound()).zone,
      text: shown.text,
      files,
      reply,
      ratingBand: post.record.rating && reply ? ratingBand(ratingTotal(post.record.rating)) : null,
      following,
    };
  }),

  'board.file': query<'board.file'>(async ({ fileId }, { read, actor }) => {
    const file = (await read.caseFile(fileId)) ?? notFound();
    const record = await read.case(file.caseId);
    if (record?.countyId !== actor.countyId || !file.isPublic || !mayBePublic(record)) notFound();
    const out = (await read.publicationsOfCase(file.caseId)).filter(
      ({ stage, shown }) => stage === 'published' && shown.fileIds.includes(fileId),
    );
    const isOut = out.some(({ kind }) => kind === 'post') || (out.length > 0 && (await isAnswerPublic(read, record)));
    return bodyOf(read, isOut ? file : null);
  }),

  'board.follow': once<'board.follow'>(async ({ number, follow }, asked) => {
    const { tx, now } = asked;
    const { countyId, phoneId } = phoneOf(asked.actor);
    const { record } = (await tx.publicPost(countyId, number)) ?? notFound();
    if (follow) await tx.saveFollow({ caseId: record.id, countyId, phoneId }, now);
    else await tx.deleteFollow(record.id, phoneId);
    return { follows: (await tx.publicPost(countyId, number))?.follows ?? 0 };
  }),
};

/**
 * Whoever else has waited for the answer of this case is told that it is there (K6): the people whose cases were merged into
 * it, each with a receipt of their own, and whoever follows one of them.
 */
export async function tellOthersOfAnswer(asked: CommandAsked, record: CaseRecord): Promise<void> {
  const merged = await mergedBelow(asked.tx, record.id);
  for (const one of merged) await tellOfCase(asked, one, 'caseReplied', {});
  await tellFollowers(asked, record, merged);
}

async function tellFollowers(asked: CommandAsked, record: CaseRecord, merged: readonly CaseRecord[]): Promise<void> {
  const { tx, deps, now } = asked;
  const all = [record, ...merged];
  const people = await tx.persons(all.map(({ personId }) => personId));
  const told = new Set([...people.values()].map(({ phoneId }) => phoneId));
  for (const one of all) {
    for (const phoneId of await tx.followers([one.id])) {
      // They are told once, and of their own case by its own message.
      if (told.has(phoneId)) continue;
      told.add(phoneId);
      const phone = await tx.phone(phoneId);
      if (phone === null) continue;
      await tx.queueNotice({
        id: deps.newId('nt'),
        countyId: one.countyId,
        ticketId: null,
        phone,
        template: 'followedReplied',
        fields: { number: one.number, link: `${deps.settings.publicUrl}/board/${one.number}` },
        at: now,
      });
    }
  }
}

function phoneOf(actor: Actor): { countyId: string; phoneId: string } {
  if (actor.kind !== 'citizen') throw new Refusal('FORBIDDEN');
  return actor;
}

/** Throws `BAD_INPUT` with the field that names nothing of this county. */
async function fits(
  read: Reader,
  countyId: string,
  given: {
    readonly addresseeId?: string | undefined;
    readonly categoryCode: string;
    readonly aboutUnitIds: readonly string[];
  },
): Promise<void> {
  const unknown = (path: string) => new Refusal('BAD_INPUT', { issues: [{ path, message: 'unknown' }] });
  if (!categoryByCode(given.categoryCode)) throw unknown('categoryCode');
  const [addressees, units] = await Promise.all([read.addressees(countyId), read.units(countyId)]);
  if (given.addresseeId && !addressees.some(({ id }) => id === given.addresseeId)) throw unknown('addresseeId');
  if (given.aboutUnitIds.some((unitId) => !units.some(({ id }) => id === unitId))) throw unknown('aboutUnitIds');
}

async function rowsOf(posts: readonly PublicPost[], read: Reader, countyId: string): Promise<BoardRow[]> {
  const titles = new Map((await read.addressees(countyId)).map(({ id, title }) => [id, title]));
  return posts.map(({ publication: { shown }, record, leading, follows }) => ({
    number: record.number,
    subject: shown.subject,
    kind: record.kind,
    alias: shown.alias,
    addressee: record.addresseeId === null ? null : (titles.get(record.addresseeId) ?? null),
    categoryCode: record.categoryCode,
    place: shown.place,
    stage: publicStage(leading.state),
    openedAt: record.openedAt,
    follows,
  }));
}

/** Of those that were let pass, what its sender still lets be public. */
async function filesOf(read: Reader, caseId: string, fileIds: readonly string[]) {
  if (fileIds.length === 0) return [];
  return (await read.filesOfCase(caseId))
    .filter(({ id, isPublic }) => isPublic && fileIds.includes(id))
    .map(({ id, name, kind, size }) => ({ id, name, kind, size }));
}

/** An answer is read below a message alone: of its case, or of one that was merged into it (K6). */
async function isAnswerPublic(read: Reader, record: CaseRecord): Promise<boolean> {
  for (const { number } of [record, ...(await mergedBelow(read, record.id))]) {
    const post = await read.publicPost(record.countyId, number);
    if (post?.leading.id === record.id) return true;
  }
  return false;
}

/** The newest answer that is public, of a case that may be. */
async function replyOf(read: Reader, leading: CaseRecord) {
  if (!mayBePublic(leading)) return null;
  const out = (await read.publicationsOfCase(leading.id))
    .filter(({ kind, stage }) => kind === 'reply' && stage === 'published')
    .toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))[0];
  const reply = out?.replyId ? await read.caseReply(out.replyId) : null;
  if (!out || !reply) return null;
  const units = reply.unitId === null ? [] : await read.units(leading.countyId);
  return {
    text: out.shown.text,
    unitName: units.find(({ id }) => id === reply.unitId)?.name ?? null,
    at: reply.officialAt ?? reply.at,
    files: await filesOf(read, leading.id, out.shown.fileIds),
  };
}
