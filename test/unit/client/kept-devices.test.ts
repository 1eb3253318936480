import { expect, test } from 'vitest';
import { keepsDevices } from '../../../client/features/citizen-wait/kept-devices.ts';
import { TICKET_STATES } from '../../../shared/states.ts';

const entered = { entered: true, participation: 'video' } as const;

test('devices of the check stay open until the waiting room is entered', () => {
  expect(keepsDevices(undefined)).toBe(true);
  expect(keepsDevices({ ...entered, entered: false, state: 'waiting' })).toBe(true);
});

test('behind that they stay for an answer to the call alone, which the page knows later than the tap', () => {
  expect(TICKET_STATES.filter((state) => keepsDevices({ ...entered, state }))).toEqual(['screening']);
  expect(keepsDevices({ ...entered, state: 'screening', participation: 'audio' })).toBe(true);
});

test('[C7] whoever changes to the telephone in the green room keeps neither camera nor microphone on', () => {
  expect(keepsDevices({ ...entered, state: 'screening', participation: 'phone' })).toBe(false);
});
