import { describe, expect, test } from 'vitest';
import {
  afterWindow,
  type EchoState,
  judgeWindow,
  LEVEL_MS,
  LEVELS_AT_ONCE,
  levelsOf,
  NO_ECHO,
  QUIET_DB,
  type Window,
} from '../../../client/media/echo-in-call.ts';
import { syllables, voice } from '../../support/voices.ts';

const SECOND = 1000 / LEVEL_MS;
const quiet = (): number[] => Array.from({ length: LEVELS_AT_ONCE }, () => 0);
/** Some of a longer talk, so that what came before is there to be heard late. */
const talk = (seed: number, before = 0) => syllables(LEVELS_AT_ONCE + 10 * SECOND, seed).slice(5 * SECOND - before);
const speech = (seed: number): number[] => talk(seed).slice(0, LEVELS_AT_ONCE);
/** The same talk so loud and so late. */
const echoOf = (seed: number, gain: number, delayMs: number): number[] =>
  talk(seed, delayMs / LEVEL_MS)
    .slice(0, LEVELS_AT_ONCE)
    .map((level) => gain * level);
const both = (one: readonly number[], other: readonly number[]) =>
  one.map((level, at) => Math.hypot(level, other[at] ?? 0));
const room = (levels: readonly number[], noise = 0.003) =>
  levels.map((level, at) => Math.hypot(level, noise * (0.7 + 0.6 * (((at * 7919) % 97) / 97))));
const dB = (levels: readonly number[]) =>
  levels.map((level) => (level > 0 ? Math.max(QUIET_DB, 20 * Math.log10(level * 0.2)) : QUIET_DB));
const judged = (played: readonly number[], heard: readonly number[]) => judgeWindow(dB(played), dB(room(heard)));
const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1);

describe('[C16] a window of a call', () => {
  test('an echo is found with its delay, in every voice', () => {
    for (const seed of SEEDS)
      for (const delayMs of [60, 180, 400]) {
        const window = judged(speech(seed), echoOf(seed, 0.2, delayMs));
        expect([seed, window]).toEqual([seed, { says: 'echo', delayMs }]);
      }
  });

  test('somebody else’s speech is no echo, whoever it is', () => {
    for (const seed of SEEDS) expect([seed, judged(speech(seed), speech(seed + 1000)).says]).toEqual([seed, 'nothing']);
  });

  test('a quiet microphone is clean; where nobody spoke nothing is said', () => {
    expect(judged(speech(3), quiet()).says).toBe('clean');
    expect(judged(quiet(), quiet()).says).toBe('nothing');
    expect(judged(quiet(), speech(3)).says).toBe('nothing');
    expect(judgeWindow(dB(speech(3)), dB(quiet())).says).toBe('clean');
  });

  test('of both speaking at once nothing is said, with an echo beneath it or without', () => {
    for (const seed of SEEDS) {
      const own = speech(seed + 500);
      expect(judged(speech(seed), both(own, echoOf(seed, 0.03, 180))).says).toBe('nothing');
      expect(judged(speech(seed), own).says).toBe('nothing');
    }
  });

  test('what this person said and hears come back is the others’ echo, not this page’s', () => {
    for (const seed of SEEDS) expect(judged(echoOf(seed, 0.4, 300), speech(seed)).says).not.toBe('echo');
  });

  test('what repeats itself, as a signal tone does, is no echo: it fits everywhere', () => {
    const beeps = (from: number) =>
      Array.from({ length: LEVELS_AT_ONCE }, (_, at) => ((at + from) % SECOND < SECOND / 3 ? 1 : 0));
    for (let from = 0; from < SECOND; from += 1) expect(judged(beeps(0), beeps(from)).says).not.toBe('echo');
  });

  test('too faint for anybody to hear is clean', () => {
    expect(judgeWindow(dB(speech(5)), dB(echoOf(5, 0.01, 100))).says).toBe('clean');
  });
});

describe('[C16] steadily', () => {
  const echo = (delayMs = 180): Window => ({ says: 'echo', delayMs });
  const clean: Window = { says: 'clean' };
  const nothing: Window = { says: 'nothing' };
  const heardAfter = (windows: readonly Window[], from: EchoState = NO_ECHO) => windows.reduce(afterWindow, from).heard;

  test('is three windows in a row with the same delay; what says nothing stands between them', () => {
    expect(heardAfter([echo(), echo()])).toBe(false);
    expect(heardAfter([echo(), nothing, echo(200), nothing, nothing, echo()])).toBe(true);
    expect(heardAfter([echo(), echo(), clean, echo(), echo()])).toBe(false);
    expect(heardAfter([echo(100), echo(300), echo(500), echo(100)])).toBe(false);
  });

  test('is over after four clean windows in a row: a headset was put on', () => {
    const heard: EchoState = { heard: true, against: 0, delayMs: 180 };
    expect(heardAfter([clean, clean, clean, nothing], heard)).toBe(true);
    expect(heardAfter([clean, clean, clean, echo(), clean, clean, clean], heard)).toBe(true);
    expect(heardAfter([clean, clean, nothing, clean, clean], heard)).toBe(false);
  });
});

test('loudness is told for each 20 ms, silence as the least of it', () => {
  const rate = 48_000;
  const per = (rate * LEVEL_MS) / 1000;
  expect(levelsOf(new Float32Array(per * 2 + 5), per)).toEqual([QUIET_DB, QUIET_DB]);
  expect(levelsOf(new Float32Array(per).fill(0.1), per)[0]).toBeCloseTo(-20, 5);
  const spoken = levelsOf(voice(5, rate, 4), per);
  expect(spoken).toHaveLength(LEVELS_AT_ONCE);
  expect(
    judgeWindow(
      spoken,
      [
        ...quiet()
          .slice(0, 9)
          .map(() => QUIET_DB),
        ...spoken.map((level) => level - 15),
      ].slice(0, spoken.length),
    ),
  ).toEqual({
    says: 'echo',
    delayMs: 180,
  });
});
