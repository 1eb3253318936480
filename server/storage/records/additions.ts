import { and, asc, eq, ne } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { addition } from '../schema.ts';

type Reads = Pick<Reader, 'additionsOf' | 'sentPictures' | 'photo'>;
type Writes = Pick<Writer, 'saveAdditionText' | 'insertPhoto' | 'deletePhoto'>;

const textId = (ticketId: string) => `text:${ticketId}`;
const placeOf = (id: string) => `addition:${id}`;

export const additionReads = ({ db, crypto }: Link): Reads => {
  const picturesOf = async (ticketId: string, kind: 'photo' | 'sent') => {
    const rows = await db
      .select({ photoId: addition.id, width: addition.width, height: addition.height, at: addition.at })
      .from(addition)
      .where(and(eq(addition.ticketId, ticketId), eq(addition.kind, kind)))
      .orderBy(asc(addition.at), asc(addition.id));
    return rows.map(({ width, height, ...photo }) => ({ ...photo, width: width ?? 0, height: height ?? 0 }));
  };
  return {
    async additionsOf(ticketId) {
      const [text, photos] = await Promise.all([
        db
          .select({ sealed: addition.bodySealed })
          .from(addition)
          .where(eq(addition.id, textId(ticketId))),
        picturesOf(ticketId, 'photo'),
      ]);
      const line = first(text);
      return { text: line ? crypto.open(placeOf(textId(ticketId)), line.sealed) : '', photos };
    },
    sentPictures: (ticketId) => picturesOf(ticketId, 'sent'),
    async photo(ticketId, photoId) {
      const its = and(eq(addition.id, photoId), eq(addition.ticketId, ticketId), ne(addition.kind, 'text'));
      const row = first(await db.select({ sealed: addition.bodySealed }).from(addition).where(its));
      return row && crypto.open(placeOf(photoId), row.sealed);
    },
  };
};

export const additionWrites = ({ db, crypto }: Link): Writes => ({
  async saveAdditionText({ id: ticketId, countyId }, text, at) {
    const id = textId(ticketId);
    await db.delete(addition).where(eq(addition.id, id));
    if (text === '') return;
    const bodySealed = crypto.seal(placeOf(id), text);
    await db.insert(addition).values({ id, countyId, ticketId, kind: 'text', bodySealed, at });
  },
  async insertPhoto({ id: ticketId, countyId }, { photoId, jpegBase64, width, height, at }, kind = 'photo') {
    const bodySealed = crypto.seal(placeOf(photoId), jpegBase64);
    const row = { id: photoId, countyId, ticketId, kind, bodySealed, width, height, at };
    await db.insert(addition).values(row);
  },
  async deletePhoto(ticketId, photoId) {
    const its = and(eq(addition.id, photoId), eq(addition.ticketId, ticketId), eq(addition.kind, 'photo'));
    return (await db.delete(addition).where(its)).rowCount === 1;
  },
});
