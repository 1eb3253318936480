import { and, eq, isNotNull, lt, notExists, or } from 'drizzle-orm';
import type { Db } from './link.ts';
import { addition, carryCode, caseTicket, command, outgoingNotice, phoneCode, signIn } from './schema.ts';

const DAY_MS = 24 * 3600 * 1000;
const COMMANDS_KEPT_MS = 7 * DAY_MS;
const NOTICES_KEPT_MS = 30 * DAY_MS;
/** An expired code still tells when the last one was sent. */
const CODES_KEPT_MS = DAY_MS;

/** Of a ticket that has a case they stay as long as the case. */
const ADDITIONS_KEPT_MS = 30 * DAY_MS;

/** Deletes what is kept for a time only. Answers how many rows went. */
export async function prune(db: Db, now: number): Promise<number> {
  const gone = await Promise.all([
    db.delete(command).where(lt(command.at, now - COMMANDS_KEPT_MS)),
    db.delete(phoneCode).where(lt(phoneCode.expiresAt, now - CODES_KEPT_MS)),
    db.delete(carryCode).where(lt(carryCode.expiresAt, now)),
    db
      .delete(addition)
      .where(
        and(
          lt(addition.at, now - ADDITIONS_KEPT_MS),
          notExists(db.select().from(caseTicket).where(eq(caseTicket.ticketId, addition.ticketId))),
        ),
      ),
    db.delete(signIn).where(lt(signIn.expiresAt, now)),
    db
      .delete(outgoingNotice)
      .where(
        and(
          or(isNotNull(outgoingNotice.sentAt), isNotNull(outgoingNotice.givenUpAt)),
          lt(outgoingNotice.at, now - NOTICES_KEPT_MS),
        ),
      ),
  ]);
  return gone.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}
