import { expect, test } from 'vitest';
import { onStage, type PresenceNow } from '../../server/realtime/projections/common.ts';
import { callIn, helperIn, sessionIn } from './domain/fixtures.ts';

const presence = (...desks: ('moderator' | 'aide')[]): PresenceNow => ({
  ticketHere: () => true,
  sending: () => true,
  seatSending: () => true,
  roomHere: () => true,
  officerHere: (id) => id === 'here',
  deskHere: (role) => desks.includes(role),
  helperHere: (id) => id === 'here',
  audience: 0,
  recorder: null,
});
const rolesWith = (...desks: ('moderator' | 'aide')[]) =>
  onStage(
    { session: sessionIn('live'), units: [], helpers: [] },
    presence(...desks),
    'a',
    'Ms Wang',
    callIn('live'),
  ).map(({ role }) => role);

test('[C4] the citizen is told of every desk that sees and hears the call, and of no other', () => {
  expect(rolesWith('moderator', 'aide')).toEqual(['official', 'citizen', 'moderator', 'aide']);
  expect(rolesWith('aide')).toEqual(['official', 'citizen', 'aide']);
  expect(rolesWith()).toEqual(['official', 'citizen']);
});

test('[T5] a desk is told by its function, not by who sits there', () => {
  const desks = onStage(
    { session: sessionIn('live'), units: [], helpers: [] },
    presence('moderator', 'aide'),
    'a',
    'Ms Wang',
    callIn('live'),
  ).slice(2);
  expect(desks.map(({ label }) => label)).toEqual(['', '']);
});

test('[C4] the citizen is told by name who helps on that stage and is here', () => {
  const helpers = [
    helperIn('signLanguage', { id: 'here', name: 'Sun' }),
    helperIn('captioner', { id: 'away' }),
    helperIn('interpreter', { id: 'here', seatId: 'b' }),
    helperIn('interpreter', { id: 'here', removedAt: 1 }),
  ];
  const all = onStage({ session: sessionIn('live'), units: [], helpers }, presence(), 'a', 'Ms Wang', callIn('live'));
  expect(all.slice(2)).toEqual([{ role: 'signLanguage', label: 'Sun' }]);
});

test('[C11] the citizen reads that the line of a department on the stage is lost, and of one that only rings nothing', () => {
  const joined = { unitId: 'u1', calledAt: 1, calledBy: 'Zhou', state: 'joined', joinedAt: 2, by: 'Zheng' } as const;
  const call = {
    ...callIn('live'),
    summons: [
      { ...joined, seatId: 'here' },
      { ...joined, seatId: 'gone' },
      { seatId: 'rings', unitId: 'u1', calledAt: 1, calledBy: 'Zhou', state: 'ringing' as const },
    ],
  };
  const all = onStage({ session: sessionIn('live'), units: [], helpers: [] }, presence(), 'a', 'Ms Wang', call);
  expect(all.filter(({ role }) => role === 'officer')).toEqual([
    { role: 'officer', label: '' },
    { role: 'officer', label: '', lost: true },
  ]);
});
