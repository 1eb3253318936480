/** Beside a desk's own picture: what of it is missing, and a way to try again. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { DeskMedia } from '../../../client/features/stage/desk-media.tsx';
import { OwnCamera } from '../../../client/features/stage/own-camera.tsx';
import { NO_DEVICES, type OwnDevices } from '../../../client/features/stage/own-devices.ts';

const desk = vi.hoisted(() => ({ media: {} }));
vi.mock('@mantine/core', () => ({
  Button: ({ children }: { children: ReactNode }) => <button type="button">{children}</button>,
}));
vi.mock('../../../client/desk/texts.ts', () => ({
  useT:
    () =>
    (key: string, values: Record<string, string> = {}) =>
      [key, ...Object.values(values)].join(' '),
}));
vi.mock('../../../client/features/stage/desk-media.tsx', () => ({ useDeskMedia: () => desk.media }));
vi.mock('../../../client/features/stage/device-picker.tsx', () => ({ DevicePicker: () => null }));
vi.mock('../../../client/features/stage/tile.tsx', () => ({ Picture: () => null }));

/** Only whether there is one matters here. */
const track: MediaStreamTrack = Object.create(null);
const ON: OwnDevices = { ...NO_DEVICES, camera: track, microphone: track };

const saidOf = (own: OwnDevices, unsent: DeskMedia['unsent'] = null): string[] => {
  desk.media = { own, unsent, muted: { camera: false, microphone: false } };
  const page = renderToStaticMarkup(<OwnCamera />);
  return page.match(/[a-z]+\.[a-zA-Z.]+/g) ?? [];
};

test('a microphone that is missing is named while the camera works', () => {
  const said = saidOf({ ...ON, microphone: null, missing: [{ source: 'microphone', problem: 'inUse' }] });
  expect(said).toEqual(['device.without.microphone', 'device.why.inUse', 'action.retry', 'device.cameraOff']);
});

test('what fails alike for both is said once, with the way to begin', () => {
  const missing = (['camera', 'microphone'] as const).map((source) => ({ source, problem: 'refused' as const }));
  expect(saidOf({ ...NO_DEVICES, missing })).toEqual(['device.refused', 'device.start']);
});

test('what is open and goes out to nobody is told, and may be tried again', () => {
  const switches = ['device.cameraOff', 'device.microphoneOff'];
  expect(saidOf(ON, 'both')).toEqual(['device.unsent.both', 'action.retry', ...switches]);
  expect(saidOf(ON)).toEqual(switches);
});
