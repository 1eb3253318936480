import { and, eq, exists, inArray, isNull, lt, ne, notExists, or } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { TICKET_ENDS } from '../../shared/states.ts';
import type { NoticeWay } from '../../shared/told.ts';
import { AWAITS_VISIT_MS } from '../domain/cases/files.ts';
import type { Db } from './link.ts';
import {
  addition,
  carryCode,
  caseFile,
  caseTicket,
  command,
  noticeDelivery,
  outgoingNotice,
  phoneCode,
  pushSubscription,
  question,
  rehearsal,
  signIn,
  ticket,
  ticketMail,
} from './schema.ts';

const DAY_MS = 24 * 3600 * 1000;
const REHEARSALS_KEPT_MS = 365 * DAY_MS;
const COMMANDS_KEPT_MS = 7 * DAY_MS;
const NOTICES_KEPT_MS = 30 * DAY_MS;
/** An expired code still tells when the last one was sent. */
const CODES_KEPT_MS = DAY_MS;

/** Of a ticket that has a case they stay as long as the case. */
const ADDITIONS_KEPT_MS = 30 * DAY_MS;

/** Of the audience; what became a case is kept there. Those that are open become one a day after the end (A6). */
const QUESTIONS_KEPT_MS = 30 * DAY_MS;

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
    db.delete(question).where(lt(question.changedAt, now - QUESTIONS_KEPT_MS)),
    db.delete(caseFile).where(and(eq(caseFile.awaitsVisit, true), lt(caseFile.at, now - AWAITS_VISIT_MS))),
    db.delete(rehearsal).where(lt(rehearsal.startedAt, now - REHEARSALS_KEPT_MS)),
    db.delete(signIn).where(lt(signIn.expiresAt, now)),
    pruneNotices(db, now - NOTICES_KEPT_MS),
    pruneWays(db, now),
  ]);
  return gone.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

/** Ended with the ticket, once what its end tells has gone out; whoever did not answer may come back that evening. */
async function pruneWays(db: Db, now: number) {
  const ended = (ticketId: AnyPgColumn) =>
    exists(
      db
        .select()
        .from(ticket)
        .where(
          and(
            eq(ticket.id, ticketId),
            inArray(ticket.state, [...TICKET_ENDS]),
            or(ne(ticket.state, 'noShow'), lt(ticket.takenAt, now - DAY_MS)),
          ),
        ),
    );
  const isOver = (ticketId: AnyPgColumn, way: NoticeWay) =>
    notExists(
      db
        .select()
        .from(outgoingNotice)
        .innerJoin(noticeDelivery, eq(noticeDelivery.noticeId, outgoingNotice.id))
        .where(
          and(
            eq(outgoingNotice.ticketId, ticketId),
            eq(noticeDelivery.way, way),
            isNull(noticeDelivery.sentAt),
            isNull(noticeDelivery.givenUpAt),
          ),
        ),
    );
  const byPush = pushSubscription.ticketId;
  const byMail = ticketMail.ticketId;
  const push = await db.delete(pushSubscription).where(and(ended(byPush), isOver(byPush, 'push')));
  const mail = await db.delete(ticketMail).where(and(ended(byMail), isOver(byMail, 'mail')));
  return { rowCount: (push.rowCount ?? 0) + (mail.rowCount ?? 0) };
}

/** A notice goes with its deliveries, once all of them are over. */
async function pruneNotices(db: Db, before: number) {
  const stillOpen = db
    .select()
    .from(noticeDelivery)
    .where(
      and(
        eq(noticeDelivery.noticeId, outgoingNotice.id),
        isNull(noticeDelivery.sentAt),
        isNull(noticeDelivery.givenUpAt),
      ),
    );
  const its = db.select().from(outgoingNotice).where(eq(outgoingNotice.id, noticeDelivery.noticeId));
  const gone = await db.delete(outgoingNotice).where(and(lt(outgoingNotice.at, before), notExists(stillOpen)));
  await db.delete(noticeDelivery).where(and(lt(noticeDelivery.at, before), notExists(its)));
  return gone;
}
