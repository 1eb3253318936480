/** What a session and its county hold, as one text to compare: refused actions leave it as it is (T4). */
import type { Reader } from '../../server/services/ports/store.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { wholeCounty } from './records.ts';

const ALL = 100_000;

export async function stateOf(read: Reader, sessionId: string): Promise<Record<string, unknown>> {
  const cases = await read.cases({ scope: wholeCounty(DEMO_COUNTY_ID), limit: ALL });
  const open = await read.openTickets(sessionId);
  const calls = await read.callsOfSession(sessionId);
  return {
    county: await read.county(DEMO_COUNTY_ID),
    units: await read.units(DEMO_COUNTY_ID),
    sessions: await read.sessions(DEMO_COUNTY_ID, 0, ALL),
    tickets: sorted(open),
    ticketCounts: await read.ticketCounts(sessionId),
    endedTickets: await Promise.all(calls.map((call) => read.ticket(call.ticketId))),
    calls: sorted(calls),
    cases: sorted(cases),
    promises: sorted(await read.promisesOfCases(cases.map((record) => record.id))),
    audit: await read.auditOfSession(sessionId, ALL),
    caseAudit: await Promise.all(cases.map((record) => read.auditOfCase(record.id))),
    messages: [await read.messages(sessionId, null, ALL), await read.messagesToTickets(sessionId)],
    notices: (await read.sentNotices(DEMO_COUNTY_ID, ALL))
      .filter((notice) => notice.template !== 'code')
      // What is said, and in which ways; sending it goes on by itself meanwhile.
      .map(({ deliveries, ...notice }) => ({ ...notice, ways: deliveries.map(({ way }) => way) })),
  };
}

/** The same as lines: two of them are compared, and what differs is seen. */
export async function digestOf(read: Reader, sessionId: string): Promise<string> {
  return JSON.stringify(await stateOf(read, sessionId), null, 1);
}

const sorted = <Row extends { id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
