/** What ffmpeg is told to put both people of a call side by side: in step, black and silent where there is nothing. */
import type { RecordingSide } from '../../../shared/states.ts';

export interface Input {
  readonly file: string;
  readonly side: RecordingSide;
  readonly offsetMs: number;
  readonly video: boolean;
  readonly audio: boolean;
}

const SIDES = ['citizen', 'official'] as const;
const SIZE = { width: 640, height: 360 } as const;
const FRAMES = 25;

/** Writes to its standard output: what comes of it has neither length nor index yet. */
export function togetherArguments(inputs: readonly Input[], lengthMs: number): string[] {
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const { width, height } = SIZE;
  const filters: string[] = [];
  for (const side of SIDES) {
    let canvas = `${side}0`;
    filters.push(`color=c=black:s=${width}x${height}:r=${FRAMES}:d=${seconds(lengthMs)}[${canvas}]`);
    for (const [index, input] of inputs.entries()) {
      if (input.side !== side || !input.video) continue;
      const fitted = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`;
      filters.push(`[${index}:v]fps=${FRAMES},${fitted},setsar=1,setpts=PTS+${seconds(input.offsetMs)}/TB[v${index}]`);
      filters.push(`[${canvas}][v${index}]overlay=eof_action=pass[${side}${index + 1}]`);
      canvas = `${side}${index + 1}`;
    }
    filters.push(`[${canvas}]null[${side}]`);
  }
  filters.push(`[citizen][official]hstack,format=yuv420p[video]`);
  filters.push(`anullsrc=r=48000:cl=stereo:d=${seconds(lengthMs)}[silence]`);
  const voices = inputs.flatMap(({ audio, offsetMs }, index) => {
    if (!audio) return [];
    filters.push(`[${index}:a]aresample=48000:async=1:first_pts=0,adelay=${Math.round(offsetMs)}:all=1[a${index}]`);
    return `[a${index}]`;
  });
  filters.push(`[silence]${voices.join('')}amix=inputs=${voices.length + 1}:normalize=0:duration=longest[audio]`);
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'error'],
    ...inputs.flatMap(({ file }) => ['-i', file]),
    ...['-filter_complex', filters.join(';'), '-map', '[video]', '-map', '[audio]', '-t', seconds(lengthMs)],
    // One thread: calls come first.
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-threads', '1', '-b:v', '900k', '-g', '100'],
    ...['-c:a', 'libopus', '-b:a', '48k', '-f', 'webm', '-cluster_time_limit', '1000', '-flush_packets', '1', 'pipe:1'],
  ];
}
