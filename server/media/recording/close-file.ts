/** Makes of what was written, however it ended, a file that plays and can be jumped in, with a picture to begin with. */
import { chmod, open, rename, rm } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { RecordingContainer } from '../../../shared/states.ts';
import { closeArguments, type Ended, posterArguments, READ_AS, type RecorderPrograms, runToEnd } from './ffmpeg.ts';
import { type RecordingFolder, sizeOf } from './folder.ts';

const MOST_MS = 10 * 60_000;

export interface ClosedFile {
  readonly lengthMs: number;
  readonly bytes: number;
  readonly picture: boolean;
}

const Probed = z.object({
  format: z.object({ duration: z.pipe(z.string(), z.transform(Number)) }),
  streams: z.array(z.object({ codec_type: z.string() })),
});
const Packets = z.object({ packets: z.array(z.unknown()) });
const Failed = z.object({ error: z.object({ code: z.number() }) });

/** ffprobe's own: invalid data, the end of the file, and a file that ends within its header (as EIO). */
const NOTHING_THERE = [-1_094_995_529, -541_478_725, -5];

/**
 * `null`: nothing of it plays, and nothing is left. Throws where it can be tried again, with what was written still
 * there: stopped, no room, or a program that failed over something that plays.
 */
export async function closeFile(
  programs: RecorderPrograms,
  folder: RecordingFolder,
  { file, container }: { readonly file: string; readonly container: RecordingContainer },
  stopped: AbortSignal,
): Promise<ClosedFile | null> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(MOST_MS)]);
  const whole = folder.whole(file, container);
  const part = (await sizeOf(folder.part(file))) ?? 0;
  // Where an earlier try came this far, its part is gone.
  if (part > 0) {
    const closing = folder.closing(file);
    const made = await runToEnd(programs.ffmpeg, closeArguments(folder.part(file), closing, container), signal);
    if (signal.aborted) throw new Error('stopped while closing a recording');
    if (made.code === 0) {
      await chmod(closing, 0o600);
      await rename(closing, whole);
    } else if (await plays(programs.ffprobe, folder.part(file), container, signal))
      throw new Error(`ffmpeg did not close a recording: ${howItEnded(made)}`);
  }
  const found = await probe(programs.ffprobe, whole, signal);
  if (!found) {
    await folder.delete(file);
    return null;
  }
  await rm(folder.part(file), { force: true });
  if (found.picture) {
    const poster = folder.poster(file);
    const { code } = await runToEnd(programs.ffmpeg, posterArguments(whole, poster), signal);
    if (code === 0) await chmod(poster, 0o600);
    else await rm(poster, { force: true });
  }
  return found;
}

async function probe(ffprobe: string, file: string, signal: AbortSignal): Promise<ClosedFile | null> {
  const bytes = await sizeOf(file);
  if (!bytes) return null;
  const asked = ['-show_entries', 'format=duration:stream=codec_type'];
  const read = Probed.safeParse(await look(ffprobe, file, asked, signal));
  const lengthMs = Math.round((read.data?.format.duration ?? 0) * 1000);
  if (!read.success || !(lengthMs > 0)) return null;
  return { lengthMs, bytes, picture: read.data.streams.some(({ codec_type }) => codec_type === 'video') };
}

/** Whether there is anything in it to play. */
async function plays(
  ffprobe: string,
  part: string,
  container: RecordingContainer,
  signal: AbortSignal,
): Promise<boolean> {
  const asked = ['-f', READ_AS[container], '-show_entries', 'packet=codec_type', '-read_intervals', '%+#1'];
  const read = Packets.safeParse(await look(ffprobe, part, asked, signal));
  return read.success && read.data.packets.length > 0;
}

/** `null`: it is no file that plays. Throws where ffprobe could not tell. */
async function look(ffprobe: string, file: string, asked: readonly string[], signal: AbortSignal): Promise<unknown> {
  const ended = await runToEnd(ffprobe, ['-v', 'error', '-show_error', ...asked, '-of', 'json', file], signal);
  if (signal.aborted) throw new Error('stopped while looking at a recording');
  const told = jsonOf(ended.output);
  if (ended.code === 0 && told !== null) return told;
  const failed = Failed.safeParse(told);
  if (ended.code === null || !failed.success || !NOTHING_THERE.includes(failed.data.error.code))
    throw new Error(`ffprobe did not look at a recording: ${howItEnded(ended)}`);
  await readBeginning(file);
  return null;
}

/** Throws where it is the disk that does not answer. */
async function readBeginning(file: string): Promise<void> {
  await using opened = await open(file);
  await opened.read({ buffer: Buffer.alloc(64 * 1024) });
}

function jsonOf(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}

const howItEnded = ({ code, said }: Ended) => said || `exit code ${code}`;
