import { expect, it } from 'vitest';
import { openStore } from '../../../server/storage/open-store.ts';
import { openAt, quietLog, withDatabases, withRows } from '../../support/database.ts';
import { COUNTY, caseOf, connecting, sessionFacts, waiting } from './samples.ts';

withDatabases('encryption', (_makeStore, newPlace) => {
  const secrets = ['13812345678', '欧阳秀英', '我的低保被停了', '领导记下的话', '请准备好材料', '654321'];

  it('[T5] leaves no phone, name or private text readable in any row', async () => {
    const place = await newPlace();
    const { store } = await openAt(place);
    const command = { commandId: 'reveal-1', actorKey: 'staff:p1', action: 'ticket.revealPhone', inputHash: 'h' };
    const ids = await store
      .command(command, async (tx) => {
        const phoneId = await tx.phoneId(COUNTY, '13812345678');
        const person = await tx.citizen(COUNTY, phoneId, '欧阳秀英');
        const ticket = waiting({ personId: person.id, more: '我的低保被停了' });
        const call = connecting({ note: '领导记下的话' });
        const matter = caseOf({ more: '我的低保被停了' });
        const fields = { code: '654321' };
        await tx.insertTicket(ticket);
        await tx.insertCall(call);
        await tx.insertCase(matter);
        await tx.saveSession({ ...sessionFacts({ id: 'sealed' }), state: 'scheduled' });
        const message = { id: 'm1', sessionId: 'sealed', ticketId: null, text: '请准备好材料', at: 1, byPersonId: 'p' };
        await tx.insertMessage(message);
        await tx.queueNotice({ id: 'n1', countyId: COUNTY, phone: '13812345678', template: 'code', fields, at: 1 });
        return { phone: '13812345678', phoneId, personId: person.id, ticketId: ticket.id, caseId: matter.id };
      })
      .then(({ result }) => result);
    expect(await store.read.phone(ids.phoneId)).toBe('13812345678');
    expect((await store.read.person(ids.personId))?.name).toBe('欧阳秀英');
    expect((await store.read.ticket(ids.ticketId))?.more).toBe('我的低保被停了');
    expect((await store.read.case(ids.caseId))?.more).toBe('我的低保被停了');
    await store.close();

    const everything = await withRows(place, async (run) => {
      const tables = await run({
        text: `select format('%I.%I', schemaname, tablename) as name from pg_tables
               where schemaname not in ('pg_catalog', 'information_schema')`,
      });
      const dumps = [];
      for (const { name } of tables.rows)
        dumps.push((await run({ text: `select to_jsonb(t)::text as row from ${name} t` })).rows);
      return dumps.flat().map(({ row }) => row as string);
    });
    expect(everything.length).toBeGreaterThan(8);
    for (const secret of secrets) expect(everything.filter((row) => row.includes(secret))).toEqual([]);
  });

  it('says what is wrong when the field key is another', async () => {
    const place = await newPlace();
    const { store } = await openAt(place);
    const phoneId = await store.transaction((tx) => tx.phoneId(COUNTY, '13812345678'));
    await store.close();
    const other = await openStore({ ...place, fieldKey: new Uint8Array(32).fill(8), log: quietLog });
    await expect(other.store.read.phone(phoneId)).rejects.toThrow('field key');
    await other.store.close();
  });
});
