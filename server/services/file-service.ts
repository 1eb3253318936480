/** Files of a case: kept, listed and opened, for its desks and for its person (T5). */
import type { InputOf } from '../../shared/actions/all.ts';
import type { CaseFile } from '../../shared/actions/files.ts';
import { Refusal } from '../../shared/errors.ts';
import { CITIZEN_FILES_MOST, STAFF_FILES_MOST } from '../../shared/files.ts';
import { type CaseFileRecord, isOfAnswer, isOfCitizen } from '../domain/cases/files.ts';
import { CASE_STEPS, type CaseStepRule, handsOf } from '../domain/cases/steps.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { readable } from './case-access.ts';
import { type CommandAsked, once, type QueryAsked, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, staffOf, writeDown } from './support.ts';

export const fileHandlers = {
  'case.files': query<'case.files'>(async ({ caseId }, { read, actor }) => {
    readable(await read.case(caseId), staffOf(actor));
    return { files: (await read.filesOfCase(caseId)).map(told) };
  }),

  'case.file': query<'case.file'>(async ({ caseId, fileId }, { read, actor }) => {
    readable(await read.case(caseId), staffOf(actor));
    const file = await read.caseFile(fileId);
    return bodyOf(read, file?.caseId === caseId ? file : null);
  }),

  'case.addFile': once<'case.addFile'>((input, asked) => keep(input, asked, false)),

  'case.removeFile': once<'case.removeFile'>(async ({ caseId, fileId }, asked) => {
    const { tx } = asked;
    await tx.lockCase(caseId);
    const file = (await tx.caseFile(fileId)) ?? notFound();
    if (file.caseId !== caseId || file.byCitizen) notFound();
    if (isOfAnswer(file, await tx.repliesOfCase(caseId))) throw new Refusal('WRONG_STATE', { state: 'replied' });
    await tx.deleteCaseFile(fileId);
    await writeDown(asked, 'case.removeFile', { caseId });
    return {};
  }),

  'my.files': query<'my.files'>(async ({ caseId }, asked) => ({
    files: (await ownFiles(asked, caseId)).map(told),
  })),

  'my.file': query<'my.file'>(async ({ caseId, fileId }, asked) => {
    const file = (await ownFiles(asked, caseId)).find(({ id }) => id === fileId);
    return bodyOf(asked.read, file ?? null);
  }),

  'my.addFile': once<'my.addFile'>(async (input, asked) => {
    await ownCase(asked.tx, asked.actor, input.caseId);
    return keep(input, asked, true);
  }),
};

/** Under the case's lock, so that two at once do not become one too many. */
async function keep(
  { caseId, name, isPublic, upload }: InputOf<'case.addFile'>,
  asked: CommandAsked,
  byCitizen: boolean,
): Promise<{ fileId: string }> {
  const { tx, deps, now } = asked;
  const sent = deps.files.of(upload);
  if (!sent) throw new Refusal(byCitizen ? 'NOT_A_PICTURE' : 'NOT_A_FILE');
  const record = (await tx.lockCase(caseId)) ?? notFound();
  const { from }: CaseStepRule = CASE_STEPS[byCitizen ? 'add' : 'recordStep'];
  if (!from.includes(record.state)) throw new Refusal('WRONG_STATE', { state: record.state });
  const theirs = (await tx.filesOfCase(caseId)).filter((file) => file.byCitizen === byCitizen);
  const most = byCitizen ? CITIZEN_FILES_MOST : STAFF_FILES_MOST;
  if (theirs.length >= most) throw new Refusal('FILES_FULL', { most });
  const fileId = deps.newId('fi');
  const { kind, body } = sent;
  await tx.insertCaseFile(
    {
      id: fileId,
      countyId: record.countyId,
      caseId,
      replyId: null,
      byCitizen,
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
    const file = files.find(({ id, byCitizen }) => id === fileId && !byCitizen) ?? notFound();
    if (isOfAnswer(file, replies)) notFound();
    await tx.saveCaseFile({ ...file, replyId });
  }
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
  const answered = record.state === 'merged' ? record.into : caseId;
  const [files, replies] = await Promise.all([read.filesOfCase(answered), read.repliesOfCase(answered)]);
  return [...own, ...files.filter((file) => !file.byCitizen && isOfCitizen(file, replies))];
}

/** As everybody is told of a file. */
export const told = ({ id, replyId, byCitizen, isPublic, name, kind, size, at }: CaseFileRecord): CaseFile => ({
  id,
  replyId,
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
