/** A voice for the fake microphone: syllables without pauses, so that a first audible sample is not waited for. */
import { writeFileSync } from 'node:fs';

const RATE = 48_000;
const SECONDS = 4;

/** Writes a mono 16-bit WAV file. Its pitch moves like a voice's: noise suppression would take out a steady tone. */
export function writeSpeech(file: string): void {
  const samples = RATE * SECONDS;
  const data = Buffer.alloc(samples * 2);
  let phase = 0;
  for (let at = 0; at < samples; at += 1) {
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
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value * syllable * 0.15)) * 32_767), at * 2);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  writeFileSync(file, Buffer.concat([head, data]));
}
