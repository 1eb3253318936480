/** In the turn: what is wrong with one's own picture and sound, and the ways to go on. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { PageDevices } from '../../../client/features/citizen-media/use-local-media.ts';
import { DevicesTrouble } from '../../../client/features/citizen-wait/devices-trouble.tsx';
import type { MediaSnapshot } from '../../../client/media/media-session.ts';
import { Refusal } from '../../../shared/errors.ts';
import type { MediaSource } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';

vi.hoisted(() => vi.stubGlobal('window', new EventTarget()));
vi.mock('../../../client/ui/texts.ts', () => ({ useT: () => (key: string) => key }));
vi.mock('../../../client/ui/use-lasting.ts', () => ({ useLasting: (is: boolean) => is }));
vi.mock('../../../client/realtime/react.tsx', () => ({ useRealtime: () => null }));

/** Only whether there is one matters here. */
const track: MediaStreamTrack = Object.create(null);
const given = { opening: false, snapshot: { camera: track, microphone: track, problems: {} } };
const devices = given as unknown as PageDevices;

const saidTo = (
  participation: TicketView['participation'],
  sending: Readonly<Record<MediaSource, boolean>>,
  sendRefusal: Refusal | null = new Refusal('INTERNAL'),
  hasPhone = true,
): string[] => {
  const ticket = { ticketId: 't1', participation, hasPhone } as TicketView;
  const media = { sending, sendRefusal } as MediaSnapshot;
  const page = renderToStaticMarkup(<DevicesTrouble ticket={ticket} devices={devices} media={media} />);
  return page.match(/[a-z]+\.[a-zA-Z.]+/g) ?? [];
};

test('whoever goes out to nobody is told, and may try again, go on by sound, or be rung', () => {
  const ways = ['action.retry', 'media.onlySound', 'device.enterPhone'];
  expect(saidTo('video', { camera: false, microphone: false })).toEqual(['media.unsent.both', ...ways]);
  expect(saidTo('video', { camera: false, microphone: true })).toEqual(['media.unsent.camera', ...ways]);
  expect(saidTo('audio', { camera: true, microphone: false })).toEqual([
    'media.unsent.microphone',
    'action.retry',
    'device.enterPhone',
  ]);
});

test('[Q7] whoever has no phone is not offered to be rung', () => {
  const unsent = { camera: false, microphone: false };
  const ways = ['media.unsent.both', 'action.retry', 'media.onlySound'];
  expect(saidTo('video', unsent, new Refusal('INTERNAL'), false)).toEqual(ways);
});

test('nothing is said while sending is still tried', () => {
  expect(saidTo('video', { camera: false, microphone: false }, null)).toEqual([]);
});
