/** Files of a case: kept, listed and opened, for its desks and for its person (T5). */
import type { InputOf } from '../../shared/actions/all.ts';
import type { CaseFile } from '../../shared/actions/files.ts';
import { Refusal } from '../../shared/errors.ts';
import { CASE_VISIT_PHOTOS_MOST, CITIZEN_FILES_MOST, STAFF_FILES_MOST } from '../../shared/files.ts';
import { isKeptFrom } from '../domain/cases/access.ts';
import { type CaseFileRecord, isOfAnswer, isOfCitizen } from '../domain/cases/files.ts';
import * as loop from '../domain/cases/loop.ts';
import { CASE_STEPS, type CaseStepRule, handsOf } from '../domain/cases/steps.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { photosOf } from '../domain/cases/visits.ts';
import { readable } from './case-access.ts';
import { saveCase } from './case-marks.ts';
import { leadingOf } from './case-merged.ts';
import { type CommandAsked, once, type QueryAsked, query } from './context.ts';
import type { SentFile } from './ports/files.ts';
import type { Reader } from './ports/store.ts';
import { isStageDesk } from './stage-desks.ts';
import { callOf, must, notFound, sessionForUpdate, staffOf, writeDown } from './support.ts';

export const fileHandlers = {
  'case.files': query<'case.files'>(async ({ caseId }, { read, actor }) => {
    readable(await read.case(caseId), staffOf(actor));
    return { files: (await read.filesOfCase(caseId)).filter((file) => !file.awaitsVisit).map(told) };
  }),

  'case.file': query<'case.file'>(async ({ caseId, fileId }, { read, actor }) => {
    readable(await read.case(caseId), staffOf(actor));
    const file = await read.caseFile(fileId);
    return bodyOf(read, file?.caseId === caseId && !file.awaitsVisit ? file : null);
  }),

  'case.addFile': once<'case.addFile'>((input, asked) => keep(input, asked, input.forVisit ? 'visit' : 'staff')),

  'call.addFile': once<'call.addFile'>(async ({ sessionId, callId, caseId, name, upload }, asked) => {
    const { tx, actor, deps, touched } = asked;
    const sent = deps.files.of(upload);
    if (!sent) throw new Refusal('NOT_A_FILE');
    const session = await sessionForUpdate(tx, sessionId);
    const call = await callOf(tx, callId);
    if (call.sessionId !== sessionId || !isStageDesk(staffOf(actor), session, call)) notFound();
    const ofCall = (await tx.casesOfTicket(call.ticketId)).some(({ id }) => id === caseId);
    const record = (ofCall ? await tx.lockCase(caseId) : null) ?? notFound();
    if (isKeptFrom(staffOf(actor), record)) notFound();
    const kept = await store(record, { name, isPublic: false, sent, sender: 'staff' }, asked);
    touched.session(sessionId);
    return kept;
  }),

  'case.removeFile': once<'case.removeFile'>(async ({ caseId, fileId }, asked) => {
    const { tx } = asked;
    await tx.lockCase(caseId);
    const file = (await tx.caseFile(fileId)) ?? notFound();
    if (file.caseId !== caseId || file.byCitizen) notFound();
    // What was seen on the spot is part of the record (K7).
    if (file.visitId !== null) throw new Refusal('WRONG_STATE', { state: 'recorded' });
    if (isOfAnswer(file, await tx.repliesOfCase(caseId))) throw new Refusal('WRONG_STATE', { state: 'replied' });
    await tx.deleteCaseFile(fileId);
    await writeDown(asked, 'case.removeFile', { caseId });
    return {};
  }),

  'my.files': query<'my.files'>(async ({ caseId }, asked) => ({
    // Of what staff do on the spot their own pages tell.
    files: (await ownFiles(asked, caseId)).map((file) => told({ ...file, visitId: null })),
  })),

  'my.file': query<'my.file'>(async ({ caseId, fileId }, asked) => {
    const file = (await ownFiles(asked, caseId)).find(({ id }) => id === fileId);
    return bodyOf(asked.read, file ?? null);
  }),

  'my.addFile': once<'my.addFile'>(async (input, asked) => {
    await ownCase(asked.tx, asked.actor, input.caseId);
    return keep(input, asked, 'citizen');
  }),
};

/** Its person, staff beside a reply or the record, or staff on the spot. */
type Sender = 'citizen' | 'staff' | 'visit';
const MOST_OF: Readonly<Record<Sender, number>> = {
  citizen: CITIZEN_FILES_MOST,
  staff: STAFF_FILES_MOST,
  visit: CASE_VISIT_PHOTOS_MOST,
};
const senderOf = ({ byCitizen, visitId, awaitsVisit }: CaseFileRecord): Sender =>
  byCitizen ? 'citizen' : visitId !== null || awaitsVisit ? 'visit' : 'staff';

/** Under the case's lock, so that two at once do not become one too many. */
async function keep(
  { caseId, name, isPublic, upload }: InputOf<'my.addFile'>,
  asked: CommandAsked,
  sender: Sender,
): Promise<{ fileId: string }> {
  const { tx, deps } = asked;
  const byCitizen = sender === 'citizen';
  const awaitsVisit = sender === 'visit';
  const sent = deps.files.of(upload);
  if (!sent || (awaitsVisit && sent.kind !== 'picture'))
    throw new Refusal(sender === 'staff' ? 'NOT_A_FILE' : 'NOT_A_PICTURE');
  const record = (await tx.lockCase(caseId)) ?? notFound();
  const { from }: CaseStepRule = CASE_STEPS[byCitizen ? 'add' : 'recordStep'];
  if (!from.includes(record.state)) throw new Refusal('WRONG_STATE', { state: record.state });
  const kept = await store(record, { name, isPublic: isPublic && !awaitsVisit, sent, sender }, asked);
  // Whoever has the case sees in their list that something came.
  if (byCitizen && record.mainUnitId !== null) await saveCase(asked, record, must(loop.add(record, asked.now)));
  return kept;
}

interface Sent {
  readonly name: string;
  readonly isPublic: boolean;
  readonly sent: SentFile;
  readonly sender: Sender;
}

/** Of a case that is locked. Throws `FILES_FULL`. */
async function store(
  record: CaseRecord,
  { name, isPublic, sent, sender }: Sent,
  asked: CommandAsked,
): Promise<{ fileId: string }> {
  const { tx, deps, now } = asked;
  const caseId = record.id;
  const theirs = (await tx.filesOfCase(caseId)).filter((file) => senderOf(file) === sender);
  const most = MOST_OF[sender];
  if (theirs.length >= most) throw new Refusal('FILES_FULL', { most });
  const fileId = deps.newId('fi');
  const { kind, body } = sent;
  await tx.insertCaseFile(
    {
      id: fileId,
      countyId: record.countyId,
      caseId,
      replyId: null,
      visitId: null,
      awaitsVisit: sender === 'visit',
      byCitizen: sender === 'citizen',
      isPublic,
      name,
      kind,
      size: body.length,
      at: now,
    },
    body.toString('base64'),
  );
  await writeDown(asked, 'case.addFile', { caseId, data: { fileId } });
  return { fileId };
}

/** What staff put beside the case becomes the reply's, unless it is of one that was given. Throws `NOT_FOUND`. */
export async function attach(
  { tx }: CommandAsked,
  caseId: string,
  replyId: string,
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return;
  const [files, replies] = [await tx.filesOfCase(caseId), await tx.repliesOfCase(caseId)];
  for (const fileId of fileIds) {
    const file =
      files.find(({ id, byCitizen, awaitsVisit }) => id === fileId && !byCitizen && !awaitsVisit) ?? notFound();
    if (isOfAnswer(file, replies)) notFound();
    await tx.saveCaseFile({ ...file, replyId });
  }
}

/** Photos that were added to the case become the visit's. Throws `NOT_FOUND`, `FILES_FULL`. */
export async function attachToVisit(
  { tx }: CommandAsked,
  caseId: string,
  visitId: string,
  fileIds: readonly string[],
): Promise<void> {
  const files = await tx.filesOfCase(caseId);
  const photos = photosOf(files, fileIds) ?? notFound();
  const most = CASE_VISIT_PHOTOS_MOST;
  if (files.filter((file) => file.visitId !== null).length + photos.length > most)
    throw new Refusal('FILES_FULL', { most });
  for (const photo of photos) await tx.saveCaseFile({ ...photo, visitId, awaitsVisit: false });
}

async function ownCase(read: Reader, actor: QueryAsked['actor'], caseId: string): Promise<CaseRecord> {
  const record = (await read.case(caseId)) ?? notFound();
  if (!handsOf(actor, record, await read.person(record.personId)).has('citizen')) notFound();
  return record;
}

/** Of a merged case the answer is its master's (K6), and so are the files of the answer. */
async function ownFiles({ read, actor }: QueryAsked, caseId: string): Promise<CaseFileRecord[]> {
  const record = await ownCase(read, actor, caseId);
  const own = (await read.filesOfCase(caseId)).filter(({ byCitizen }) => byCitizen);
  const { id: answered } = await leadingOf(read, record);
  const [files, replies] = await Promise.all([read.filesOfCase(answered), read.repliesOfCase(answered)]);
  return [...own, ...files.filter((file) => !file.byCitizen && isOfCitizen(file, replies))];
}

/** As everybody is told of a file. */
export const told = ({
  id,
  replyId,
  visitId,
  byCitizen,
  isPublic,
  name,
  kind,
  size,
  at,
}: CaseFileRecord): CaseFile => ({
  id,
  replyId,
  visitId,
  byCitizen,
  isPublic,
  name,
  kind,
  size,
  at,
});

export async function bodyOf(read: Reader, file: CaseFileRecord | null) {
  const { id, name, kind } = file ?? notFound();
  return { name, kind, bodyBase64: (await read.caseFileBody(id)) ?? notFound() };
}
