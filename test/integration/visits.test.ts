/** Work on the spot over the real doors: written down once with its photos, by main and co-unit alone, and kept. */
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, newPhone, randomId, signInPhone, signInStaff } from '../support/clients.ts';
import { caseIn } from '../support/records.ts';

let app: TestApp;
let caseworker: HttpClient;
let duty: HttpClient;
beforeAll(async () => {
  app = await startTestApp();
  caseworker = await signInStaff(app.origin, 'caseworker');
  duty = await signInStaff(app.origin, 'duty');
});
afterAll(stopApps);

const phone = newPhone();
async function handled(number: string) {
  const caseId = `cs-${randomId()}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), '王秀英');
    const held = { state: 'inProgress', mainUnitId: 'u-agriculture', coUnitIds: ['u-water'] } as const;
    await tx.insertCase(caseIn({ id: caseId, number, personId, ...held }));
  });
  return caseId;
}
const at = async (caseId: string) => ({ caseId, version: (await app.deps.store.read.case(caseId))!.version });

async function addPhoto(http: HttpClient, caseId: string, commandId: string, colour = '#484') {
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' } })
    .jpeg()
    .toBuffer();
  const search = new URLSearchParams({ name: '现场.jpg', public: '0', visit: '1' });
  const response = await fetch(`${app.origin}/api/cases/${caseId}/files?${search}`, {
    method: 'POST',
    body: new Uint8Array(photo),
    headers: {
      'x-directline': '1',
      'content-type': 'application/octet-stream',
      'idempotency-key': commandId,
      cookie: http.cookieHeader,
    },
  });
  const { fileId, code } = (await response.json()) as { fileId?: string; code?: string };
  return fileId ?? code ?? '';
}
const visit = {
  kind: 'visit',
  on: '2024-11-20',
  time: '09:40',
  who: '刘芳、何建军',
  text: '灯杆断了，已围挡',
} as const;

test('[T3] [T5] a visit with its photos, sent again after a lost answer, is there once, its photos without their place', async () => {
  const caseId = await handled('DL2026-610001');
  const [photoId, commandId] = [randomId(), randomId()];
  const fileId = await addPhoto(caseworker, caseId, photoId);
  expect(await addPhoto(caseworker, caseId, photoId)).toBe(fileId);
  // Nobody's to see, nor to put beside a reply, before the visit is written down.
  expect((await duty.call('case.files', { caseId })).files).toEqual([]);
  await expect(caseworker.call('case.file', { caseId, fileId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const reply = { ...(await at(caseId)), text: '已修好', fileIds: [fileId] };
  await expect(caseworker.call('case.draftReply', reply)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const input = { ...(await at(caseId)), ...visit, fileIds: [fileId] };
  const first = await caseworker.call('case.recordStep', input, commandId);
  expect(await caseworker.call('case.recordStep', input, commandId)).toEqual(first);

  const { timeline } = await caseworker.call('case.show', { number: 'DL2026-610001' });
  const steps = timeline.filter(({ what }) => what === 'case.recordStep');
  expect(steps).toHaveLength(1);
  const { visitId } = steps[0]!.details;
  expect(steps[0]).toMatchObject({
    why: visit.text,
    details: { step: 'visit', on: '2024-11-20', time: '09:40', who: visit.who, visitId: expect.any(String) },
  });
  const { files } = await duty.call('case.files', { caseId });
  expect(files).toMatchObject([{ id: fileId, visitId, isPublic: false, kind: 'picture' }]);
  const kept = await fetch(`${app.origin}/api/cases/${caseId}/files/${fileId}/content`, {
    headers: { cookie: duty.cookieHeader },
  });
  expect((await sharp(Buffer.from(await kept.arrayBuffer())).metadata()).exif).toBeUndefined();
  // Its citizen is told by the answer, not by what staff take down.
  const citizen = await signInPhone(app.origin, phone);
  expect((await citizen.call('my.files', { caseId })).files).toEqual([]);
});

test('a photo that was taken back before the visit was written down is gone', async () => {
  const caseId = await handled('DL2026-610004');
  const [back, kept] = [
    await addPhoto(caseworker, caseId, randomId()),
    await addPhoto(caseworker, caseId, randomId(), '#848'),
  ];
  await caseworker.call('case.removeFile', { caseId, fileId: back });
  const input = { ...(await at(caseId)), ...visit };
  await expect(caseworker.call('case.recordStep', { ...input, fileIds: [back] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await caseworker.call('case.recordStep', { ...input, fileIds: [kept] });
  expect((await app.deps.store.read.filesOfCase(caseId)).map(({ id }) => id)).toEqual([kept]);
});

test('[K2] [K7] main and co-unit write it down, nobody else; a photo of it stays, and is of no second visit', async () => {
  const caseId = await handled('DL2026-610002');
  const fileId = await addPhoto(duty, caseId, randomId());
  const step = async () => ({ ...(await at(caseId)), ...visit, fileIds: [fileId] });
  const town = await signInStaff(app.origin, 'town');
  expect(await addPhoto(town, caseId, randomId())).toBe('NOT_FOUND');
  await expect(town.call('case.recordStep', await step())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const supervisor = await signInStaff(app.origin, 'supervisor');
  await expect(supervisor.call('case.recordStep', await step())).rejects.toMatchObject({ code: 'FORBIDDEN' });

  await duty.call('case.recordStep', await step());
  await expect(duty.call('case.recordStep', await step())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(caseworker.call('case.removeFile', { caseId, fileId })).rejects.toMatchObject({ code: 'WRONG_STATE' });
  const other = await handled('DL2026-610003');
  const elsewhere = { ...(await at(other)), ...visit, fileIds: [fileId] };
  await expect(caseworker.call('case.recordStep', elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const late = { ...(await at(other)), ...visit, on: '2999-01-01' };
  await expect(caseworker.call('case.recordStep', late)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const stale = { ...(await at(other)), ...visit, version: 99 };
  await expect(caseworker.call('case.recordStep', stale)).rejects.toMatchObject({ code: 'STALE' });
  expect((await app.deps.store.read.case(other))?.version).toBe(0);
});
