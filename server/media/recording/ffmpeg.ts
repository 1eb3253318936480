/** The program that writes recordings, as a process of its own beside the server (R2). */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import os from 'node:os';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RecordingContainer } from '../../../shared/states.ts';
import { wordsOf } from '../../observability/words-of.ts';

/** Calls come first. */
const NICE = 10;

/** What of a file is written so that whatever is there plays, wherever it breaks off. */
const BROKEN_OFF_PLAYS: Record<RecordingContainer, readonly string[]> = {
  webm: ['-f', 'webm', '-cluster_time_limit', '1000'],
  mp4: ['-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-frag_duration', '1000000'],
};

const QUIET = ['-hide_banner', '-nostats', '-loglevel', 'error'];

/** Reads a session description on its standard input; writes the file to its standard output. */
export const recordArguments = (container: RecordingContainer): string[] => [
  ...QUIET,
  ...['-protocol_whitelist', 'pipe,udp,rtp', '-localaddr', '127.0.0.1', '-max_delay', '300000'],
  // The size of the picture is known with its first key frame, which a phone on a bad network may give late.
  ...['-analyzeduration', '10000000', '-fpsprobesize', '0'],
  ...['-f', 'sdp', '-i', 'pipe:0', '-map', '0', '-c', 'copy', '-flush_packets', '1'],
  ...BROKEN_OFF_PLAYS[container],
  'pipe:1',
];

/** What it is read as: a phone's file is never taken for a list that names other files. */
export const READ_AS: Record<RecordingContainer, string> = { webm: 'matroska', mp4: 'mov' };

/** Anew, with length and index, so that a player may jump in it. */
export const closeArguments = (from: string, to: string, container: RecordingContainer): string[] => [
  ...QUIET,
  ...['-y', '-fflags', '+genpts+discardcorrupt', '-f', READ_AS[container], '-i', from, '-map', '0', '-c', 'copy'],
  ...(container === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-cues_to_front', '1', '-f', 'webm']),
  to,
];

export const posterArguments = (from: string, to: string): string[] => [
  ...QUIET,
  ...['-y', '-i', from, '-vf', "thumbnail=30,scale='min(640,iw)':-2", '-frames:v', '1', '-q:v', '5', '-f', 'mjpeg', to],
];

/** Starts it with less right to the processor than the calls. */
export function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    if (child.pid !== undefined) os.setPriority(child.pid, NICE);
  } catch {
    // Gone already, or not allowed: it runs as it is.
  }
  // Its end is heard of by its exit.
  child.stdin?.on('error', () => undefined);
  return child;
}

export interface Ended {
  /** `null`: it was killed, or did not start. */
  readonly code: number | null;
  readonly output: string;
  readonly said: string;
}

/**
 * Runs it to its end, which a signal brings about. `into`: the file to which its output goes, through this process: one
 * that is killed takes whatever writes to it along.
 */
export async function runToEnd(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  into: string | null = null,
): Promise<Ended> {
  const child = start(program, args);
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let output = '';
  child.stdin?.end();
  const isKept = into === null || child.stdout === null ? null : keep(child.stdout, into, stop);
  if (into === null)
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const said = wordsOf(child);
  const [code, lost] = await Promise.all([exitOf(child), isKept]);
  signal.removeEventListener('abort', stop);
  return { code, output, said: lost ?? said() };
}

/** Why what was written could not be kept, which ends it; `null`: it was. */
function keep(output: Readable, file: string, stop: () => void): Promise<string | null> {
  return pipeline(output, createWriteStream(file, { flags: 'wx', mode: 0o600 })).then(
    () => null,
    (error: unknown) => {
      stop();
      return String(error);
    },
  );
}

/** Resolves with its exit code once it and its output have ended. */
export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
}

export interface RecorderPrograms {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/** ffmpeg and what comes with it, where both run here; `null`: nothing can be recorded. */
export async function findRecorder(ffmpeg: string | null = 'ffmpeg'): Promise<RecorderPrograms | null> {
  if (ffmpeg === null) return null;
  const ffprobe = ffmpeg.replace(/ffmpeg$/, 'ffprobe');
  const runs = await Promise.all(
    [ffmpeg, ffprobe].map((program) => runToEnd(program, ['-version'], AbortSignal.timeout(10_000))),
  );
  return runs.every(({ code }) => code === 0) ? { ffmpeg, ffprobe } : null;
}
