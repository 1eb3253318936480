/** [C13] A picture on the stage through the whole server: who is shown it, who opens it, and what takes it away. */
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { CONSENT_VERSION } from '../../shared/consent.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, newPhone, randomId, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, type Resident, SESSION, startEvening } from '../support/evening.ts';
import { until } from '../support/until.ts';

const DELAY_MS = 1_500;
let app: TestApp;
let evening: Evening;
let viewer: SocketClient;
let resident: Resident;
let photoId = '';
let callId = '';

beforeAll(async () => {
  app = await startTestApp();
  const session = await app.deps.store.read.session(SESSION);
  if (!session) throw new Error('no demo session');
  await app.deps.store.transaction((tx) => tx.saveSession({ ...session, delayMs: DELAY_MS }));
  evening = await startEvening(app.origin);
  viewer = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
}, 60_000);
afterAll(stopApps);

const picture = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#448' } })
    .jpeg()
    .toBuffer();
const send = async (http: HttpClient, path: string, file?: Uint8Array) => {
  const headers = { 'x-directline': '1', 'content-type': 'image/jpeg', 'idempotency-key': randomId() };
  const response = await fetch(app.origin + path, {
    method: 'POST',
    body: (file ?? (await picture())) as BodyInit,
    headers: { ...headers, cookie: http.cookieHeader },
  });
  return (await response.json()) as { code?: string; photoId?: string; pictureId?: string };
};
const refusal = (code: string) => expect.objectContaining({ code });
const of = () => ({ sessionId: SESSION, callId });
const open = (by: SocketClient | HttpClient, pictureId = photoId) => by.call('picture.open', { ...of(), pictureId });
const setPublic = (by: SocketClient, pictureId = photoId) =>
  by.call('picture.setPublic', { ...of(), pictureId, public: true });
const see = (who: SocketClient, view: 'moderator' | 'screen' | 'ticket', id: string | null) => {
  const isSo = (now: { readonly id: string } | null | undefined) => (now?.id ?? null) === id;
  if (view === 'moderator') return who.see(view, ({ calls }) => isSo(calls.find((one) => one.id === callId)?.picture));
  if (view === 'screen') return who.see(view, ({ now }) => isSo(now?.head.picture));
  return who.see(view, ({ call }) => isSo(call?.head.picture));
};
const publicly = (id: string | null) =>
  viewer.see('programme', ({ programme }) => (programme.now?.picture?.id ?? null) === id);

/** A resident with a photo, on a public call. */
beforeEach(async () => {
  if (callId) await endCall(evening, callId);
  resident = await arrive(app.origin, { name: '有照片' });
  photoId = (await send(resident.http, `/api/tickets/${resident.ticketId}/photos`)).photoId ?? '';
  callId = await putThrough(evening, resident);
});

test('a desk shows a photo to those on the stage; nobody else is told of it or opens it', async () => {
  const { moderator, aide, screen } = evening;
  const { pictures } = await aide.call('picture.choices', of());
  expect(pictures).toMatchObject([{ id: photoId, from: 'ticket', sent: false }]);
  await aide.call('picture.show', { ...of(), from: 'ticket', pictureId: photoId });
  await see(moderator, 'moderator', photoId);
  await see(screen, 'screen', photoId);
  await see(resident.socket, 'ticket', photoId);
  for (const one of [moderator, aide, screen, resident.socket, resident.http])
    expect((await open(one)).jpegBase64.length).toBeGreaterThan(100);
  const other = await signInPhone(app.origin, newPhone());
  const caseworker = await signInStaff(app.origin, 'caseworker');
  for (const one of [viewer, other, caseworker, new HttpClient(app.origin)])
    await expect(open(one)).rejects.toEqual(refusal('NOT_FOUND'));
  const ofElsewhere = { ...of(), from: 'ticket', pictureId: 'none' } as const;
  await expect(aide.call('picture.show', ofElsewhere)).rejects.toEqual(refusal('NOT_FOUND'));
  await aide.call('picture.hide', of());
  await see(resident.socket, 'ticket', null);
  for (const one of [screen, resident.socket]) await expect(open(one)).rejects.toEqual(refusal('NOT_FOUND'));
});

test('the public sees it once the moderator said so, later by the delay; a cut, a hold and the end take it away', async () => {
  const { moderator, aide } = evening;
  const show = () => aide.call('picture.show', { ...of(), from: 'ticket', pictureId: photoId });
  await show();
  await viewer.see('programme', ({ programme }) => programme.state === 'stage');
  expect(viewer.view('programme')?.programme.now?.picture).toBeNull();
  await expect(setPublic(aide)).rejects.toEqual(refusal('FORBIDDEN'));
  const since = Date.now();
  await setPublic(moderator);
  await expect(open(viewer)).rejects.toEqual(refusal('NOT_FOUND'));
  await publicly(photoId);
  expect(Date.now() - since).toBeGreaterThanOrEqual(DELAY_MS - 300);
  await until('the picture', () => open(new HttpClient(app.origin)).then(Boolean, () => undefined));
  await moderator.call('programme.cut', { sessionId: SESSION });
  await viewer.see('programme', ({ programme }) => programme.state === 'cut');
  await expect(open(viewer)).rejects.toEqual(refusal('NOT_FOUND'));
  await expect(setPublic(moderator)).rejects.toEqual(refusal('WRONG_STATE'));
  // Restored, it is on the stage and not public.
  await moderator.call('programme.restore', { sessionId: SESSION });
  await viewer.see('programme', ({ programme }) => programme.state === 'stage');
  await publicly(null);
  await see(resident.socket, 'ticket', photoId);
  await setPublic(moderator);
  await publicly(photoId);
  await moderator.call('call.hold', of());
  await publicly(null);
  for (const one of [viewer, resident.socket]) await expect(open(one)).rejects.toEqual(refusal('NOT_FOUND'));
  await moderator.call('call.resume', of());
  await see(resident.socket, 'ticket', null);
  await show();
  await setPublic(moderator);
  await publicly(photoId);
  await endCall(evening, callId);
  await viewer.see('programme', ({ programme }) => !programme.now?.picture);
  for (const one of [viewer, resident.http, evening.moderator])
    await expect(open(one)).rejects.toEqual(expect.any(Error));
  callId = '';
});

test('[T6] a consent that is withdrawn takes it from the public, and given anew does not bring it back', async () => {
  const { moderator } = evening;
  const { socket, ticketId } = resident;
  const broadcast = (given: boolean) =>
    socket.call('ticket.changeConsent', { ticketId, scope: 'broadcast', given, version: CONSENT_VERSION });
  await moderator.call('picture.show', { ...of(), from: 'ticket', pictureId: photoId });
  await setPublic(moderator);
  await publicly(photoId);
  await broadcast(false);
  await viewer.see('programme', ({ programme }) => programme.state === 'slate');
  await broadcast(true);
  const again = await viewer.see('programme', ({ programme }) => programme.state === 'stage');
  expect(again.programme.now?.picture).toBeNull();
  const view = await see(moderator, 'moderator', photoId);
  expect(view).toMatchObject({ calls: [{ picture: { public: false } }] });
  await setPublic(moderator);
  await publicly(photoId);
});

test('the moderator shows the very picture that they saw to the public, and none that took its place', async () => {
  const { moderator, aide } = evening;
  await aide.call('picture.show', { ...of(), from: 'ticket', pictureId: photoId });
  const { pictureId = '' } = await send(
    await signInStaff(app.origin, 'aide'),
    `/api/sessions/${SESSION}/calls/${callId}/pictures`,
  );
  await expect(setPublic(moderator)).rejects.toEqual(refusal('STALE'));
  const view = await see(moderator, 'moderator', pictureId);
  expect(view).toMatchObject({ calls: [{ picture: { public: false } }] });
  await setPublic(moderator, pictureId);
  await publicly(pictureId);
});

test('the citizen shows an own photo and takes it off, and no other one; taken away for good it is off the stage', async () => {
  const { moderator } = evening;
  const { http, socket, ticketId } = resident;
  await http.call('picture.showOwn', { ticketId, photoId });
  const view = await see(moderator, 'moderator', photoId);
  expect(view).toMatchObject({ calls: [{ picture: { by: 'citizen', public: false } }] });
  await http.call('picture.hideOwn', { ticketId });
  await see(moderator, 'moderator', null);
  await expect(http.call('picture.showOwn', { ticketId, photoId: 'none' })).rejects.toEqual(refusal('NOT_FOUND'));
  await moderator.call('picture.show', { ...of(), from: 'ticket', pictureId: photoId });
  await expect(http.call('picture.hideOwn', { ticketId })).rejects.toEqual(refusal('FORBIDDEN'));
  await socket.call('photo.remove', { ticketId, photoId });
  await see(moderator, 'moderator', null);
});

test('a desk sends one, which is judged by its content and shown; it is none of the citizen’s own', async () => {
  const aide = await signInStaff(app.origin, 'aide');
  const path = `/api/sessions/${SESSION}/calls/${callId}/pictures`;
  expect(await send(aide, path, Buffer.from('no picture'))).toMatchObject({ code: 'NOT_A_PICTURE' });
  expect(await send(await signInStaff(app.origin, 'caseworker'), path)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await send(await signInStaff(app.origin, 'supervisor'), path)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await send(resident.http, path)).toMatchObject({ code: 'FORBIDDEN' });
  const { pictureId = '' } = await send(aide, path);
  await see(evening.screen, 'screen', pictureId);
  expect((await open(resident.socket, pictureId)).jpegBase64.length).toBeGreaterThan(100);
  const { ticketId } = resident;
  expect((await resident.http.call('additions.show', { ticketId })).photos).toHaveLength(1);
  await expect(resident.http.call('photo.show', { ticketId, photoId: pictureId })).rejects.toEqual(
    refusal('NOT_FOUND'),
  );
});

test('the desk of a department’s room shows nothing on a stage to which it was not called', async () => {
  const officer = await signInStaff(app.origin, 'duty');
  const duty = await SocketClient.connect(officer, { as: 'duty', sessionId: SESSION, seatId: 'seat-2' });
  const path = `/api/sessions/${SESSION}/calls/${callId}/pictures`;
  await expect(duty.call('picture.choices', of())).rejects.toEqual(refusal('NOT_FOUND'));
  expect(await send(officer, path)).toMatchObject({ code: 'NOT_FOUND' });
  await evening.moderator.call('picture.show', { ...of(), from: 'ticket', pictureId: photoId });
  await expect(open(duty)).rejects.toEqual(refusal('NOT_FOUND'));
  await evening.moderator.call('summons.call', { ...of(), seatId: 'seat-2' });
  await duty.call('summons.accept', { ...of(), seatId: 'seat-2' });
  await duty.see('duty', ({ summoned }) => summoned?.picture?.id === photoId);
  expect((await open(duty)).jpegBase64.length).toBeGreaterThan(100);
  // The ticket's photos are its own seat's.
  expect((await duty.call('picture.choices', of())).pictures).toEqual([]);
  // What it draws or has at hand is shown in place of the photo, which it opens by no door any more.
  const { pictureId = '' } = await send(officer, path);
  await see(evening.screen, 'screen', pictureId);
  for (const one of [duty, officer]) await expect(open(one)).rejects.toEqual(refusal('NOT_FOUND'));
  await duty.call('summons.leave', { ...of(), seatId: 'seat-2' });
  expect(await send(officer, path)).toMatchObject({ code: 'NOT_FOUND' });
  duty.close();
});

test('PDF files of its cases are named to whoever reads the case, and drawn by no server: none is shown or opened as a picture', async () => {
  const { aide } = evening;
  const matter = { kind: 'help', categoryCode: 'C0101', subject: '路灯' } as const;
  const { caseId } = await aide.call('call.openCase', { ...of(), ...matter });
  const file = { caseId, countyId: DEMO_COUNTY_ID, replyId: null, visitId: null, awaitsVisit: false, byCitizen: false };
  const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
  await app.deps.store.transaction((tx) =>
    tx.insertCaseFile({ ...file, id: 'fi-pdf', isPublic: false, name: '合同.pdf', kind: 'pdf', size: 15, at: 5 }, pdf),
  );
  expect(await aide.call('picture.choices', of())).toMatchObject({
    pictures: [{ id: photoId }],
    documents: [{ id: 'fi-pdf', from: 'case', ofId: caseId, name: '合同.pdf' }],
  });
  await expect(aide.call('picture.show', { ...of(), from: 'case', pictureId: 'fi-pdf' })).rejects.toEqual(
    refusal('NOT_FOUND'),
  );
  await expect(open(aide, 'fi-pdf')).rejects.toEqual(refusal('NOT_FOUND'));
  // An officer who was called to this stage reads the own unit's cases alone (K2).
  const duty = await SocketClient.connect(await signInStaff(app.origin, 'duty'), {
    as: 'duty',
    sessionId: SESSION,
    seatId: 'seat-2',
  });
  await evening.moderator.call('summons.call', { ...of(), seatId: 'seat-2' });
  await duty.call('summons.accept', { ...of(), seatId: 'seat-2' });
  expect((await duty.call('picture.choices', of())).documents).toEqual([]);
  duty.close();
});
