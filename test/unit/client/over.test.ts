import { expect, test } from 'vitest';
import { isDone, isOverFor, mayChoose, mayRejoin } from '../../../client/features/citizen-wait/over.ts';
import { SESSION_STATES, TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';

const overIn = (session: (typeof SESSION_STATES)[number]) =>
  TICKET_STATES.filter((ticket) => isOverFor(ticket, session));

test('[S4] whoever waits when the evening ends or is called off is told, not left waiting', () => {
  const open = ['booked', 'waiting', 'away', 'screening', 'onDeck'];
  expect(overIn('ended')).toEqual(open);
  expect(overIn('cancelled')).toEqual(open);
  expect(overIn('postponed')).toEqual(open);
});

test('[S3] while the last call runs no new one starts: those who wait are told, those with the moderator stay', () => {
  expect(overIn('closing')).toEqual(['booked', 'waiting', 'away']);
});

test('[S4] each of them chooses what comes next, of an evening that was called off whoever booked, too', () => {
  const choosing = (session: (typeof SESSION_STATES)[number]) =>
    overIn(session).filter((ticket) => mayChoose(ticket, session));
  for (const session of ['closing', 'ended'] as const) expect(choosing(session)).toEqual(['waiting', 'away']);
  for (const session of ['postponed', 'cancelled'] as const)
    expect(choosing(session)).toEqual(['booked', 'waiting', 'away']);
});

test('an evening that goes on, one that is not known yet, a call and an end are not over', () => {
  for (const session of ['scheduled', 'lobby', 'live', 'paused'] as const) expect(overIn(session)).toEqual([]);
  expect(TICKET_STATES.filter((ticket) => isOverFor(ticket, undefined))).toEqual([]);
  for (const session of SESSION_STATES) {
    for (const ticket of ['live', ...TICKET_ENDS] as const) expect(isOverFor(ticket, session)).toBe(false);
  }
});

test('whoever did not answer may come back while the evening lasts; every other end is one', () => {
  const done = (session: (typeof SESSION_STATES)[number]) => TICKET_STATES.filter((ticket) => isDone(ticket, session));
  const others = TICKET_ENDS.filter((ticket) => ticket !== 'noShow');
  expect(done('live').toSorted()).toEqual(others.toSorted());
  for (const session of ['ended', 'cancelled'] as const)
    expect(done(session).toSorted()).toEqual(TICKET_ENDS.toSorted());
});

test('[Q4] whoever did not answer may queue again while somebody is still called, and nobody else', () => {
  expect(SESSION_STATES.filter((session) => mayRejoin('noShow', session))).toEqual(['lobby', 'live', 'paused']);
  expect(TICKET_STATES.filter((ticket) => mayRejoin(ticket, 'live'))).toEqual(['noShow']);
});
