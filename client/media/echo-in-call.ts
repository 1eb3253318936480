/**
 * Whether what this page plays comes back through its own microphone, told from the loudness of both during a call: a voice
 * rises and falls like no other, and an echo rises and falls with it, a moment later. Pure.
 */

/** One loudness, in decibels below full scale, for each of these. */
export const LEVEL_MS = 20;
/** What is judged at once. */
export const LEVELS_AT_ONCE = 5000 / LEVEL_MS;
/** Quieter than this is as good as nothing. */
export const QUIET_DB = -60;
const SPOKEN_DB = -45;
const AUDIBLE_DB = -52;

/** Loudspeaker, room and devices need less. */
const LATEST = 600 / LEVEL_MS;
/** How far the other way is looked: there the others' echo of this person stands, and whatever repeats itself. */
const EARLIEST = -1000 / LEVEL_MS;
/** Voices are like themselves for so long. */
const NEAR = 300 / LEVEL_MS;

const LIKE = 0.6;
const LIKER_THAN_ELSEWHERE = 0.15;
/** Of what is judged this much has to be spoken, or there is nothing to go by. */
const SPOKEN_SHARE = 0.25;
/** A hum or a tone rises and falls with nothing. */
const MOVES_DB = 4;

/** Samples from -1 to 1 as loudness; what does not fill the last one is left out. */
export function levelsOf(samples: Float32Array, samplesPerLevel: number): number[] {
  const levels: number[] = [];
  for (let from = 0; from + samplesPerLevel <= samples.length; from += samplesPerLevel) {
    let sum = 0;
    for (let at = from; at < from + samplesPerLevel; at += 1) sum += (samples[at] ?? 0) ** 2;
    levels.push(sum > 0 ? Math.max(QUIET_DB, 10 * Math.log10(sum / samplesPerLevel)) : QUIET_DB);
  }
  return levels;
}

export type Window =
  | { readonly says: 'echo'; readonly delayMs: number }
  /** Something was played, and the microphone was quiet or heard something else of little weight. */
  | { readonly says: 'clean' }
  /** Nobody spoke there, or somebody speaks here: neither proves anything. */
  | { readonly says: 'nothing' };

/** Both of the same time, `LEVELS_AT_ONCE` of each. */
export function judgeWindow(played: readonly number[], heard: readonly number[]): Window {
  if (shareSpoken(played) < SPOKEN_SHARE || deviation(played) < MOVES_DB) return { says: 'nothing' };
  const likeness = new Map<number, number>();
  for (let lag = EARLIEST; lag <= LATEST; lag += 1) likeness.set(lag, likenessAt(played, heard, lag));
  const [best, most] = [...likeness].reduce((first, one) => (one[1] > first[1] ? one : first));
  const elsewhere = Math.max(...[...likeness].filter(([lag]) => Math.abs(lag - best) >= NEAR).map(([, like]) => like));
  const isEcho =
    best >= 0 && most >= LIKE && most - elsewhere >= LIKER_THAN_ELSEWHERE && isAudible(played, heard, best);
  if (isEcho) return { says: 'echo', delayMs: best * LEVEL_MS };
  return { says: shareSpoken(heard) < SPOKEN_SHARE ? 'clean' : 'nothing' };
}

export interface EchoState {
  readonly heard: boolean;
  /** Windows in a row that speak against what is said now. */
  readonly against: number;
  /** Of the last echo. */
  readonly delayMs: number;
}
export const NO_ECHO: EchoState = { heard: false, against: 0, delayMs: 0 };

const ECHOES_IN_A_ROW = 3;
const CLEAN_IN_A_ROW = 4;
/** A room's delay stays; chance finds another one each time. */
const SAME_DELAY_MS = 60;

/** After one more window. What proves nothing changes nothing. */
export function afterWindow(state: EchoState, window: Window): EchoState {
  const { heard, against, delayMs } = state;
  switch (window.says) {
    case 'nothing':
      return state;
    case 'clean':
      if (!heard) return NO_ECHO;
      return against + 1 >= CLEAN_IN_A_ROW ? NO_ECHO : { ...state, against: against + 1 };
    case 'echo': {
      if (heard) return { heard, against: 0, delayMs: window.delayMs };
      const isSame = against > 0 && Math.abs(window.delayMs - delayMs) <= SAME_DELAY_MS;
      const inARow = isSame ? against + 1 : 1;
      const enough = inARow >= ECHOES_IN_A_ROW;
      return { heard: enough, against: enough ? 0 : inARow, delayMs: window.delayMs };
    }
  }
}

const meanOf = (levels: readonly number[]): number => levels.reduce((sum, level) => sum + level, 0) / levels.length;
const shareSpoken = (levels: readonly number[]): number =>
  levels.filter((level) => level > SPOKEN_DB).length / levels.length;

function deviation(levels: readonly number[]): number {
  const mean = meanOf(levels);
  return Math.sqrt(meanOf(levels.map((level) => (level - mean) ** 2)));
}

/** Pearson's r of what was played with what was heard `lag` later; 0 where either stands still. */
function likenessAt(played: readonly number[], heard: readonly number[], lag: number): number {
  const first = lag >= 0 ? played.slice(0, played.length - lag) : played.slice(-lag);
  const second = lag >= 0 ? heard.slice(lag) : heard.slice(0, heard.length + lag);
  const [firstMean, secondMean] = [meanOf(first), meanOf(second)];
  let [product, firstSquare, secondSquare] = [0, 0, 0];
  for (let at = 0; at < first.length; at += 1) {
    const [one, other] = [(first[at] ?? 0) - firstMean, (second[at] ?? 0) - secondMean];
    product += one * other;
    firstSquare += one * one;
    secondSquare += other * other;
  }
  return firstSquare > 0 && secondSquare > 0 ? product / Math.sqrt(firstSquare * secondSquare) : 0;
}

/** What follows a rustle by chance is too quiet for anybody to hear. */
function isAudible(played: readonly number[], heard: readonly number[], lag: number): boolean {
  const meanwhile = heard.filter((_, at) => (played[at - lag] ?? QUIET_DB) > SPOKEN_DB);
  return meanwhile.length > 0 && meanOf(meanwhile) > AUDIBLE_DB;
}
