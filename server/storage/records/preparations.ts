import * as z from 'zod/mini';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { isAnyOf, type Link } from '../link.ts';
import { eveningPreparation } from '../schema.ts';

const Duty = z.array(z.object({ unitId: z.string(), name: z.string(), reach: z.string() }));
const placeOfDuty = (sessionId: string) => `evening_preparation.duty:${sessionId}`;

export const preparationReads = ({ db, crypto }: Link): Pick<Reader, 'preparations'> => ({
  async preparations(sessionIds) {
    const rows = await db.select().from(eveningPreparation).where(isAnyOf(eveningPreparation.sessionId, sessionIds));
    const toRecord = ({ dutySealed, ...rest }: (typeof rows)[number]) => {
      const duty = Duty.parse(JSON.parse(crypto.open(placeOfDuty(rest.sessionId), dutySealed)));
      return { ...rest, duty };
    };
    return new Map(rows.map((row) => [row.sessionId, toRecord(row)]));
  },
});

export const preparationWrites = ({ db, crypto }: Link): Pick<Writer, 'savePreparation'> => ({
  async savePreparation({ duty, ...rest }) {
    const row = { ...rest, dutySealed: crypto.seal(placeOfDuty(rest.sessionId), JSON.stringify(duty)) };
    await db
      .insert(eveningPreparation)
      .values(row)
      .onConflictDoUpdate({ target: eveningPreparation.sessionId, set: row });
  },
});
