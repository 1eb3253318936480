/** The log of an evening, for whoever answers for it; each download is written down. */
import type { LogEntry } from '../../shared/actions/log.ts';
import type { AuditEntry } from '../domain/audit/types.ts';
import { maySee } from '../domain/people/policy.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { detailsOf } from './case-page.ts';
import { free, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, type Staff, staffOf, writeDown } from './support.ts';

const PAGE = 500;
/** More than any evening has; a file of more would not be read. */
const MOST = 50_000;

export const logHandlers = {
  'log.show': query<'log.show'>(async ({ sessionId, after }, { read, actor }) => {
    const session = (await read.session(sessionId)) ?? notFound();
    return logOf(session, staffOf(actor), read, Number(after), PAGE);
  }),

  /** Not remembered: a repeat reads anew, and is no second download. */
  'log.download': free<'log.download'>(async ({ sessionId, filter }, asked) => {
    const { deps, actor, remember } = asked;
    await remember(async (tx) => {
      await writeDown({ ...asked, tx }, 'log.download', { sessionId, data: { filter } });
      return {};
    });
    const { read } = deps.store;
    const session = (await read.session(sessionId)) ?? notFound();
    return logOf(session, staffOf(actor), read, 0, MOST);
  }),
};

async function logOf(session: SessionRecord, staff: Staff, read: Reader, after: number, limit: number) {
  const found = await read.auditAfter(session.id, after, limit + 1);
  const page = found.slice(0, limit);
  const { number, title, startsAt, zone } = session;
  return {
    session: { number, title, startsAt, zone },
    entries: await entriesOf(page, session, staff, read),
    more: found.length > limit,
  };
}

type Written = AuditEntry & { readonly seq: number };

async function entriesOf(
  page: readonly Written[],
  session: SessionRecord,
  staff: Staff,
  read: Reader,
): Promise<LogEntry[]> {
  const ticketIds = [...new Set(page.flatMap(({ ticketId }) => ticketId ?? []))];
  const promiseIds = [...new Set(page.flatMap(({ data }) => textOf(data.promiseId) ?? []))];
  const [holders, units, ...promises] = await Promise.all([
    read.holdersOf(ticketIds),
    read.units(session.countyId),
    ...promiseIds.map((id) => read.promise(id)),
  ]);
  const people = maySee(staff, 'personName')
    ? await read.persons([...new Set([...holders.values()].map(({ personId }) => personId))])
    : null;
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const made = promises.filter((promise) => promise !== null);
  return page.map((entry) => {
    const holder = entry.ticketId === null ? undefined : holders.get(entry.ticketId);
    return {
      seq: entry.seq,
      at: entry.at,
      who: entry.byName,
      what: entry.what,
      number: holder?.number ?? null,
      name: (holder && people?.get(holder.personId)?.name) ?? null,
      seatName: session.seats.find(({ id }) => id === entry.data.seatId)?.name ?? null,
      why: textOf(entry.data.text) ?? entry.why,
      details: detailsOf(entry, made, unitNames),
    };
  });
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
