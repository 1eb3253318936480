/** A voice for the fake microphone: syllables without pauses, so that a first audible sample is not waited for. */
import { writeFileSync } from 'node:fs';
import { wav } from '../../support/wav.ts';

const RATE = 48_000;
const SECONDS = 4;

/** Writes a mono 16-bit WAV file. Its pitch moves like a voice's: noise suppression would take out a steady tone. */
export function writeSpeech(file: string): void {
  const samples = new Float32Array(RATE * SECONDS);
  let phase = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const seconds = at / RATE;
    const pitchHz = 130 + 40 * Math.sin(2 * Math.PI * 0.75 * seconds) + 15 * Math.sin(2 * Math.PI * 2.5 * seconds);
    phase += (2 * Math.PI * pitchHz) / RATE;
    // Fifteen harmonics under a moving formant, five syllables a second that never fall silent.
    const formantHz = 700 + 400 * Math.sin(2 * Math.PI * 1.25 * seconds);
    let value = 0;
    for (let harmonic = 1; harmonic <= 15; harmonic += 1) {
      const distance = (harmonic * pitchHz - formantHz) / 500;
      value += Math.sin(harmonic * phase) * Math.exp(-distance * distance);
    }
    const syllable = 0.55 + 0.45 * Math.sin(2 * Math.PI * 5 * seconds);
    samples[at] = value * syllable * 0.15;
  }
  writeFileSync(file, wav(samples, RATE));
}
