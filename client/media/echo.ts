/** Whether a loudspeaker is heard by the microphone beside it: a known sound, and what came back of it. Pure. */

/** All of it is worked out at this rate: voices have nothing to say above. */
export const ECHO_RATE = 8000;
const SWEEP_SECONDS = 1;
const FROM_HZ = 400;
const TO_HZ = 3000;
/** Room and devices need less; a later likeness is chance. */
const MOST_DELAY_MS = 600;

/** A sound that goes up like a whistle: it is like itself at one moment only. From -1 to 1. */
export function echoProbe(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(rate * SWEEP_SECONDS));
  const fade = rate * 0.02;
  for (let at = 0; at < samples.length; at += 1) {
    const seconds = at / rate;
    const phase = 2 * Math.PI * (FROM_HZ * seconds + ((TO_HZ - FROM_HZ) * seconds * seconds) / (2 * SWEEP_SECONDS));
    const edge = Math.min(1, at / fade, (samples.length - at) / fade);
    samples[at] = 0.5 * edge * Math.sin(phase);
  }
  return samples;
}

/** To `ECHO_RATE`: means of what falls into one sample. */
export function slower(samples: Float32Array, rate: number): Float32Array {
  const step = rate / ECHO_RATE;
  if (step <= 1) return samples;
  const made = new Float32Array(Math.floor(samples.length / step));
  for (let at = 0; at < made.length; at += 1) {
    const [from, to] = [Math.floor(at * step), Math.floor((at + 1) * step)];
    let sum = 0;
    for (let one = from; one < to; one += 1) sum += samples[one] ?? 0;
    made[at] = sum / Math.max(1, to - from);
  }
  return made;
}

export interface Heard {
  /** How like the known sound it was, 0 to 1. */
  readonly likeness: number;
  /** How loud what came back was, against what was played; 1 is as loud. */
  readonly gain: number;
  readonly delayMs: number;
}

/**
 * The known sound in what was heard; both at `ECHO_RATE`. `startedAt`: the sample at which it began to be played; what
 * came before is not looked at.
 */
export function findEcho(heard: Float32Array, probe: Float32Array, startedAt: number): Heard {
  const probeEnergy = energyOf(probe, 0, probe.length);
  const most = Math.min(heard.length - probe.length, startedAt + (MOST_DELAY_MS * ECHO_RATE) / 1000);
  let best: Heard = { likeness: 0, gain: 0, delayMs: 0 };
  for (let lag = Math.max(0, startedAt); lag <= most; lag += 1) {
    let product = 0;
    for (let at = 0; at < probe.length; at += 1) product += (probe[at] ?? 0) * (heard[lag + at] ?? 0);
    const gain = Math.abs(product) / probeEnergy;
    if (gain <= best.gain) continue;
    const energy = energyOf(heard, lag, probe.length);
    const likeness = energy > 0 ? Math.abs(product) / Math.sqrt(energy * probeEnergy) : 0;
    best = { likeness, gain, delayMs: Math.round(((lag - startedAt) / ECHO_RATE) * 1000) };
  }
  return best;
}

function energyOf(samples: Float32Array, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 1) sum += (samples[at] ?? 0) ** 2;
  return sum;
}

/** Chance makes less of a second of noise. */
const LIKE = 0.2;
/** Quieter than this nobody hears themselves come back. */
const AUDIBLE_GAIN = 0.003;
const isHeard = ({ likeness, gain }: Heard): boolean => likeness >= LIKE && gain >= AUDIBLE_GAIN;

export type EchoVerdict =
  /** Nothing comes back, even without the browser's work: a headset, or a loudspeaker that is off. */
  | 'none'
  /** It comes back, and the browser takes it out. */
  | 'removed'
  /** It comes back all the same: a headset, or the loudspeaker further away. */
  | 'remains';

/** `plain`: without the browser's echo cancellation; `cancelled`: with it. */
export function echoVerdict(plain: Heard, cancelled: Heard): EchoVerdict {
  if (isHeard(cancelled)) return 'remains';
  return isHeard(plain) ? 'removed' : 'none';
}
