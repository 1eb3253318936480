/** Colleagues named in notes of a case: only who may read it can be named, and nobody else learns of it (K2). */
import { Refusal } from '../../shared/errors.ts';
import { readsCases } from '../../shared/roles.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { readable } from './case-access.ts';
import { type CommandAsked, once, query } from './context.ts';
import type { AccountRecord } from './ports/store.ts';
import { type Staff, staffOf } from './support.ts';

const SHOWN = 50;

const asStaff = ({ personId, countyId, displayName, unitId, roles }: AccountRecord): Staff => ({
  kind: 'staff',
  personId,
  countyId,
  displayName,
  unitId,
  roles,
  address: '',
});
const reads = (account: AccountRecord, record: CaseRecord): boolean =>
  readsCases(account.roles) && mayReadCase(asStaff(account), record);

export const mentionHandlers = {
  'case.readers': query<'case.readers'>(async ({ caseId }, { read, actor }) => {
    const staff = staffOf(actor);
    const record = readable(await read.case(caseId), staff);
    const [accounts, units] = await Promise.all([read.accounts(staff.countyId), read.units(staff.countyId)]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return {
      people: accounts
        .filter((account) => account.personId !== staff.personId && reads(account, record))
        .map(({ personId, displayName, unitId }) => ({
          personId,
          name: displayName,
          unitName: unitId === null ? null : (names.get(unitId) ?? null),
        })),
    };
  }),

  'mentions.list': query<'mentions.list'>(async (_input, { read, actor }) => {
    const staff = staffOf(actor);
    const unread = await read.unreadMentions(staff.personId, SHOWN);
    const cases = await Promise.all(unread.map(({ caseId }) => read.case(caseId)));
    return {
      mentions: unread.flatMap(({ id, caseId, byName, at }, index) => {
        const record = cases[index];
        // It may have been kept from them since.
        if (!record || !mayReadCase(staff, record)) return [];
        return [{ id, caseId, number: record.number, subject: record.subject, byName, at }];
      }),
    };
  }),

  'mentions.read': once<'mentions.read'>(async ({ caseId }, { tx, actor, now }) => {
    const staff = staffOf(actor);
    readable(await tx.case(caseId), staff);
    await tx.readMentions(caseId, staff.personId, now);
    return {};
  }),
};

/**
 * Tells them that a note names them. Throws `MENTION_NOT_READER` for somebody who may not read the case and for nobody at
 * all alike, and then tells none.
 */
export async function mention(asked: CommandAsked, record: CaseRecord, personIds: readonly string[]): Promise<void> {
  const { tx, deps, now, actor } = asked;
  const staff = staffOf(actor);
  for (const personId of new Set(personIds)) {
    const account = await tx.accountOf(personId);
    if (account?.countyId !== record.countyId || !reads(account, record)) throw new Refusal('MENTION_NOT_READER');
    await tx.insertMention({
      id: deps.newId('mn'),
      countyId: record.countyId,
      caseId: record.id,
      personId,
      byPersonId: staff.personId,
      byName: staff.displayName,
      at: now,
      readAt: null,
    });
  }
}
