import { expect, test } from 'vitest';
import { boundsOf, nextMoment, playingAt } from '../../../client/features/recordings/moments.ts';
import type { Recording } from '../../../shared/actions/recordings.ts';

const recording = (id: string, side: Recording['side'], startedAt: number, lengthMs: number): Recording => ({
  ...{ id, side, startedAt, lengthMs },
  container: 'webm',
  picture: true,
});
// A hold from 5 s to 9 s; the caller's browser was another one from 11 s on.
const ALL = [
  recording('c1', 'citizen', 1_000, 4_000),
  recording('l1', 'official', 1_100, 3_900),
  recording('c2', 'citizen', 9_000, 2_500),
  recording('c3', 'citizen', 11_000, 4_000),
  recording('l2', 'official', 9_050, 5_950),
];
const at = (side: Recording['side'], moment: number) => {
  const playing = playingAt(ALL, side, moment);
  return playing && `${playing.recording.id}+${playing.offsetMs}`;
};

test('[R2] both sides are played at the same moment of the call, whatever file it is in', () => {
  expect([at('citizen', 1_050), at('official', 1_050)]).toEqual(['c1+50', null]);
  expect([at('citizen', 3_000), at('official', 3_000)]).toEqual(['c1+2000', 'l1+1900']);
  expect([at('citizen', 11_200), at('official', 11_200)]).toEqual(['c3+200', 'l2+2150']);
  expect(at('citizen', 15_000)).toBeNull();
  expect(boundsOf(ALL)).toEqual({ from: 1_000, until: 15_000 });
});

test('[R2] where nothing was recorded it goes on with what comes next', () => {
  expect([nextMoment(ALL, 4_000), nextMoment(ALL, 6_000), nextMoment(ALL, 15_000)]).toEqual([4_000, 9_000, null]);
});
