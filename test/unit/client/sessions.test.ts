import { describe, expect, test } from 'vitest';
import { byInterest } from '../../../client/features/citizen-session/by-interest.ts';
import { isSessionOver, SESSION_STATES } from '../../../shared/states.ts';

const NOW = 1_000_000;

describe('[S1] an evening is over', () => {
  const over = (endsAt: number) => SESSION_STATES.filter((state) => isSessionOver({ state, endsAt }, NOW));

  test('when it ended or was called off, whatever its time', () => {
    expect(over(NOW + 1)).toEqual(['ended', 'postponed', 'cancelled']);
  });
  test('when its time is past and nobody opened it; one that runs is not', () => {
    expect(over(NOW - 1)).toEqual(['scheduled', 'ended', 'postponed', 'cancelled']);
  });
});

test('the start page shows first what gives out numbers, then what runs, then what comes soonest', () => {
  const sessions = [
    { name: 'later', state: 'scheduled', admitting: false, startsAt: 5 },
    { name: 'sooner', state: 'scheduled', admitting: false, startsAt: 3 },
    { name: 'full', state: 'live', admitting: false, startsAt: 1 },
    { name: 'open', state: 'lobby', admitting: true, startsAt: 9 },
  ] as const;
  expect([...sessions].sort(byInterest).map(({ name }) => name)).toEqual(['open', 'full', 'sooner', 'later']);
});
