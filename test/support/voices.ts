/** Loudness and sound of somebody who speaks: syllables of uneven length and weight with pauses; another seed is another person. */

const SYLLABLE_MS = 20;

/** From 0 to 1, one for each 20 ms. */
export function syllables(count: number, seed: number): number[] {
  let now = seed;
  const next = () => {
    now = (now * 1_103_515_245 + 12_345) % 2 ** 31;
    return now / 2 ** 31;
  };
  for (let skipped = 0; skipped < 10; skipped += 1) next();
  const loudness: number[] = [];
  while (loudness.length < count) {
    const length = 4 + Math.floor(next() * 12);
    const peak = 0.3 + 0.7 * next();
    for (let at = 0; at < length; at += 1) loudness.push(peak * Math.sin((Math.PI * (at + 0.5)) / length));
    const pause = Math.floor(next() < 0.25 ? 15 + next() * 25 : next() * 5);
    for (let at = 0; at < pause; at += 1) loudness.push(0);
  }
  return loudness.slice(0, count);
}

/** The same as samples from -1 to 1: a voice's tone with its overtones. */
export function voice(seconds: number, rate: number, seed: number): Float32Array {
  const per = (rate * SYLLABLE_MS) / 1000;
  const loudness = syllables(Math.ceil((seconds * rate) / per) + 1, seed);
  return Float32Array.from({ length: Math.floor(seconds * rate) }, (_, at) => {
    const [from, part] = [Math.floor(at / per), (at % per) / per];
    const level = (loudness[from] ?? 0) * (1 - part) + (loudness[from + 1] ?? 0) * part;
    const phase = (2 * Math.PI * 150 * at) / rate;
    return 0.25 * level * (Math.sin(phase) + 0.7 * Math.sin(2 * phase) + 0.5 * Math.sin(5 * phase));
  });
}
