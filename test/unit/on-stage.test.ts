import { expect, test } from 'vitest';
import { onStage, type PresenceNow } from '../../server/realtime/projections/common.ts';
import { callIn, sessionIn } from './domain/fixtures.ts';

const presence = (...desks: ('moderator' | 'aide')[]): PresenceNow => ({
  ticketHere: () => true,
  sending: () => true,
  seatSending: () => true,
  roomHere: () => true,
  deskHere: (role) => desks.includes(role),
  audience: 0,
  recorder: null,
});
const rolesWith = (...desks: ('moderator' | 'aide')[]) =>
  onStage({ session: sessionIn('live'), units: [] }, presence(...desks), 'a', 'Ms Wang', callIn('live')).map(
    ({ role }) => role,
  );

test('[C4] the citizen is told of every desk that sees and hears the call, and of no other', () => {
  expect(rolesWith('moderator', 'aide')).toEqual(['official', 'citizen', 'moderator', 'aide']);
  expect(rolesWith('aide')).toEqual(['official', 'citizen', 'aide']);
  expect(rolesWith()).toEqual(['official', 'citizen']);
});

test('[T5] a desk is told by its function, not by who sits there', () => {
  const desks = onStage(
    { session: sessionIn('live'), units: [] },
    presence('moderator', 'aide'),
    'a',
    'Ms Wang',
    callIn('live'),
  ).slice(2);
  expect(desks.map(({ label }) => label)).toEqual(['', '']);
});
