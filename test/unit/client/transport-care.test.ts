import type { types } from 'mediasoup-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Signal } from '../../../client/media/signal.ts';
import { TransportCare } from '../../../client/media/transport-care.ts';
import { type ErrorCode, Refusal } from '../../../shared/errors.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A transport of the browser as far as care looks at it, and a server that answers restarts by `answers`, then well. */
function cared(...answers: (ErrorCode | Promise<ErrorCode>)[]) {
  const told: string[] = [];
  let onState: (state: string) => void = () => undefined;
  const transport = {
    id: 'transport',
    connectionState: 'connected',
    on: (_: string, listener: typeof onState) => {
      onState = listener;
    },
    restartIce: async () => void told.push('restarted'),
    close: () => undefined,
  };
  const signal = {
    call: async () => {
      told.push('asked');
      const code = await answers.shift();
      if (code) throw new Refusal(code);
      return { iceParameters: {} };
    },
    pathIsBack: () => undefined,
  };
  const care = new TransportCare(transport as unknown as types.Transport, signal as unknown as Signal, {
    onState: () => undefined,
    onBack: () => told.push('back'),
    onLost: () => told.push('lost'),
  });
  const state = async (now: string) => {
    transport.connectionState = now;
    onState(now);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { care, told, state };
}

describe('a path that is gone', () => {
  test('is asked for anew as long as the server cannot be asked, or does not know the page yet', async () => {
    const { told, state } = cared('UNAVAILABLE', 'MEDIA_NOT_READY');
    await state('disconnected');
    await vi.advanceTimersByTimeAsync(2000);
    await vi.advanceTimersByTimeAsync(2000);
    expect(told).toEqual(['asked', 'asked']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(told).toEqual(['asked', 'asked', 'asked', 'restarted']);
    await state('connected');
    expect(told.at(-1)).toBe('back');
  });

  test('is asked for at once when a question that still hung comes to nothing', async () => {
    let fail: (code: ErrorCode) => void = () => undefined;
    const hanging = new Promise<ErrorCode>((resolve) => {
      fail = resolve;
    });
    const { care, told, state } = cared(hanging);
    await state('failed');
    care.restart();
    expect(told).toEqual(['asked']);
    fail('MEDIA_NOT_READY');
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['asked', 'asked', 'restarted']);
  });

  test('of a transport that the server does not know is lost', async () => {
    const { told, state } = cared('NOT_FOUND');
    await state('failed');
    expect(told).toEqual(['asked', 'lost']);
  });
});

test('a first connection is none that came back, and one that never stands is lost', async () => {
  const first = cared();
  await first.state('connecting');
  await first.state('connected');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(first.told).toEqual([]);
  const never = cared();
  await never.state('connecting');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(never.told).toEqual(['lost']);
});
