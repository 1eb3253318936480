import { and, asc, eq, inArray, lt } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { caption } from '../schema.ts';

const placeOfText = (id: string) => `caption.text:${id}`;

export const captionReads = ({ db, crypto }: Link): Pick<Reader, 'captionsOfCalls'> => ({
  async captionsOfCalls(callIds) {
    if (callIds.length === 0) return [];
    const rows = db
      .select()
      .from(caption)
      .where(inArray(caption.callId, [...callIds]));
    return (await rows.orderBy(asc(caption.at), asc(caption.id))).map(({ textSealed, ...facts }) => ({
      ...facts,
      text: crypto.open(placeOfText(facts.id), textSealed),
    }));
  },
});

export const captionWrites = ({
  db,
  crypto,
}: Link): Pick<Writer, 'insertCaption' | 'deleteCaptionsOfTicket' | 'deleteCaptionsBefore'> => ({
  async insertCaption({ text, ...facts }) {
    await db.insert(caption).values({ ...facts, textSealed: crypto.seal(placeOfText(facts.id), text) });
  },
  async deleteCaptionsOfTicket(ticketId) {
    const gone = await db.delete(caption).where(eq(caption.ticketId, ticketId)).returning({ callId: caption.callId });
    return gone.map(({ callId }) => callId);
  },
  async deleteCaptionsBefore(countyId, before) {
    await db.delete(caption).where(and(eq(caption.countyId, countyId), lt(caption.at, before)));
  },
});
