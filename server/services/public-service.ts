/** What anybody may read: sessions, categories, the receipt behind a secret link, and the outbox of a demo. */
import type { ResultOf } from '../../shared/actions/all.ts';
import { CONSENT_VERSION } from '../../shared/consent.ts';
import { isSessionOver } from '../../shared/states.ts';
import { CATEGORIES } from '../domain/cases/categories.ts';
import { renderNotice } from '../domain/notices/templates.ts';
import { wechatFields } from '../domain/notices/wechat.ts';
import { maskPhone } from '../domain/people/mask.ts';
import { freePlaces } from '../domain/queue/booking.ts';
import { leaderSeats, roomSeats } from '../domain/queue/lines.ts';
import { outlookOf } from '../domain/queue/outlook.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { mayJoinList } from '../domain/queue/waitlist.ts';
import { isAdmitting } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound } from './support.ts';

const DAY_MS = 86_400_000;
const MOST_SESSIONS = 100;
/** Of sessions that are over so many are still listed, the newest. */
const MOST_OVER = 5;
/** Steps of a case that a citizen is shown; notes and reasons between offices are not among them (T5). */
export const PUBLIC_STEPS: ReadonlySet<string> = new Set([
  'case.open',
  'ticket.chooseNext',
  'call.putThrough',
  'call.byPhone',
  'call.end',
  'promise.confirm',
  'case.categorise',
]);

export const publicHandlers = {
  'sessions.list': query<'sessions.list'>(async (_input, { actor, now, read, deps }) => {
    const county = (await read.county(actor.countyId)) ?? notFound();
    const sessions = await read.sessions(county.id, now - DAY_MS, MOST_SESSIONS);
    const over = sessions.filter((session) => isSessionOver(session, now));
    const left = new Set(over.slice(0, -MOST_OVER));
    return {
      county: { id: county.id, name: county.name, zone: county.zone },
      demo: deps.settings.demo,
      sessions: await Promise.all(sessions.filter((one) => !left.has(one)).map((one) => card(one, read, now))),
    };
  }),

  'server.about': query<'server.about'>(async (_input, { deps }) => ({ trust: deps.settings.trust })),

  'session.show': query<'session.show'>(async (input, { read, now }) => {
    const session = (await read.session(input.sessionId)) ?? notFound();
    const county = (await read.county(session.countyId)) ?? notFound();
    return {
      session: await card(session, read, now),
      places: county.places.map((place) => ({ township: place.township, villages: [...place.villages] })),
      consentVersion: CONSENT_VERSION,
      minutes: (await read.minutesOfSessions([session.id])).some(({ stage }) => stage === 'published'),
    };
  }),

  'poster.show': query<'poster.show'>(async (input, { read, deps }) => {
    const session = (await read.session(input.sessionId)) ?? notFound();
    const county = (await read.county(session.countyId)) ?? notFound();
    const code = await read.shortCode(session.id);
    const { number, title, topic, startsAt, endsAt, zone, state } = session;
    return {
      countyName: county.name,
      session: {
        number,
        title,
        topic,
        startsAt,
        endsAt,
        zone,
        state,
        public: session.public,
        officials: officialsOf(session),
      },
      shortLink: code === null ? null : `${deps.settings.publicUrl}/e/${code}`,
    };
  }),

  'categories.list': query<'categories.list'>(async () => ({
    categories: CATEGORIES.map((top) => ({ ...top, children: [...top.children] })),
  })),

  'receipt.show': query<'receipt.show'>(async (input, { read }) => {
    const ticket = (await read.ticketByReceipt(input.token)) ?? notFound();
    const [session, county, cases, calls, units] = await Promise.all([
      read.session(ticket.sessionId),
      read.county(ticket.countyId),
      read.casesOfTicket(ticket.id),
      read.callsOfTicket(ticket.id),
      read.units(ticket.countyId),
    ]);
    const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
    const promises = await read.promisesOfCases(cases.map((record) => record.id));
    return {
      sessionTitle: session?.title ?? '',
      zone: session?.zone ?? county?.zone ?? 'UTC',
      calledAt: calls[0]?.startedAt ?? null,
      whereTo: ticket.state === 'done' ? ticket.whereTo : null,
      due: dueOf(ticket),
      cases: await Promise.all(
        cases.map(async (record) => ({
          number: record.number,
          subject: record.subject,
          state: record.state,
          unitName: record.mainUnitId === null ? null : (unitNames.get(record.mainUnitId) ?? null),
          promises: promises
            .filter((promise) => promise.caseId === record.id && promise.confirmedAt !== null)
            .map((promise) => ({
              wording: promise.wording,
              unitName: unitNames.get(promise.unitId) ?? '',
              dueOn: promise.dueOn,
            })),
          steps: (await read.auditOfCase(record.id))
            .filter((entry) => PUBLIC_STEPS.has(entry.what))
            .map((entry) => ({ at: entry.at, what: entry.what })),
        })),
      ),
    };
  }),

  'demo.outbox': query<'demo.outbox'>(async (_input, { actor, read }) => ({
    messages: (await read.sentNotices(actor.countyId, 100)).map((notice) => ({
      id: notice.id,
      to: maskPhone(notice.phone),
      template: notice.template,
      text: renderNotice(notice.template, notice.fields),
      at: notice.at,
      deliveries: [...notice.deliveries],
      wechat: notice.ticketId === null ? null : wechatFields(notice.template, notice.fields),
    })),
  })),
};

function dueOf(ticket: TicketRecord): ResultOf<'receipt.show'>['due'] {
  if (ticket.state === 'written') return { by: 'written', on: ticket.dueOn };
  return ticket.state === 'deferred' && ticket.by === 'phone' ? { by: 'phone', on: ticket.dueOn } : null;
}

async function outlook(session: SessionRecord, read: Reader, now: number) {
  const [lanes, calls] = await Promise.all([
    read.laneCounts(session.id),
    session.state === 'scheduled' ? [] : read.callsOfSession(session.id),
  ]);
  const leaders = new Set(leaderSeats(session).map(({ id }) => id));
  const callsMs = calls.flatMap((call) =>
    call.state === 'ended' && call.liveAt !== null && leaders.has(call.seatId) ? [call.endedAt - call.liveAt] : [],
  );
  return outlookOf(session, { lanes, callsMs }, now);
}

const officialsOf = (session: SessionRecord) =>
  leaderSeats(session).map((seat) => ({ name: seat.officialName, title: seat.officialTitle }));

async function card(session: SessionRecord, read: Reader, now: number) {
  const counts = await read.ticketCounts(session.id);
  const bookable = freePlaces(session, counts, now) > 0;
  const listing = !bookable && mayJoinList(session, now).ok;
  return {
    id: session.id,
    number: session.number,
    title: session.title,
    topic: session.topic,
    scope: session.scope,
    state: session.state,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    zone: session.zone,
    public: session.public,
    admitting: 'admitting' in session ? session.admitting : false,
    bookable,
    listing,
    outlook: bookable || isAdmitting(session) ? await outlook(session, read, now) : null,
    listed: listing ? ((await read.listedCounts([session.id])).get(session.id) ?? 0) : 0,
    ratio: session.ratio,
    rooms: roomSeats(session).map(({ id, name, room }) => ({ seatId: id, name, unitId: room.unitId })),
    officials: officialsOf(session),
    waiting: (counts.waiting ?? 0) + (counts.away ?? 0),
  };
}
