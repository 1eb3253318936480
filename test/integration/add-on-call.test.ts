/** What is added on a call, by the person and by officers: who may, who has it at once, and what is refused. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { CITIZEN_FILE_MOST_BYTES } from '../../shared/files.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';

let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
}, 60_000);
afterAll(stopApps);

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const jpeg = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#448' } })
    .jpeg()
    .toBuffer();

type Asked = 'photoId' | 'documentId' | 'fileId' | 'pictureId';

/** What was answered of the id that is asked for, or the code of the refusal. */
async function post(http: HttpClient, path: string, file: Uint8Array, id: Asked) {
  const response = await fetch(app.origin + path, {
    method: 'POST',
    body: file as BodyInit,
    headers: {
      'x-directline': '1',
      'content-type': 'application/octet-stream',
      'idempotency-key': randomId(),
      cookie: http.cookieHeader,
    },
  });
  const body = (await response.json()) as Record<string, string>;
  return (response.ok ? body[id] : body.code) ?? 'nothing';
}

describe('a PDF file', () => {
  const add = (http: HttpClient, ticketId: string, file: Uint8Array = PDF, name = '合同.pdf') =>
    post(http, `/api/tickets/${ticketId}/documents?${new URLSearchParams({ name })}`, file, 'documentId');
  const send = (http: HttpClient, ticketId: string, file: Uint8Array) =>
    post(http, `/api/tickets/${ticketId}/photos`, file, 'photoId');

  test('[T5] is added on the call, is there for moderator and aide at once, and drawn from there for the stage (C13)', async () => {
    const resident = await arrive(app.origin, { name: '带合同的人' });
    const { http, ticketId } = resident;
    const callId = await putThrough(evening, resident);
    const [moderator, aide] = [await signInStaff(app.origin, 'moderator'), await signInStaff(app.origin, 'aide')];
    const documentId = await add(http, ticketId);
    const photoId = await send(http, ticketId, await jpeg());
    const has = (added: { count: number } | null | undefined) => added?.count === 2;
    await evening.moderator.see('moderator', ({ rows }) => has(rows.find((one) => one.ticketId === ticketId)?.added));
    await evening.aide.see('aide', ({ calls }) => has(calls.find(({ head }) => head.id === callId)?.matter.added));
    for (const one of [http, moderator, aide]) {
      expect(await one.call('document.show', { ticketId, documentId })).toEqual({
        name: '合同.pdf',
        pdfBase64: PDF.toString('base64'),
      });
    }
    const of = { sessionId: SESSION, callId };
    expect(await evening.aide.call('picture.choices', of)).toMatchObject({
      pictures: [{ id: photoId }],
      documents: [{ id: documentId, from: 'ticket', ofId: ticketId, name: '合同.pdf' }],
    });
    for (const other of [await signInPhone(app.origin), await signInStaff(app.origin, 'caseworker')]) {
      await expect(other.call('document.show', { ticketId, documentId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(await add(other, ticketId)).toBe('FORBIDDEN');
    }
    await endCall(evening, callId);
    expect(await add(http, ticketId)).toBe('WRONG_STATE');
    expect(await send(http, ticketId, await jpeg())).toBe('WRONG_STATE');
    // The call's aide has the ticket no more.
    await expect(aide.call('document.show', { ticketId, documentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await http.call('document.remove', { ticketId, documentId });
    expect((await http.call('additions.show', { ticketId })).documents).toEqual([]);
  });

  test('[T5] of a ticket in a department’s room is saved, and its pages shown, by the officer of that room alone, as long as it has the ticket', async () => {
    const resident = await arrive(app.origin, { name: '带图纸的人' });
    const { http, ticketId } = resident;
    const documentId = await add(http, ticketId);
    const [officer, aide] = [await signInStaff(app.origin, 'duty'), await signInStaff(app.origin, 'aide')];
    const inRoom = { sessionId: SESSION, seatId: DEMO_ROOM_ID };
    const duty = await SocketClient.connect(officer, { as: 'duty', ...inRoom });
    const save = (by: SocketClient | HttpClient) => by.call('document.show', { ticketId, documentId });
    const refused = (code: string) => ({ code });
    // In the leaders' line it is not this room's.
    await expect(save(duty)).rejects.toMatchObject(refused('FORBIDDEN'));
    await evening.moderator.call('queue.send', {
      ...{ sessionId: SESSION, ticketId },
      ...{ toSeatId: DEMO_ROOM_ID, reason: 'department' },
    });
    await duty.call('room.callNext', inRoom);
    await resident.socket.call('ticket.answer', { ticketId });
    await resident.socket.see('ticket', ({ state }) => state === 'onDeck');
    const whole = { name: '合同.pdf', pdfBase64: PDF.toString('base64') };
    expect(await save(duty)).toEqual(whole);

    const { callId } = await duty.call('call.putThrough', { sessionId: SESSION, ticketId });
    const of = { sessionId: SESSION, callId };
    expect(await duty.call('picture.choices', of)).toMatchObject({
      documents: [{ id: documentId, from: 'ticket', ofId: ticketId, name: '合同.pdf' }],
    });
    expect(await save(duty)).toEqual(whole);
    // A page goes to the stage as the picture that its desk drew.
    const page = await jpeg();
    const show = (by: HttpClient) => post(by, `/api/sessions/${SESSION}/calls/${callId}/pictures`, page, 'pictureId');
    const pictureId = await show(officer);
    await resident.socket.see('ticket', ({ call }) => call?.head.picture?.id === pictureId);
    expect((await resident.http.call('picture.open', { ...of, pictureId })).jpegBase64.length).toBeGreaterThan(100);

    // The leader's aide is in no room; whoever works at no desk, or is of no account, reads nothing.
    await expect(save(evening.aide)).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(save(aide)).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(evening.aide.call('picture.choices', of)).rejects.toMatchObject(refused('NOT_FOUND'));
    expect(await show(aide)).toBe('NOT_FOUND');
    // The same officer by another door than the room's.
    await expect(save(officer)).rejects.toMatchObject(refused('FORBIDDEN'));
    for (const other of [await signInPhone(app.origin), await signInStaff(app.origin, 'caseworker')])
      await expect(save(other)).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(save(new HttpClient(app.origin))).rejects.toMatchObject(refused('NOT_SIGNED_IN'));
    await expect(save(evening.screen)).rejects.toMatchObject(refused('FORBIDDEN'));

    const ending = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
    await duty.call('call.end', { ...of, ...ending });
    await expect(save(duty)).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(duty.call('picture.choices', of)).rejects.toMatchObject({ code: expect.any(String) });
    duty.close();
    resident.socket.close();
  });

  test('[T4] is judged by its content; there are two at most, of 5 MB, under a name', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '两份文件' });
    expect(await add(http, ticketId, await jpeg())).toBe('PDF_UNREADABLE');
    expect(await add(http, ticketId, new Uint8Array(0))).toBe('PDF_UNREADABLE');
    expect(await add(http, ticketId, Buffer.concat([PDF, Buffer.alloc(CITIZEN_FILE_MOST_BYTES)]))).toBe(
      'FILE_TOO_LARGE',
    );
    expect(await add(http, ticketId, PDF, '')).toBe('BAD_INPUT');
    expect(await add(http, ticketId, PDF, '合同\u0000.pdf')).toBe('BAD_INPUT');
    const results = await Promise.all(
      [1, 2, 3].map((each) => add(http, ticketId, Buffer.concat([PDF, Buffer.from([each])]))),
    );
    expect(results.filter((one) => one === 'FILES_FULL')).toHaveLength(1);
    expect((await http.call('additions.show', { ticketId })).documents).toHaveLength(2);
    page.close();
  });
});

describe('a file that an officer adds to a case of the call', () => {
  const add = (http: HttpClient, callId: string, caseId: string, file: Uint8Array) => {
    const query = new URLSearchParams({ name: '批复.jpg' });
    return post(http, `/api/sessions/${SESSION}/calls/${callId}/cases/${caseId}/files?${query}`, file, 'fileId');
  };

  test('[T1] by moderator and aide; by a department’s officer once they are on its stage; by nobody else', async () => {
    const resident = await arrive(app.origin, { name: '要批复的人' });
    const callId = await putThrough(evening, resident);
    const matter = { kind: 'help', categoryCode: 'C0101', subject: '批复' } as const;
    const { caseId } = await evening.aide.call('call.openCase', { sessionId: SESSION, callId, ...matter });
    const [moderator, aide, duty, caseworker] = (await Promise.all(
      ['moderator', 'aide', 'duty', 'caseworker'].map((name) => signInStaff(app.origin, name)),
    )) as [HttpClient, HttpClient, HttpClient, HttpClient];
    const picture = await jpeg();
    const kept = [await add(moderator, callId, caseId, picture), await add(aide, callId, caseId, picture)];
    const choices = await evening.aide.call('picture.choices', { sessionId: SESSION, callId });
    expect(
      choices.pictures
        .filter(({ from }) => from === 'case')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(kept.sort());

    expect(await add(duty, callId, caseId, picture)).toBe('NOT_FOUND');
    const seat = { sessionId: SESSION, callId, seatId: 'seat-2' };
    const desk = await SocketClient.connect(duty, { as: 'duty', sessionId: SESSION, seatId: 'seat-2' });
    await evening.moderator.call('summons.call', seat);
    // It rings, and nobody joined yet.
    expect(await add(duty, callId, caseId, picture)).toBe('NOT_FOUND');
    await desk.call('summons.accept', seat);
    expect(await add(duty, callId, caseId, picture)).toMatch(/^fi/);
    await desk.call('summons.leave', seat);
    expect(await add(duty, callId, caseId, picture)).toBe('NOT_FOUND');
    desk.close();

    // Of another unit; of no staff; of another case; no file.
    expect(await add(caseworker, callId, caseId, picture)).toBe('NOT_FOUND');
    expect(await add(resident.http, callId, caseId, picture)).toBe('FORBIDDEN');
    expect(await add(new HttpClient(app.origin), callId, caseId, picture)).toBe('NOT_SIGNED_IN');
    expect(await add(aide, callId, 'none', picture)).toBe('NOT_FOUND');
    expect(await add(aide, callId, caseId, Buffer.from('no file'))).toBe('NOT_A_FILE');
    await endCall(evening, callId);
    expect(await add(aide, callId, caseId, picture)).toBe('WRONG_STATE');
    expect((await aide.call('case.files', { caseId })).files).toHaveLength(3);
  });

  test('[K2] not by the unit of which the case complains', async () => {
    const resident = await arrive(app.origin, { name: '投诉的人' });
    const callId = await putThrough(evening, resident);
    const matter = { kind: 'complain', categoryCode: 'C0101', subject: '水利局不管' } as const;
    const { caseId } = await evening.aide.call('call.openCase', { sessionId: SESSION, callId, ...matter });
    const duty = await signInStaff(app.origin, 'duty');
    const desk = await SocketClient.connect(duty, { as: 'duty', sessionId: SESSION, seatId: 'seat-2' });
    const seat = { sessionId: SESSION, callId, seatId: 'seat-2' };
    await evening.moderator.call('summons.call', seat);
    await desk.call('summons.accept', seat);
    await app.deps.store.transaction(async (tx) => {
      const record = await tx.lockCase(caseId);
      if (record) await tx.saveCase({ ...record, aboutUnitIds: ['u-water'] });
    });
    expect(await add(duty, callId, caseId, await jpeg())).toBe('NOT_FOUND');
    desk.close();
    await endCall(evening, callId);
  });
});
