import { describe, expect, test } from 'vitest';
import { ECHO_RATE, echoProbe, echoVerdict, findEcho, slower } from '../../../client/media/echo.ts';

const probe = echoProbe(ECHO_RATE);
const SECONDS = 3;
/** The same noise each time. */
function noise(level: number): Float32Array {
  let seed = 7;
  return Float32Array.from({ length: SECONDS * ECHO_RATE }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return level * (((seed / 2 ** 30) % 2) - 1);
  });
}
/** A room in which the known sound comes back so loud and so late. */
function room(gain: number, delayMs: number, level = 0.01): Float32Array {
  const heard = noise(level);
  const from = Math.round((delayMs / 1000) * ECHO_RATE);
  for (let at = 0; at < probe.length; at += 1) heard[from + at] = (heard[from + at] ?? 0) + gain * (probe[at] ?? 0);
  return heard;
}

describe('an echo', () => {
  test('is found with how loud and how late it is, in a noisy room too', () => {
    const found = findEcho(room(0.3, 180), probe, 0);
    expect(found.delayMs).toBe(180);
    expect(found.gain).toBeCloseTo(0.3, 2);
    expect(found.likeness).toBeGreaterThan(0.9);
    const noisy = findEcho(room(0.1, 90, 0.1), probe, 0);
    expect([noisy.delayMs, noisy.gain > 0.08]).toEqual([90, true]);
  });

  test('is told from noise, from silence and from another sound', () => {
    expect(findEcho(noise(0.3), probe, 0).likeness).toBeLessThan(0.2);
    expect(findEcho(new Float32Array(SECONDS * ECHO_RATE), probe, 0)).toEqual({ likeness: 0, gain: 0, delayMs: 0 });
    const hum = Float32Array.from(
      { length: SECONDS * ECHO_RATE },
      (_, at) => 0.4 * Math.sin((2 * Math.PI * 440 * at) / ECHO_RATE),
    );
    expect(findEcho(hum, probe, 0).likeness).toBeLessThan(0.2);
  });

  test('does not count where it came before the sound was played', () => {
    expect(findEcho(room(0.3, 100), probe, ECHO_RATE).likeness).toBeLessThan(0.2);
  });
});

test('what was recorded at a browser’s rate is much the same at the rate that is worked with, half a sample apart', () => {
  const wide = slower(echoProbe(48_000), 48_000);
  expect(wide.length).toBe(probe.length);
  expect(findEcho(new Float32Array([...wide, ...new Float32Array(ECHO_RATE)]), probe, 0).likeness).toBeGreaterThan(0.8);
});

test('the verdict: what remains with the browser’s work matters, not what was there without', () => {
  const [loud, quiet] = [findEcho(room(0.3, 100), probe, 0), findEcho(noise(0.01), probe, 0)];
  expect(echoVerdict(quiet, quiet)).toBe('none');
  expect(echoVerdict(loud, quiet)).toBe('removed');
  expect(echoVerdict(loud, loud)).toBe('remains');
  // So faint that nobody hears it.
  const faint = findEcho(room(0.001, 100, 0), probe, 0);
  expect(echoVerdict(faint, faint)).toBe('none');
});
