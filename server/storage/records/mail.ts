import { eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { ticketMail } from '../schema.ts';

type Reads = Pick<Reader, 'ticketMail' | 'ticketOfMailEnd'>;
type Writes = Pick<Writer, 'saveTicketMail' | 'deleteTicketMail'>;

const Content = z.object({ address: z.string(), endToken: z.string() });
const placeOf = (ticketId: string) => `ticket_mail:${ticketId}`;

export const mailReads = ({ db, crypto }: Link): Reads => ({
  async ticketMail(ticketId) {
    const row = first(await db.select().from(ticketMail).where(eq(ticketMail.ticketId, ticketId)));
    if (!row) return null;
    const { countyId, endHash, confirmedAt, code, contentSealed } = row;
    const content = Content.parse(JSON.parse(crypto.open(placeOf(ticketId), contentSealed)));
    return { ticketId, countyId, endHash, confirmedAt, code, ...content };
  },
  async ticketOfMailEnd(endHash) {
    return first(await db.select().from(ticketMail).where(eq(ticketMail.endHash, endHash)))?.ticketId ?? null;
  },
});

export const mailWrites = ({ db, crypto }: Link): Writes => ({
  async saveTicketMail({ ticketId, countyId, address, endToken, endHash, confirmedAt, code }) {
    const contentSealed = crypto.seal(placeOf(ticketId), JSON.stringify({ address, endToken }));
    const row = { countyId, contentSealed, endHash, confirmedAt, code };
    await db
      .insert(ticketMail)
      .values({ ticketId, ...row })
      .onConflictDoUpdate({ target: ticketMail.ticketId, set: row });
  },
  async deleteTicketMail(ticketId) {
    await db.delete(ticketMail).where(eq(ticketMail.ticketId, ticketId));
  },
});
