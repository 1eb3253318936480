/** What every step of a case does alike: lock, check what the caller saw and who they are, save, write down, tell. */

import type { CaseStep } from '../../shared/case-steps.ts';
import { Refusal } from '../../shared/errors.ts';
import type { CaseState } from '../../shared/states.ts';
import type { CaseEffect } from '../domain/cases/loop.ts';
import { CASE_STEPS, type CaseStepRule, handsOf } from '../domain/cases/steps.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import type { Decision } from '../domain/result.ts';
import { saveCase } from './case-marks.ts';
import type { CommandAsked } from './context.ts';
import { must, notFound, writeDown } from './support.ts';

export interface Seen {
  readonly caseId: string;
  /** The version that the caller saw. */
  readonly version: number;
}

/**
 * The case, locked until the end of the transaction. Throws `STALE` with who changed it last and how where it is not as
 * the caller saw it, `FORBIDDEN` where they have no hand in it (any more), `NOT_FOUND` where it is not there for them.
 */
export async function seenCase({ tx, actor }: CommandAsked, seen: Seen, step: CaseStep): Promise<CaseRecord> {
  const record = (await tx.lockCase(seen.caseId)) ?? notFound();
  const { by }: CaseStepRule = CASE_STEPS[step];
  const hands = handsOf(actor, record, actor.kind === 'citizen' ? await tx.person(record.personId) : null);
  if (hands.size === 0) notFound();
  if (!by.some((hand) => hands.has(hand))) throw new Refusal('FORBIDDEN');
  if (record.version !== seen.version) {
    const last = await tx.lastOfCase(record.id);
    const isOfCitizen = actor.kind === 'citizen';
    throw new Refusal('STALE', {
      caseId: record.id,
      version: record.version,
      state: record.state,
      ...(last && !isOfCitizen ? { by: last.byName, what: last.what, at: last.at } : {}),
    });
  }
  return record;
}

export interface CaseNote {
  readonly why?: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Of what the citizen is told, besides number and link. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface TakenStep {
  readonly record: CaseRecord;
  readonly state: CaseState;
  readonly version: number;
}

/** Throws the refusal of a decision; otherwise the case is saved, the step written down (K7), and the citizen told. */
export async function keepStep(
  asked: CommandAsked,
  step: CaseStep,
  before: CaseRecord,
  decision: Decision<CaseRecord, CaseEffect>,
  { why = null, data = {}, fields = {} }: CaseNote = {},
): Promise<TakenStep> {
  const decided = must(decision);
  const { actor } = asked;
  // What its citizen wrote is read by the unit once it goes on with it.
  const isRead = actor.kind === 'staff' && actor.unitId !== null && actor.unitId === before.mainUnitId;
  const after = isRead ? { ...decided, addedAt: null } : decided;
  await saveCase(asked, before, after);
  const became = after.state === before.state ? {} : { state: after.state };
  await writeDown(asked, `case.${step}`, { caseId: after.id, why, data: { ...data, ...became } });
  for (const effect of decision.ok ? decision.effects : []) await tellOfCase(asked, after, effect.what, fields);
  return { record: after, state: after.state, version: before.version + 1 };
}

/** An SMS to whose matter it is, where they have a phone. The link asks for its code and shows all their cases. */
export async function tellOfCase(
  { tx, now, deps }: Pick<CommandAsked, 'tx' | 'now' | 'deps'>,
  record: CaseRecord,
  template: CaseEffect['what'] | 'caseHandedIn' | 'questionWritten',
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const [phone] = (await tx.phonesOf([record.personId])).values();
  if (phone === undefined) return;
  await tx.queueNotice({
    id: deps.newId('nt'),
    countyId: record.countyId,
    ticketId: null,
    phone,
    template,
    fields: { ...fields, number: record.number, link: `${deps.settings.publicUrl}/my/${record.number}` },
    at: now,
  });
}

/** Each by itself: what is refused leaves the others done. */
export async function several(asked: CommandAsked, seen: readonly Seen[], one: (seen: Seen) => Promise<TakenStep>) {
  const refused: { caseId: string; number: string | null; code: string }[] = [];
  for (const each of seen) {
    try {
      await one(each);
    } catch (error) {
      // A step that says no has written nothing yet.
      if (!(error instanceof Refusal)) throw error;
      const number = error.code === 'NOT_FOUND' ? null : ((await asked.tx.case(each.caseId))?.number ?? null);
      refused.push({ caseId: each.caseId, number, code: error.code });
    }
  }
  return { done: seen.length - refused.length, refused };
}
