/** Files of a case: what is kept of them, who may read them, and how they are sent (T5, K6). */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { CITIZEN_FILE_MOST_BYTES, CITIZEN_FILES_MOST } from '../../shared/files.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, newPhone, randomId, signInPhone, signInStaff } from '../support/clients.ts';
import { caseIn } from '../support/records.ts';

let app: TestApp;
let caseworker: HttpClient;
let supervisor: HttpClient;
let duty: HttpClient;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  caseworker = await signInStaff(app.origin, 'caseworker');
  supervisor = await signInStaff(app.origin, 'supervisor');
  duty = await signInStaff(app.origin, 'duty');
});
afterAll(stopApps);

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const photo = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#484' } })
    .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' } })
    .jpeg()
    .toBuffer();

async function handled(change: Partial<CaseRecord> = {}) {
  const phone = newPhone();
  const citizen = await signInPhone(app.origin, phone);
  const caseId = `cs-${randomId()}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), '王秀英');
    const number = `DL2026-5${String(++numbers).padStart(5, '0')}`;
    const state = { state: 'inProgress', mainUnitId: 'u-agriculture', ...change } as Partial<CaseRecord>;
    await tx.insertCase(caseIn({ id: caseId, number, personId, ...state }));
  });
  return { citizen, caseId };
}

/** The id of what was added, or the code of the refusal. */
async function send(http: HttpClient, path: string, file: Buffer, query: Record<string, string> = {}): Promise<string> {
  const search = new URLSearchParams({ name: '现场.jpg', public: '0', ...query });
  const response = await fetch(`${app.origin}${path}?${search}`, {
    method: 'POST',
    body: new Uint8Array(file),
    headers: {
      'x-directline': '1',
      'content-type': 'application/octet-stream',
      'idempotency-key': randomId(),
      cookie: http.cookieHeader,
    },
  });
  const body = (await response.json()) as { code?: string; fileId: string };
  return response.ok ? body.fileId : (body.code ?? 'no code');
}
const open = (http: HttpClient, path: string) =>
  fetch(`${app.origin}${path}/content`, { headers: { cookie: http.cookieHeader } });
const mine = (caseId: string) => `/api/my/cases/${caseId}/files`;
const desks = (caseId: string) => `/api/cases/${caseId}/files`;

describe('a picture of the citizen', () => {
  test('[T5] is drawn anew without its place, and read by its person and by whoever reads the case', async () => {
    const { citizen, caseId } = await handled();
    const fileId = await send(citizen, mine(caseId), await photo(), { public: '1' });
    expect((await citizen.call('my.files', { caseId })).files).toMatchObject([
      { id: fileId, byCitizen: true, isPublic: true, kind: 'picture', name: '现场.jpg', replyId: null },
    ]);
    for (const [http, path] of [
      [citizen, mine(caseId)],
      [caseworker, desks(caseId)],
    ] as const) {
      const response = await open(http, `${path}/${fileId}`);
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const kept = Buffer.from(await response.arrayBuffer());
      expect((await sharp(kept).metadata()).exif).toBeUndefined();
      expect(kept.includes('SecretPhone')).toBe(false);
    }
    // Whoever has the case finds it marked in their list.
    expect(await app.deps.store.read.case(caseId)).toMatchObject({ addedAt: expect.any(Number), version: 1 });
    const { citizen: other } = await handled();
    for (const http of [other, duty, new HttpClient(app.origin)]) {
      expect((await open(http, `${mine(caseId)}/${fileId}`)).status).toBeGreaterThanOrEqual(401);
      expect((await open(http, `${desks(caseId)}/${fileId}`)).status).toBeGreaterThanOrEqual(401);
    }
    expect(await send(other, mine(caseId), await photo())).toBe('NOT_FOUND');
    expect(await send(duty, desks(caseId), await photo())).toBe('NOT_FOUND');
  });

  test('is a picture by its content, of five MB at most, and the sixth is refused', async () => {
    const { citizen, caseId } = await handled();
    expect(await send(citizen, mine(caseId), PDF, { name: 'photo.jpg' })).toBe('NOT_A_PICTURE');
    expect(await send(citizen, mine(caseId), Buffer.alloc(CITIZEN_FILE_MOST_BYTES + 1))).toBe('FILE_TOO_LARGE');
    const sent = await Promise.all(
      Array.from({ length: CITIZEN_FILES_MOST + 1 }, async (_, index) =>
        send(citizen, mine(caseId), await photo(), { name: `${index}.jpg` }),
      ),
    );
    expect(sent.filter((code) => code === 'FILES_FULL')).toHaveLength(1);
    expect((await citizen.call('my.files', { caseId })).files).toHaveLength(CITIZEN_FILES_MOST);
    const over = await handled({ state: 'withdrawn', at: 1 });
    expect(await send(over.citizen, mine(over.caseId), await photo())).toBe('WRONG_STATE');
  });
});

describe('a file of staff', () => {
  test('[K6] is seen by the citizen, and by whoever was merged into the case, once it is of the answer', async () => {
    const { citizen, caseId } = await handled();
    const merged = await handled({ state: 'merged', at: 1, into: caseId });
    const below = await handled({ state: 'merged', at: 1, into: merged.caseId });
    expect(await send(caseworker, desks(caseId), Buffer.from('<script>alert(1)</script>'))).toBe('NOT_A_FILE');
    const [attached, inner] = [
      await send(caseworker, desks(caseId), PDF, { name: '答复 附件.pdf', public: '1' }),
      await send(caseworker, desks(caseId), await photo()),
    ];
    const version = async () => (await app.deps.store.read.case(caseId))!.version;
    await caseworker.call('case.draftReply', {
      caseId,
      version: await version(),
      text: '已经修好。',
      fileIds: [attached],
    });
    expect((await citizen.call('my.files', { caseId })).files).toEqual([]);
    expect((await open(citizen, `${mine(caseId)}/${attached}`)).status).toBe(404);

    const head = await signInStaff(app.origin, 'head');
    await head.call('case.firstReview', { caseId, version: await version(), verdict: 'pass' });
    await supervisor.call('case.finalReview', { caseId, version: await version(), verdict: 'pass' });
    for (const [http, id] of [
      [citizen, caseId],
      [merged.citizen, merged.caseId],
      [below.citizen, below.caseId],
    ] as const) {
      expect((await http.call('my.files', { caseId: id })).files.map((file) => file.id)).toEqual([attached]);
      const response = await open(http, `${mine(id)}/${attached}`);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''/);
      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF);
      expect((await open(http, `${mine(id)}/${inner}`)).status).toBe(404);
    }
  });

  test('is taken away until the answer was given, and is of this case alone', async () => {
    const { caseId } = await handled();
    const other = await handled();
    const fileId = await send(caseworker, desks(caseId), PDF, { name: 'a.pdf' });
    await expect(caseworker.call('case.file', { caseId: other.caseId, fileId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      caseworker.call('case.draftReply', { caseId: other.caseId, version: 0, text: '附件', fileIds: [fileId] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await caseworker.call('case.removeFile', { caseId, fileId });
    expect((await caseworker.call('case.files', { caseId })).files).toEqual([]);
  });
});
