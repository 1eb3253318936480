import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { AuditEntry } from '../../../server/domain/audit/types.ts';
import { type ChainFault, checkChain } from '../../../server/storage/audit-chain.ts';
import { Database } from '../../../server/storage/database.ts';
import { drizzleOver } from '../../../server/storage/link.ts';
import type { OpenedStore } from '../../../server/storage/open-store.ts';
import { openAt, withDatabases } from '../../support/database.ts';
import { quietLog } from '../../support/store-template.ts';

const entry = (id: string, countyId = 'chained'): AuditEntry => ({
  id,
  countyId,
  sessionId: null,
  caseId: 'case-1',
  ticketId: null,
  at: 1_770_000_000_000,
  byPersonId: 'm1',
  byName: '周敏',
  what: 'case.note',
  why: '有人反映',
  data: { text: `第 ${id} 条` },
});
/** A copy of an entry that the chain is never asked to link. */
const putIn = (countyId: string) => `
  insert into audit_entry (seq, id, county_id, session_id, case_id, ticket_id, at, by_person_id, by_name, what, why, data, linked)
  select 900, 'put in', '${countyId}', session_id, case_id, ticket_id, at, by_person_id, by_name, what, why, data, true
  from audit_entry where id = 'a'`;
const write = (opened: OpenedStore, ...ids: string[]) =>
  opened.store.transaction(async (tx) => {
    for (const id of ids) await tx.appendAudit(entry(id));
  });

withDatabases('[K7] the chain of the log', (makeStore, newPlace) => {
  it('links each entry once, each county’s by itself, and goes on', async () => {
    const opened = await makeStore();
    await write(opened, 'a', 'b');
    await opened.store.transaction((tx) => tx.appendAudit(entry('x', 'elsewhere')));
    expect(await opened.extendChain()).toMatchObject({ linked: 3, heads: [{ position: 2 }, { position: 1 }] });
    expect(await opened.extendChain()).toEqual({ linked: 0, heads: [] });
    await write(opened, 'c');
    const { heads } = await opened.extendChain();
    expect(await opened.checkChain('chained')).toEqual({ head: heads[0], fault: null });
    expect(heads[0]).toMatchObject({ countyId: 'chained', position: 3 });
  });

  it('two at once link nothing twice', async () => {
    const opened = await makeStore();
    await write(opened, ...Array.from({ length: 40 }, (_, index) => `e${index}`));
    await Promise.allSettled([opened.extendChain(), opened.extendChain(), opened.extendChain()]);
    await opened.extendChain();
    expect(await opened.checkChain('chained')).toMatchObject({ head: { position: 40 }, fault: null });
  });

  it('shows what was changed, removed, put in or cut short', async () => {
    const place = await newPlace();
    const opened = await openAt(place);
    await write(opened, 'a', 'b', 'c', 'd');
    const kept = (await opened.extendChain()).heads[0]!;
    // Not linked yet, and no fault.
    await write(opened, 'late');
    await opened.store.close();
    const database = await Database.create({ ...place, poolSize: 1, log: quietLog });
    const tampered = async (statement: string): Promise<ChainFault | null> => {
      const undo = new Error('undone');
      let fault: ChainFault | null = null;
      try {
        await database.transaction(async (run) => {
          const db = drizzleOver(run);
          await db.execute(sql.raw(statement));
          ({ fault } = await checkChain(db, 'chained', kept));
          throw undo;
        });
      } catch (error) {
        if (error !== undo) throw error;
      }
      return fault;
    };
    expect(await tampered('select 1')).toBeNull();
    expect(await tampered(`update audit_entry set by_name = '别人' where id = 'b'`)).toMatchObject({
      fault: 'changed',
      position: 2,
    });
    expect(await tampered(`update audit_entry set at = at + 1 where id = 'c'`)).toMatchObject({
      fault: 'changed',
      position: 3,
    });
    expect(await tampered(`delete from audit_entry where id = 'c'`)).toEqual({ fault: 'missing', position: 3 });
    expect(await tampered('delete from audit_link where position = 2')).toEqual({ fault: 'missing', position: 2 });
    expect(await tampered('delete from audit_link where position > 2')).toEqual({ fault: 'missing', position: 3 });
    expect(await tampered(`update audit_entry set linked = true where id = 'late'`)).toMatchObject({ fault: 'added' });
    expect(await tampered(putIn('chained'))).toEqual({ fault: 'added', entrySeq: 900 });
    expect(await tampered(putIn('a county that nobody checks'))).toEqual({ fault: 'added', entrySeq: 900 });
    expect(await tampered(`update audit_link set link = md5(link) where position = 4`)).toMatchObject({
      fault: 'broken',
      position: 4,
    });
    await database.close();
  });
});
