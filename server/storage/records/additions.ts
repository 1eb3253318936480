import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { addition } from '../schema.ts';

type Reads = Pick<Reader, 'additionsOf' | 'sentPictures' | 'photo' | 'documentsOf' | 'document'>;
type Writes = Pick<Writer, 'saveAdditionText' | 'insertPhoto' | 'deletePhoto' | 'insertDocument' | 'deleteDocument'>;

const textId = (ticketId: string) => `text:${ticketId}`;
const placeOf = (id: string) => `addition:${id}`;
const namePlaceOf = (id: string) => `addition-name:${id}`;
const PICTURES = ['photo', 'sent'] as const;

export const additionReads = ({ db, crypto }: Link): Reads => {
  const picturesOf = async (ticketId: string, kind: 'photo' | 'sent') => {
    const rows = await db
      .select({ photoId: addition.id, width: addition.width, height: addition.height, at: addition.at })
      .from(addition)
      .where(and(eq(addition.ticketId, ticketId), eq(addition.kind, kind)))
      .orderBy(asc(addition.at), asc(addition.id));
    return rows.map(({ width, height, ...photo }) => ({ ...photo, width: width ?? 0, height: height ?? 0 }));
  };
  const bodyOf = async (ticketId: string, id: string, kinds: readonly ('photo' | 'sent' | 'document')[]) => {
    const its = and(eq(addition.id, id), eq(addition.ticketId, ticketId), inArray(addition.kind, [...kinds]));
    const row = first(await db.select({ sealed: addition.bodySealed }).from(addition).where(its));
    return row && crypto.open(placeOf(id), row.sealed);
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
    photo: (ticketId, photoId) => bodyOf(ticketId, photoId, PICTURES),
    async documentsOf(ticketId) {
      const rows = await db
        .select({ id: addition.id, nameSealed: addition.nameSealed, at: addition.at })
        .from(addition)
        .where(and(eq(addition.ticketId, ticketId), eq(addition.kind, 'document')))
        .orderBy(asc(addition.at), asc(addition.id));
      return rows.map(({ id, nameSealed, at }) => ({
        documentId: id,
        name: nameSealed === null ? '' : crypto.open(namePlaceOf(id), nameSealed),
        at,
      }));
    },
    document: (ticketId, documentId) => bodyOf(ticketId, documentId, ['document']),
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
  async insertDocument({ id: ticketId, countyId }, { documentId: id, pdfBase64, name, at }) {
    const bodySealed = crypto.seal(placeOf(id), pdfBase64);
    const nameSealed = crypto.seal(namePlaceOf(id), name);
    await db.insert(addition).values({ id, countyId, ticketId, kind: 'document', bodySealed, nameSealed, at });
  },
  async deleteDocument(ticketId, documentId) {
    const its = and(eq(addition.id, documentId), eq(addition.ticketId, ticketId), eq(addition.kind, 'document'));
    return (await db.delete(addition).where(its)).rowCount === 1;
  },
  async deletePhoto(ticketId, photoId) {
    const its = and(eq(addition.id, photoId), eq(addition.ticketId, ticketId), eq(addition.kind, 'photo'));
    return (await db.delete(addition).where(its)).rowCount === 1;
  },
});
