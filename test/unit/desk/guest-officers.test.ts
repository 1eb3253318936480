import { expect, test } from 'vitest';
import type { RemoteStream } from '../../../client/media/remote-streams.ts';
import { officersOf } from '../../../client/pages/guest/officers.ts';

const stream = (
  consumerId: string,
  source: 'camera' | 'microphone',
  facts: Partial<RemoteStream> = {},
): RemoteStream => ({
  consumerId,
  producerId: consumerId,
  from: 'officer',
  ticketId: null,
  seatId: null,
  helperId: null,
  purpose: 'stage',
  source,
  flowing: true,
  track: { id: consumerId } as MediaStreamTrack,
  ...facts,
});
const shown = (streams: readonly RemoteStream[]) =>
  officersOf(streams).map(({ camera, microphone }) => [camera?.consumerId, microphone?.consumerId]);

test('[C14] a helper hears every officer of the stage, without a picture and beside another one too', () => {
  const [camera, microphone] = [stream('c1', 'camera'), stream('m1', 'microphone')];
  expect(shown([camera, microphone])).toEqual([['c1', 'm1']]);
  expect(shown([microphone])).toEqual([[undefined, 'm1']]);
  expect(shown([stream('c1', 'camera', { flowing: false }), microphone])).toEqual([[undefined, 'm1']]);
  expect(shown([camera, microphone, stream('m2', 'microphone')])).toEqual([
    ['c1', 'm1'],
    [undefined, 'm2'],
  ]);
  expect(shown([camera, stream('c2', 'camera'), microphone, stream('m2', 'microphone')])).toEqual([
    ['c1', 'm1'],
    ['c2', 'm2'],
  ]);
  expect(shown([stream('m1', 'microphone', { flowing: false })])).toEqual([]);
  expect(shown([stream('m1', 'microphone', { from: 'citizen' })])).toEqual([]);
});
