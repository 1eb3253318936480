import { expect, test } from 'vitest';
import { cameraCodec, cameraEncodings } from '../../../client/media/encodings.ts';

const codec = (mimeType: string) => ({ kind: 'video', mimeType, clockRate: 90_000, preferredPayloadType: 96 }) as const;
const ours = [codec('video/VP8'), codec('video/rtx'), codec('video/H264')];

test('the browser’s own first choice is taken where the server speaks it', () => {
  const named = (...types: string[]) => types.map((mimeType) => ({ mimeType }));
  expect(cameraCodec(named('video/VP8', 'video/H264'), ours)?.mimeType).toBe('video/VP8');
  expect(cameraCodec(named('video/H264', 'video/VP8'), ours)?.mimeType).toBe('video/H264');
  expect(cameraCodec(named('video/rtx', 'video/H264'), ours)?.mimeType).toBe('video/H264');
  expect(cameraCodec(named('video/AV1', 'video/H264'), ours)).toBeUndefined();
  expect(cameraCodec(named(), ours)).toBeUndefined();
});

test('layers by the camera: three of a large picture, two of an ordinary one, one of a small one', () => {
  const scales = (width: number, height: number) =>
    cameraEncodings({ width, height }).map(({ scaleResolutionDownBy }) => scaleResolutionDownBy);
  expect(scales(1280, 720)).toEqual([4, 2, 1]);
  expect(scales(480, 640)).toEqual([2, 1]);
  expect(scales(320, 240)).toEqual([1]);
  expect(cameraEncodings({})).toHaveLength(3);
});

test('H.264 has no layers in time', () => {
  const modes = (mimeType: string) =>
    cameraEncodings({ width: 640, height: 480 }, codec(mimeType)).map(({ scalabilityMode }) => scalabilityMode);
  expect(modes('video/VP8')).toEqual(['L1T3', 'L1T3']);
  expect(modes('video/H264')).toEqual([undefined, undefined]);
});
