/** The system's devices are stood in for: nothing here can pull a cable. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalMedia } from '../../../client/media/local-media.ts';

class Track extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  muted = false;
  readonly label = '';
  readonly kind: string;
  readonly #deviceId: string;
  constructor(kind: string, deviceId: string) {
    super();
    this.kind = kind;
    this.#deviceId = deviceId;
  }
  getSettings = () => ({ deviceId: this.#deviceId });
  stop(): void {
    this.readyState = 'ended';
  }
}

/** Microphones that are plugged in, and what was opened of them. */
class Devices extends EventTarget {
  #there = ['laptop', 'table'];
  readonly open: Track[] = [];

  enumerateDevices = async () =>
    this.#there.map((deviceId) => ({ kind: 'audioinput' as const, deviceId, label: deviceId }));

  getUserMedia = async ({ audio }: { audio?: { deviceId?: { exact: string } } }) => {
    const id = audio?.deviceId?.exact ?? this.#there[0];
    if (id === undefined || !this.#there.includes(id)) throw new DOMException('none', 'NotFoundError');
    const track = new Track('audio', id);
    this.open.push(track);
    return { getVideoTracks: () => [], getAudioTracks: () => [track], getTracks: () => [track] };
  };

  plug(...there: string[]): void {
    this.#there = there;
    for (const track of this.open) {
      if (track.readyState === 'ended' || there.includes(track.getSettings().deviceId)) continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    this.dispatchEvent(new Event('devicechange'));
  }
}

let devices: Devices;
let media: LocalMedia;
let page: EventTarget & { hidden: boolean };
let byFinger: boolean;
const heard = () => media.getSnapshot().microphone?.getSettings().deviceId ?? null;
const untilHeard = (id: string | null) => vi.waitFor(() => expect(heard()).toBe(id));

beforeEach(() => {
  devices = new Devices();
  vi.stubGlobal('navigator', { mediaDevices: devices });
  vi.stubGlobal('RTCPeerConnection', class {});
  vi.stubGlobal('window', Object.assign(new EventTarget(), { isSecureContext: true }));
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
  byFinger = false;
  vi.stubGlobal('matchMedia', () => ({ matches: byFinger }));
  media = new LocalMedia();
});
afterEach(() => {
  media.close();
  vi.unstubAllGlobals();
});

test('another microphone takes the place of the chosen one that was unplugged, until it is plugged in again', async () => {
  await media.open({ camera: false, microphone: 'table' });
  expect(heard()).toBe('table');
  devices.plug('laptop');
  await untilHeard('laptop');
  devices.plug('laptop', 'table');
  await untilHeard('table');
  expect(devices.open.filter(({ readyState }) => readyState === 'live')).toHaveLength(1);
});

test('where there was no other one, it is taken when it is back', async () => {
  await media.open({ camera: false, microphone: null });
  devices.plug();
  await vi.waitFor(() => expect(media.getSnapshot().problems.microphone).toBe('noDevice'));
  devices.plug('table');
  await untilHeard('table');
  expect(media.getSnapshot()).toMatchObject({ problems: {}, interrupted: { microphone: false } });
});

test('whoever chose another one meanwhile keeps it', async () => {
  await media.open({ camera: false, microphone: 'table' });
  devices.plug('laptop', 'headset');
  await untilHeard('laptop');
  await media.choose('microphone', 'headset');
  devices.plug('laptop', 'headset', 'table');
  await devices.enumerateDevices();
  await media.renewMicrophone();
  expect(heard()).toBe('headset');
});

test('at a desk another microphone is taken in a tab that is not seen; a phone waits until it is, and finds what came back', async () => {
  await media.open({ camera: false, microphone: 'table' });
  page.hidden = true;
  devices.plug('laptop');
  await untilHeard('laptop');

  byFinger = true;
  devices.plug();
  await vi.waitFor(() => expect(media.getSnapshot().interrupted.microphone).toBe(true));
  devices.plug('laptop');
  await devices.enumerateDevices();
  expect(devices.open.filter(({ readyState }) => readyState === 'live')).toEqual([]);
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(devices.open.filter(({ readyState }) => readyState === 'live')).toHaveLength(1));
});

test('a device that was in use during a phone call is none of the page’s problems after it', async () => {
  vi.useFakeTimers();
  try {
    await media.open({ camera: false, microphone: 'table' });
    const [track] = devices.open;
    const take = devices.getUserMedia;
    devices.getUserMedia = () => Promise.reject(new DOMException('a call', 'NotReadableError'));
    Object.assign(track!, { muted: true }).dispatchEvent(new Event('mute'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(media.getSnapshot().problems.microphone).toBe('inUse');
    devices.getUserMedia = take;
    Object.assign(track!, { muted: false }).dispatchEvent(new Event('unmute'));
    expect(media.getSnapshot()).toMatchObject({ interrupted: { microphone: false } });
    expect(media.getSnapshot().problems).toEqual({});
  } finally {
    vi.useRealTimers();
  }
});
