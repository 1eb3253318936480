/** Listens to what is played and to the microphone at once, twice a second, and tells what each window says. */
import { judgeWindow, LEVEL_MS, LEVELS_AT_ONCE, levelsOf, type Window } from './echo-in-call.ts';

/** As much as an analyser keeps, longer than half a second at every rate that devices have. */
const KEPT_SAMPLES = 32_768;
const EVERY_MS = 500;

/** Needs sound that may be played, as after a tap; until then nothing is measured. */
export function watchEcho(
  microphone: MediaStreamTrack,
  played: readonly MediaStreamTrack[],
  onWindow: (window: Window) => void,
): () => void {
  const context = new AudioContext();
  const there = ear(context, played);
  const here = ear(context, [microphone]);
  const perLevel = Math.round((context.sampleRate * LEVEL_MS) / 1000);
  const samples = new Float32Array(KEPT_SAMPLES);
  let taken = 0;
  let levels: { played: number[]; heard: number[] } = { played: [], heard: [] };
  const read = (from: AnalyserNode, behind: number, count: number) => {
    from.getFloatTimeDomainData(samples);
    return levelsOf(samples.subarray(KEPT_SAMPLES - behind), perLevel).slice(0, count);
  };
  const timer = setInterval(() => {
    // `interrupted`, on iOS, by a phone call.
    if (context.state !== 'running') context.resume().catch(() => undefined);
    const now = Math.round(context.currentTime * context.sampleRate);
    const behind = now - taken;
    if (behind > KEPT_SAMPLES) {
      // A page that was hidden or busy missed some of it.
      levels = { played: [], heard: [] };
      taken = now;
      return;
    }
    const count = Math.floor(behind / perLevel);
    if (count === 0) return;
    taken += count * perLevel;
    levels.played.push(...read(there, behind, count));
    levels.heard.push(...read(here, behind, count));
    if (levels.played.length < LEVELS_AT_ONCE) return;
    onWindow(judgeWindow(levels.played, levels.heard));
    levels = { played: [], heard: [] };
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    context.close().catch(() => undefined);
  };
}

function ear(context: AudioContext, tracks: readonly MediaStreamTrack[]): AnalyserNode {
  const analyser = context.createAnalyser();
  analyser.fftSize = KEPT_SAMPLES;
  for (const track of tracks) context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  return analyser;
}
