import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { EmergencyRecord } from '../../domain/emergencies/emergency.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { emergency } from '../schema.ts';

const placeOfSaid = (id: string) => `emergency.said:${id}`;
const placeOfNote = (id: string) => `emergency.note:${id}`;

function recordOf(crypto: Link['crypto'], row: typeof emergency.$inferSelect): EmergencyRecord {
  const { saidSealed, closed, noteSealed, ...facts } = row;
  return {
    ...facts,
    said: crypto.open(placeOfSaid(row.id), saidSealed),
    closed: closed && { ...closed, note: noteSealed === null ? '' : crypto.open(placeOfNote(row.id), noteSealed) },
  };
}

const open = madeOnce((db) =>
  db
    .select()
    .from(emergency)
    .where(and(eq(emergency.countyId, sql.placeholder('countyId')), isNull(emergency.closed)))
    .orderBy(asc(emergency.id)),
);

export const emergencyReads = ({
  db,
  crypto,
}: Link): Pick<Reader, 'emergency' | 'openEmergencies' | 'emergencyOfTicket'> => {
  return {
    async emergency(id) {
      const row = first(await db.select().from(emergency).where(eq(emergency.id, id)));
      return row && recordOf(crypto, row);
    },
    async openEmergencies(countyId) {
      return (await open(db, { countyId })).map((row) => recordOf(crypto, row));
    },
    async emergencyOfTicket(ticketId) {
      const its = and(eq(emergency.ticketId, ticketId), isNull(emergency.closed));
      const row = first(await db.select().from(emergency).where(its).orderBy(asc(emergency.id)));
      return row && recordOf(crypto, row);
    },
  };
};

export const emergencyWrites = ({ db, crypto }: Link): Pick<Writer, 'saveEmergency'> => ({
  async saveEmergency({ said, closed, ...facts }) {
    const row = {
      ...facts,
      saidSealed: crypto.seal(placeOfSaid(facts.id), said),
      closed: closed && { at: closed.at, byId: closed.byId, byName: closed.byName, outcome: closed.outcome },
      noteSealed: closed && crypto.seal(placeOfNote(facts.id), closed.note),
    };
    await db.insert(emergency).values(row).onConflictDoUpdate({ target: emergency.id, set: row });
  },
});
