/** What somebody adds to their matter while waiting: who sees it, what of a picture is kept, and what is refused. */
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHOTO_MOST_BYTES } from '../../shared/photo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, signInPhone, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, startEvening } from '../support/evening.ts';

let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const drawn = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#448' } });
const jpeg = (width = 60, height = 40) => drawn(width, height).jpeg().toBuffer();

/** A small file that says it is so many pixels a side. */
async function bomb(side: number): Promise<Buffer> {
  const png = await drawn(8, 8).png().toBuffer();
  const header = png.subarray(12, 29);
  header.writeUInt32BE(side, 4);
  header.writeUInt32BE(side, 8);
  png.writeUInt32BE(crc32(header), 29);
  return png;
}

async function send(http: HttpClient, ticketId: string, file: Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.origin}/api/tickets/${ticketId}/photos`, {
    method: 'POST',
    body: file as BodyInit,
    headers: {
      'x-directline': '1',
      'content-type': 'image/jpeg',
      'idempotency-key': randomId(),
      cookie: http.cookieHeader,
      ...headers,
    },
  });
  const body = (await response.json()) as { code?: string; photoId: string };
  return response.ok ? body.photoId : (body.code ?? 'no code');
}
const photosOf = async (http: HttpClient, ticketId: string) =>
  (await http.call('additions.show', { ticketId })).photos.map(({ photoId }) => photoId);

describe('a photo', () => {
  test('is made anew: at most 1600 px, upright, without what it tells of place and camera', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '拍照的人' });
    const file = await drawn(3000, 1000)
      .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const photoId = await send(http, ticketId, file);
    const { photos } = await http.call('additions.show', { ticketId });
    expect(photos).toMatchObject([{ photoId, width: 533, height: 1600 }]);
    const { jpegBase64 } = await http.call('photo.show', { ticketId, photoId });
    const kept = Buffer.from(jpegBase64, 'base64');
    const told = await sharp(kept).metadata();
    expect(told).toMatchObject({ format: 'jpeg', width: 533, height: 1600 });
    expect([told.exif, told.xmp, told.iptc, told.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(kept.includes('SecretPhone')).toBe(false);
    page.close();
  });

  test('is judged by its content, whatever type is told; PNG, WebP and AVIF are read too', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '各种格式' });
    for (const format of ['png', 'webp', 'avif'] as const) {
      const photoId = await send(http, ticketId, await drawn(40, 40).toFormat(format).toBuffer(), {
        'content-type': 'text/plain',
      });
      await http.call('photo.remove', { ticketId, photoId });
    }
    expect(await photosOf(http, ticketId)).toEqual([]);
    page.close();
  });

  test('[T4] what is none, broken, too large or a bomb is refused with a code and changes nothing', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '坏照片' });
    const good = await jpeg(400, 300);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>');
    const gif = await drawn(9, 9).gif().toBuffer();
    const noPictures = [
      svg,
      gif,
      Buffer.from('%PDF-1.7'),
      Buffer.from('<html>'),
      good.subarray(0, 150),
      new Uint8Array(0),
    ];
    for (const file of [...noPictures, Buffer.concat([good.subarray(0, 20), Buffer.alloc(500, 7)])])
      expect(await send(http, ticketId, file)).toBe('NOT_A_PICTURE');
    expect(await send(http, ticketId, await bomb(20_000))).toBe('PHOTO_TOO_LARGE');
    // So large that it is no picture at all.
    expect(await send(http, ticketId, await bomb(2 ** 31 - 1))).toMatch(/PHOTO_TOO_LARGE|NOT_A_PICTURE/);
    expect(await send(http, ticketId, new Uint8Array(PHOTO_MOST_BYTES + 1))).toBe('PHOTO_TOO_LARGE');
    expect(await send(http, ticketId, good, { 'content-type': 'application/json' })).toBe('BAD_INPUT');
    expect(await photosOf(http, ticketId)).toEqual([]);
    page.close();
  });

  test('there are three at most, however many come at once; [T3] a repeat is the same one', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '很多照片' });
    const command = { 'idempotency-key': randomId() };
    const first = await send(http, ticketId, await jpeg(), command);
    expect(await send(http, ticketId, await jpeg(), command)).toBe(first);
    expect(await send(http, ticketId, await jpeg(61), command)).toBe('COMMAND_ID_REUSED');
    const files = await Promise.all([70, 71, 72, 73].map((width) => jpeg(width)));
    const results = await Promise.all(files.map((file) => send(http, ticketId, file)));
    expect(results.filter((one) => one === 'PHOTOS_FULL')).toHaveLength(2);
    expect(await photosOf(http, ticketId)).toHaveLength(3);
    await http.call('photo.remove', { ticketId, photoId: first });
    await expect(http.call('photo.show', { ticketId, photoId: first })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await photosOf(http, ticketId)).toHaveLength(2);
    page.close();
  });

  test('[T1] is added by its own person alone, from our own pages', async () => {
    const { http, ticketId, socket: page } = await arrive(app.origin, { name: '自己的照片' });
    const other = await signInPhone(app.origin);
    expect(await send(new HttpClient(app.origin), ticketId, await jpeg())).toBe('NOT_SIGNED_IN');
    expect(await send(other, ticketId, await jpeg())).toBe('FORBIDDEN');
    expect(await send(http, ticketId, await jpeg(), { 'x-directline': '0' })).toBe('BAD_ORIGIN');
    expect(await photosOf(http, ticketId)).toEqual([]);
    page.close();
  });
});

test('[T5] moderators see line and photos, the leader’s aide while the seat has the ticket, nobody else', async () => {
  const { http, ticketId, socket: page } = await arrive(app.origin, { name: '补充的人' });
  await http.call('addition.write', { ticketId, text: '照片上是路口第二盏灯' });
  const photoId = await send(http, ticketId, await jpeg());
  const { added } = (
    await evening.moderator.see('moderator', ({ rows }) => rows.some((one) => one.ticketId === ticketId && one.added))
  ).rows.find((one) => one.ticketId === ticketId) ?? { added: null };
  expect(added).not.toBeNull();
  const seen = await evening.moderator.call('additions.show', { ticketId });
  expect(seen).toMatchObject({ text: '照片上是路口第二盏灯', photos: [{ photoId }] });

  const aide = await signInStaff(app.origin, 'aide');
  const other = await signInPhone(app.origin);
  const look = (client: HttpClient) => client.call('photo.show', { ticketId, photoId });
  await expect(look(aide)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const client of [other, await signInStaff(app.origin, 'supervisor')])
    await expect(look(client)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  // On the deck of the leader's seat.
  const { store } = app.deps;
  await store.transaction(async (tx) => {
    const ticket = await tx.ticket(ticketId);
    if (ticket) await tx.saveTicket({ ...ticket, state: 'onDeck', since: 1, seatId: 'seat-1', heldBy: 'nobody' });
  });
  expect((await look(aide)).jpegBase64).not.toBe('');
  await expect(look(other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await http.call('photo.remove', { ticketId, photoId });
  page.close();
});

test('a line takes the place of the one before; an empty one takes it away', async () => {
  const { http, ticketId, socket: page } = await arrive(app.origin, { name: '改口的人' });
  for (const text of ['第一句', '第二句', '']) {
    await http.call('addition.write', { ticketId, text });
    expect((await http.call('additions.show', { ticketId })).text).toBe(text);
  }
  page.close();
});
