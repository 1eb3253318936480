import { expect, test } from 'vitest';
import { hasProgramme } from '../../../client/features/citizen-session/has-programme.ts';
import { SESSION_STATES } from '../../../shared/states.ts';

const on = (isWatching: boolean, isPublic = true) =>
  SESSION_STATES.filter((state) => hasProgramme({ public: isPublic, state }, isWatching));
const running = ['lobby', 'live', 'paused', 'closing'];

test('the programme of a public session is there from the lobby to the end', () => {
  expect(on(false)).toEqual(running);
});

test('[C2] whoever watches sees the last call of an evening to its end, which comes by the delay later', () => {
  expect(on(true)).toEqual([...running, 'ended']);
});

test('a session that is not public has none', () => {
  expect([...on(false, false), ...on(true, false)]).toEqual([]);
});
