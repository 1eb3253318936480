/** Which case's answer is another's: a master may have been merged into another since (K6). */
import type { CaseRecord } from '../domain/cases/types.ts';
import type { Reader } from './ports/store.ts';
import { notFound } from './support.ts';

/** The case that the answer of this one comes from: itself, where it was not merged. */
export async function leadingOf(read: Reader, record: CaseRecord): Promise<CaseRecord> {
  let leading = record;
  while (leading.state === 'merged') leading = (await read.case(leading.into)) ?? notFound();
  return leading;
}

/** Every case whose answer comes from this one. */
export async function mergedBelow(read: Reader, caseId: string): Promise<CaseRecord[]> {
  const merged = await read.casesMergedInto(caseId);
  const below = [];
  for (const { id } of merged) below.push(...(await mergedBelow(read, id)));
  return [...merged, ...below];
}

/** Others' cases were merged into it and wait for its answer. */
export const isShared = async (read: Reader, caseId: string): Promise<boolean> =>
  (await read.casesMergedInto(caseId)).length > 0;
