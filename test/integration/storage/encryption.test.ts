import { expect, it } from 'vitest';
import { openStore } from '../../../server/storage/open-store.ts';
import { openAt, withDatabases, withRows } from '../../support/database.ts';
import { quietLog } from '../../support/store-template.ts';
import { COUNTY, callFacts, caseOf, connecting, EMPTY_MESSAGE, sessionFacts, ticketFacts, waiting } from './samples.ts';

withDatabases('encryption', (_makeStore, newPlace) => {
  const secrets = ['13812345678', '欧阳秀英', '我的低保被停了', '领导记下的话', '请准备好材料', '654321'];
  const typedAtDesks = [
    '司马手语',
    '台上说出的名字',
    '欠薪的老板叫什么',
    '已电话联系其女儿',
    '老人腿脚不便',
    '涉及家庭纠纷',
    '镇调解委员会',
    '线路里有邻居的声音',
    '找县法律援助',
  ];

  it('[T5] leaves no phone, name, private text, note or reason readable in any row', async () => {
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
        const message = { ...EMPTY_MESSAGE, id: 'm1', sessionId: 'sealed', text: '请准备好材料' };
        await tx.insertMessage(message);
        const told = { id: 'n1', countyId: COUNTY, ticketId: null, phone: '13812345678', template: 'code', at: 1 };
        await tx.queueNotice({ ...told, fields });
        await tx.insertTicket({
          ...ticketFacts({ id: 'refused' }),
          state: 'refused',
          endedAt: 1,
          reason: '涉及家庭纠纷',
          whereTo: '镇调解委员会',
        });
        await tx.insertTicket(waiting({ id: 'failed', lastFailure: '线路里有邻居的声音' }));
        const ended = {
          state: 'ended',
          liveAt: 1,
          endedAt: 2,
          outcome: 'outOfScope',
          whereTo: '找县法律援助',
        } as const;
        await tx.insertCall({ ...callFacts({ id: 'elsewhere' }), ...ended });
        const entry = {
          countyId: COUNTY,
          sessionId: 'sealed',
          caseId: 'noted',
          ticketId: null,
          at: 1,
          byPersonId: 'p',
          byName: '周敏',
        };
        await tx.insertQuestion({
          ...{ id: 'q1', countyId: COUNTY, sessionId: 'sealed', phoneId, personId: person.id, publicName: '' },
          ...{ text: '欠薪的老板叫什么', askedAt: 1, changedAt: 1, version: 0, state: 'new' },
        });
        await tx.saveHelper({
          ...{
            id: 'he1',
            countyId: COUNTY,
            sessionId: 'sealed',
            seatId: 'seat-1',
            kind: 'signLanguage',
            name: '司马手语',
          },
          ...{ language: null, linkHash: 'h1', bookedAt: 1, bookedBy: '周敏', openedAt: null, removedAt: null },
        });
        const line = { countyId: COUNTY, sessionId: 'sealed', ticketId: ticket.id, callId: 'elsewhere', at: 1 };
        await tx.insertCaption({ ...line, id: 'cp1', text: '台上说出的名字' });
        await tx.appendAudit({ ...entry, id: 'a1', what: 'case.note', why: null, data: { text: '已电话联系其女儿' } });
        await tx.appendAudit({ ...entry, id: 'a2', what: 'queue.move', why: '老人腿脚不便', data: {} });
        return { phone: '13812345678', phoneId, personId: person.id, ticketId: ticket.id, caseId: matter.id };
      })
      .then(({ result }) => result);
    expect(await store.read.phone(ids.phoneId)).toBe('13812345678');
    expect((await store.read.person(ids.personId))?.name).toBe('欧阳秀英');
    expect((await store.read.ticket(ids.ticketId))?.more).toBe('我的低保被停了');
    expect((await store.read.case(ids.caseId))?.more).toBe('我的低保被停了');
    expect(await store.read.ticket('refused')).toMatchObject({ reason: '涉及家庭纠纷', whereTo: '镇调解委员会' });
    expect(await store.read.ticket('failed')).toMatchObject({ lastFailure: '线路里有邻居的声音' });
    expect(await store.read.call('elsewhere')).toMatchObject({ outcome: 'outOfScope', whereTo: '找县法律援助' });
    expect(await store.read.helperByLink('h1')).toEqual(await store.read.helper('he1'));
    expect(await store.read.helpersOfSession('sealed')).toMatchObject([
      { id: 'he1', name: '司马手语', removedAt: null },
    ]);
    expect(await store.read.captionsOfCalls(['elsewhere'])).toMatchObject([{ id: 'cp1', text: '台上说出的名字' }]);
    expect(await store.read.auditOfCase('noted')).toMatchObject([
      { id: 'a1', why: null, data: { text: '已电话联系其女儿' } },
      { id: 'a2', why: '老人腿脚不便', data: {} },
    ]);
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
    for (const secret of [...secrets, ...typedAtDesks])
      expect(everything.filter((row) => row.includes(secret))).toEqual([]);
  });

  it('reads entries and failures from before they were sealed', async () => {
    const place = await newPlace();
    const { store } = await openAt(place);
    await store.transaction(async (tx) => {
      await tx.insertTicket(waiting({ id: 'older', lastFailure: 'x' }));
      const entry = {
        countyId: COUNTY,
        sessionId: null,
        caseId: 'older',
        ticketId: null,
        at: 1,
        byPersonId: 'p',
        byName: '周敏',
      };
      await tx.appendAudit({ ...entry, id: 'a1', what: 'queue.move', why: 'x', data: { from: 1 } });
    });
    await store.close();
    await withRows(place, async (run) => {
      await run({ text: `update ticket set last_failure = '没有声音' where id = 'older'` });
      await run({ text: `update audit_entry set why = '年长', data = '{"from": 2}' where id = 'a1'` });
    });
    const again = await openAt(place);
    expect(await again.store.read.ticket('older')).toMatchObject({ lastFailure: '没有声音' });
    expect(await again.store.read.auditOfCase('older')).toMatchObject([{ why: '年长', data: { from: 2 } }]);
    await again.store.close();
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
