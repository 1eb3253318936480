import { eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Reader, TicketMailRecord, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { ticketMail } from '../schema.ts';

type Reads = Pick<Reader, 'ticketMail' | 'ticketOfMailEnd'>;
type Writes = Pick<Writer, 'lockTicketMail' | 'saveTicketMail' | 'deleteTicketMail'>;

const Content = z.object({ address: z.string(), endToken: z.string() });
const placeOf = (ticketId: string) => `ticket_mail:${ticketId}`;

const ofTicket = (db: Link['db'], ticketId: string) =>
  db.select().from(ticketMail).where(eq(ticketMail.ticketId, ticketId));

function fromRow(row: typeof ticketMail.$inferSelect, crypto: Link['crypto']): TicketMailRecord {
  const { contentSealed, ...rest } = row;
  return { ...rest, ...Content.parse(JSON.parse(crypto.open(placeOf(row.ticketId), contentSealed))) };
}

export const mailReads = ({ db, crypto }: Link): Reads => ({
  async ticketMail(ticketId) {
    const row = first(await ofTicket(db, ticketId));
    return row && fromRow(row, crypto);
  },
  async ticketOfMailEnd(endHash) {
    return first(await db.select().from(ticketMail).where(eq(ticketMail.endHash, endHash)))?.ticketId ?? null;
  },
});

export const mailWrites = ({ db, crypto }: Link): Writes => ({
  async lockTicketMail(ticketId) {
    const row = first(await ofTicket(db, ticketId).for('update'));
    return row && fromRow(row, crypto);
  },
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
