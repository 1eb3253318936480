import { expect, test } from 'vitest';
import { whatWorks } from '../../../client/features/citizen-check/verdict.ts';

/** Only whether there is one matters here. */
const track: MediaStreamTrack = Object.create(null);
const both = { camera: track, microphone: track };
const voice = { camera: null, microphone: track };

test('video with both devices on a network that lets media through, by whichever way', () => {
  expect(whatWorks(both, false, 'networkGood')).toBe('video');
  expect(whatWorks(both, false, 'networkTcp')).toBe('video');
});

test('sound only without a camera', () => {
  expect(whatWorks(voice, false, 'networkGood')).toBe('audio');
});

test('the telephone where no voice can come through', () => {
  expect(whatWorks({ camera: track, microphone: null }, false, 'networkGood')).toBe('phone');
  expect(whatWorks(both, true, 'networkGood')).toBe('phone');
  expect(whatWorks(both, false, 'networkBlocked')).toBe('phone');
});

test('nothing is promised before the network was checked', () => {
  expect(whatWorks(both, false, null)).toBe('unknown');
  expect(whatWorks(both, false, 'networkFailed')).toBe('unknown');
});
