import { and, asc, eq } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { addition } from '../schema.ts';

type Reads = Pick<Reader, 'additionsOf' | 'photo'>;
type Writes = Pick<Writer, 'saveAdditionText' | 'insertPhoto' | 'deletePhoto'>;

const textId = (ticketId: string) => `text:${ticketId}`;
const placeOf = (id: string) => `addition:${id}`;

export const additionReads = ({ db, crypto }: Link): Reads => ({
  async additionsOf(ticketId) {
    const [text, photos] = await Promise.all([
      db
        .select({ sealed: addition.bodySealed })
        .from(addition)
        .where(eq(addition.id, textId(ticketId))),
      db
        .select({ photoId: addition.id, width: addition.width, height: addition.height, at: addition.at })
        .from(addition)
        .where(and(eq(addition.ticketId, ticketId), eq(addition.kind, 'photo')))
        .orderBy(asc(addition.at), asc(addition.id)),
    ]);
    const line = first(text);
    return {
      text: line ? crypto.open(placeOf(textId(ticketId)), line.sealed) : '',
      photos: photos.map(({ width, height, ...photo }) => ({ ...photo, width: width ?? 0, height: height ?? 0 })),
    };
  },
  async photo(ticketId, photoId) {
    const its = and(eq(addition.id, photoId), eq(addition.ticketId, ticketId), eq(addition.kind, 'photo'));
    const row = first(await db.select({ sealed: addition.bodySealed }).from(addition).where(its));
    return row && crypto.open(placeOf(photoId), row.sealed);
  },
});

export const additionWrites = ({ db, crypto }: Link): Writes => ({
  async saveAdditionText({ id: ticketId, countyId }, text, at) {
    const id = textId(ticketId);
    await db.delete(addition).where(eq(addition.id, id));
    if (text === '') return;
    const bodySealed = crypto.seal(placeOf(id), text);
    await db.insert(addition).values({ id, countyId, ticketId, kind: 'text', bodySealed, at });
  },
  async insertPhoto({ id: ticketId, countyId }, { photoId, jpegBase64, width, height, at }) {
    const bodySealed = crypto.seal(placeOf(photoId), jpegBase64);
    const row = { id: photoId, countyId, ticketId, kind: 'photo', bodySealed, width, height, at } as const;
    await db.insert(addition).values(row);
  },
  async deletePhoto(ticketId, photoId) {
    const its = and(eq(addition.id, photoId), eq(addition.ticketId, ticketId), eq(addition.kind, 'photo'));
    return (await db.delete(addition).where(its)).rowCount === 1;
  },
});
