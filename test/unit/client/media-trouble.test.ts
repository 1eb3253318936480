import { expect, test } from 'vitest';
import { unsentOf } from '../../../client/media/media-trouble.ts';
import { Refusal } from '../../../shared/errors.ts';

/** Only whether there is one matters here. */
const track: MediaStreamTrack = Object.create(null);
const own = { camera: track, microphone: track };
const sendRefusal = new Refusal('INTERNAL');
const sending = (camera: boolean, microphone: boolean) => ({ sendRefusal, sending: { camera, microphone } });

test('what was given up is told by what others miss of it', () => {
  expect(unsentOf(sending(false, false), own)).toBe('both');
  expect(unsentOf(sending(false, true), own)).toBe('camera');
  expect(unsentOf(sending(true, false), own)).toBe('microphone');
});

test('a device that is not open is not missed in what is sent', () => {
  expect(unsentOf(sending(false, false), { ...own, camera: null })).toBe('microphone');
  expect(unsentOf(sending(false, false), { camera: null, microphone: null })).toBeNull();
});

test('nothing is said while sending is still tried, or where all of it goes out', () => {
  expect(unsentOf({ ...sending(false, false), sendRefusal: null }, own)).toBeNull();
  expect(unsentOf(sending(true, true), own)).toBeNull();
});
