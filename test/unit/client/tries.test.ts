import { describe, expect, test } from 'vitest';
import { CONNECT_WITHIN_MS, connectWithinMs } from '../../../client/realtime/tries.ts';

/** A system sends again what opens a connection so long after the first time (RFC 6298). */
const SENT_AGAIN_MS = [1000, 3000, 7000];
const PAUSE_MS = 600;

/** When a connection stands, by tries that began with the outage, for a path that is back so long after it. */
function connectedAfter(backMs: number): number {
  let at = 0;
  for (let count = 0; ; count += 1) {
    const within = connectWithinMs(true, count);
    const sent = [0, ...SENT_AGAIN_MS].filter((after) => after < within).map((after) => at + after);
    const answered = sent.find((each) => each >= backMs);
    if (answered !== undefined) return answered;
    at += within + PAUSE_MS;
  }
}

describe('how long a try to connect may take', () => {
  test('in the turn, after any outage up to half a minute, one reaches the server within 2.6 s of its end', () => {
    for (let backMs = 0; backMs <= 23_000; backMs += 10)
      expect(connectedAfter(backMs) - backMs, `${backMs} ms`).toBeLessThanOrEqual(2600);
  });

  test('after longer ones within 5 s', () => {
    for (let backMs = 23_000; backMs <= 120_000; backMs += 100)
      expect(connectedAfter(backMs) - backMs, `${backMs} ms`).toBeLessThanOrEqual(5000);
  });

  test('a browser that counts tries in vain does not hold the page back within 45 s', () => {
    let at = 0;
    for (let count = 0; count < 12; count += 1) at += connectWithinMs(true, count);
    expect(at).toBeGreaterThanOrEqual(45_000);
  });

  test('who waits for a turn is patient, and every third in the turn is for a slow network', () => {
    for (const count of [0, 1, 9]) expect(connectWithinMs(false, count)).toBe(CONNECT_WITHIN_MS);
    expect([0, 1, 2, 3, 4, 5].map((count) => connectWithinMs(true, count))).toEqual([
      2000, 2000, 4000, 2000, 2000, 4000,
    ]);
  });
});
