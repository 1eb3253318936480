/** What a desk is told of its own camera and microphone. */
import { expect, test } from 'vitest';
import { ownOf, secondWish } from '../../../client/features/stage/own-devices.ts';

/** Only whether there is one matters here. */
const track: MediaStreamTrack = Object.create(null);
const ON = { camera: track, microphone: track, problems: {}, interrupted: { camera: false, microphone: false } };

test('a microphone that is missing is told while the camera works, and the other way round', () => {
  expect(ownOf({ ...ON, microphone: null, problems: { microphone: 'inUse' } }).missing).toEqual([
    { source: 'microphone', problem: 'inUse' },
  ]);
  expect(ownOf({ ...ON, camera: null, problems: { camera: 'noDevice' } }).missing).toEqual([
    { source: 'camera', problem: 'noDevice' },
  ]);
});

test('one that the system silenced and that cannot be taken again is missing too', () => {
  const silenced = { camera: false, microphone: true };
  expect(ownOf({ ...ON, interrupted: silenced, problems: { microphone: 'inUse' } }).missing).toHaveLength(1);
  expect(ownOf({ ...ON, interrupted: silenced }).missing).toEqual([]);
});

test('nothing is missing where another device failed and the one from before goes on, or where none was asked for', () => {
  expect(ownOf({ ...ON, problems: { microphone: 'inUse' } })).toMatchObject({ missing: [], problem: 'inUse' });
  expect(ownOf({ ...ON, camera: null, microphone: null }).missing).toEqual([]);
});

test('what was chosen and is gone is asked for once more as any of its kind, and the other one stays chosen', () => {
  const chosen = { camera: 'wide', microphone: 'table' };
  expect(secondWish(chosen, [{ source: 'microphone', problem: 'noDevice' }])).toEqual({
    camera: 'wide',
    microphone: null,
  });
  expect(secondWish({ ...chosen, microphone: null }, [{ source: 'microphone', problem: 'noDevice' }])).toBeNull();
  expect(secondWish(chosen, [{ source: 'camera', problem: 'refused' }])).toBeNull();
  expect(secondWish(chosen, [])).toBeNull();
});
