/** S4: people whose turn did not come choose what happens next; whoever does not is answered in writing. */

import { Refusal } from '../../shared/errors.ts';
import type { NextChoice, ReplyBy } from '../../shared/states.ts';
import { endOfDay } from '../domain/calendar/working-days.ts';
import { answerBy } from '../domain/cases/transitions.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { holderOf } from '../domain/people/bars.ts';
import { givenBack } from '../domain/queue/booking.ts';
import { hasPhone } from '../domain/queue/holders.ts';
import * as notReached from '../domain/queue/not-reached.ts';
import { enterByPhone, isOpen } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { issueCarried } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { takeAlong } from './addition-service.ts';
import { refuseBarred } from './bar-service.ts';
import { openOwn } from './call-case-service.ts';
import { saveCase } from './case-marks.ts';
import { type CommandAsked, once, query } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import type { Reader } from './ports/store.ts';
import { remindLater } from './reminders.ts';
import { allowed, must, notFound, refuseWithoutPhone, sessionForUpdate, tell, ticketOf, writeDown } from './support.ts';
import { takeWaysAlong } from './told-ways.ts';
import { offTheList } from './waitlist-service.ts';
import { dayAndTime } from './wording.ts';

const SESSIONS_AHEAD = 100;
/** An evening that has begun may take people, too. */
const BEGUN_MS = 12 * 3_600_000;

export const notReachedHandlers = {
  'ticket.choices': query<'ticket.choices'>(async (input, { read, now }) => {
    const ticket = await ticketOf(read, input.ticketId);
    const over = (await read.session(ticket.sessionId)) ?? notFound();
    const next = await nextEvening(ticket, over, read, now);
    const days = notReached.dueDays(now, over.zone, await read.calendarDays(over.countyId));
    return {
      nextSession: next && {
        sessionId: next.id,
        title: next.title,
        startsAt: next.startsAt,
        endsAt: next.endsAt,
        zone: next.zone,
      },
      phoneBy: hasPhone(await read.person(ticket.personId)) ? days.phoneBy : null,
      writtenBy: days.writtenBy,
      chooseBy: notReached.chooseBy(over),
    };
  }),

  'ticket.chooseNext': once<'ticket.chooseNext'>(async (input, asked) => {
    const { tx } = asked;
    const found = await ticketOf(tx, input.ticketId);
    const over = await sessionForUpdate(tx, found.sessionId);
    const ticket = await ticketOf(tx, input.ticketId);
    // While the evening goes on, whoever stood behind them is nearer now, and the green room is another's (Q5, C7).
    if (!notReached.isOver(over)) {
      asked.touched.stage(over.id);
      asked.touched.queue(over.id);
    }
    if (input.choice === 'nextSession') {
      const carried = await carry(asked, ticket, over, input.toSessionId ?? notNamed());
      return { carried, caseNumber: null, dueOn: null };
    }
    const { record, dueOn } = await answerLater(asked, ticket, over, input.choice);
    return { carried: null, caseNumber: record.number, dueOn };
  }),
};

function notNamed(): never {
  throw new Refusal('BAD_INPUT', { issues: [{ path: 'toSessionId', message: 'is needed for nextSession' }] });
}

/**
 * The first evening after this one that still has a place for somebody carried over, and in which this person has none
 * yet; of its own series, if it has one.
 */
async function nextEvening(
  { personId }: TicketRecord,
  over: SessionRecord,
  read: Reader,
  now: number,
): Promise<SessionRecord | null> {
  const held = new Set((await read.ticketsOfPerson(personId)).filter(isOpen).map(({ sessionId }) => sessionId));
  const coming = (await read.sessions(over.countyId, now - BEGUN_MS, SESSIONS_AHEAD))
    .filter((one) => over.seriesId === null || one.seriesId === over.seriesId)
    .sort((a, b) => a.startsAt - b.startsAt);
  for (const next of coming) {
    // One that cannot be reached at all costs no look at its tickets.
    if (held.has(next.id) || !notReached.mayCarry(over, next, 0, now).ok) continue;
    const [carried, counts] = await Promise.all([read.carriedInto(next.id), read.ticketCounts(next.id)]);
    if (notReached.mayCarry(over, next, carried, now, givenBack(counts)).ok) return next;
  }
  return null;
}

/** Locks the later evening after the earlier one, as everybody does. */
async function carry(asked: CommandAsked, ticket: TicketRecord, over: SessionRecord, toSessionId: string) {
  const { tx, now, deps, touched } = asked;
  const next = await sessionForUpdate(tx, toSessionId);
  const [carried, counts] = await Promise.all([tx.carriedInto(next.id), tx.ticketCounts(next.id)]);
  allowed(notReached.mayCarry(over, next, carried, now, givenBack(counts)));
  await refuseBarred(asked, holderOf((await tx.person(ticket.personId)) ?? notFound()), next.zone);
  const there = (await tx.openTickets(next.id)).find((other) => other.personId === ticket.personId);
  if (there) throw new Refusal('ALREADY_IN_QUEUE', { ticketId: there.id });
  const session = issueCarried(next);
  const facts = { id: deps.newId('tk'), receiptToken: deps.secrets.newToken(), number: session.issued };
  const carriedOver = must(notReached.carryOver(ticket, over, session, facts, now));
  const both = { ...carriedOver, next: must(enterByPhone(carriedOver.next, session, now)) };
  await tx.saveSession(session);
  await tx.saveTicket(both.before);
  await tx.insertTicket(both.next);
  await offTheList(asked, both.next);
  await takeAlong(asked, ticket, both.next);
  await remindLater(asked, both.next);
  const before = await tx.consentsOfTicket(ticket.id);
  const newest = (['call', 'recording', 'broadcast'] as const).flatMap(
    (scope) => before.findLast((entry) => entry.scope === scope) ?? [],
  );
  await tx.insertConsents(newest.map((entry) => ({ ...entry, ticketId: both.next.id })));
  const data = { choice: 'nextSession' satisfies NextChoice, toSessionId: next.id, toTicketId: both.next.id };
  await writeDown(asked, 'ticket.chooseNext', { sessionId: over.id, ticketId: ticket.id, data });
  await writeDown(asked, 'ticket.carried', { sessionId: next.id, ticketId: both.next.id, data: { from: ticket.id } });
  const { number } = both.next;
  await takeWaysAlong(asked, ticket.id, both.next);
  await tell(asked, both.next, 'carriedOver', {
    time: dayAndTime(next.startsAt, next.zone),
    session: next.title,
    number: String(number),
    link: `${deps.settings.publicUrl}/s/${next.id}/wait/${both.next.id}`,
  });
  touched.session(over.id);
  touched.session(next.id);
  touched.queue(next.id);
  return { sessionId: next.id, ticketId: both.next.id, number };
}

/** The case that is answered: the ticket's first that is not settled, or one opened now (K1). */
export async function answerLater(
  asked: CommandAsked,
  ticket: TicketRecord,
  over: SessionRecord,
  replyBy: ReplyBy,
): Promise<{ record: CaseRecord; dueOn: string }> {
  const { tx, now, touched } = asked;
  if (replyBy === 'phone') await refuseWithoutPhone(tx, ticket);
  const days = notReached.dueDays(now, over.zone, await tx.calendarDays(over.countyId));
  const dueOn = replyBy === 'phone' ? days.phoneBy : days.writtenBy;
  const dueAt = endOfDay(dueOn, over.zone);
  const held = (await tx.casesOfTicket(ticket.id)).find((one) => answerBy(one, replyBy, dueAt, now).ok);
  const before = held ?? (await openOwn(asked, over, ticket, null));
  const record = must(answerBy(before, replyBy, dueAt, now));
  await saveCase(asked, before, record);
  await keepTicket(asked, notReached.answerLater(ticket, over, replyBy, { caseId: record.id, dueOn }, now));
  await writeDown(asked, 'ticket.chooseNext', {
    sessionId: over.id,
    ticketId: ticket.id,
    caseId: record.id,
    data: { choice: replyBy, dueOn },
  });
  touched.session(over.id);
  return { record, dueOn };
}

/** By the clock, a day after the end: whoever has not chosen is answered in writing. */
export async function settleByClock(sessionId: string, asked: CommandAsked): Promise<void> {
  const over = await sessionForUpdate(asked.tx, sessionId);
  if (notReached.chooseBy(over) === null) return;
  for (const ticket of await asked.tx.openTickets(sessionId))
    if (notReached.mayChoose(ticket, over)) await answerLater(asked, ticket, over, 'written');
}
