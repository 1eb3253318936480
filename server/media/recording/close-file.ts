/** Makes of what was written, however it ended, a file that plays and can be jumped in, with a picture to begin with. */
import { chmod, rename, rm } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { RecordingContainer } from '../../../shared/states.ts';
import { closeArguments, posterArguments, type RecorderPrograms, runToEnd } from './ffmpeg.ts';
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

/** `null`: nothing of it plays, and nothing is left. Throws where it can be tried again: stopped, or no room. */
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
    if (/no space left/i.test(made.said)) throw new Error(made.said);
    if (made.code === 0) {
      await chmod(closing, 0o600);
      await rename(closing, whole);
    }
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
  const asked = ['-v', 'error', '-show_entries', 'format=duration:stream=codec_type', '-of', 'json', file];
  const { code, output } = await runToEnd(ffprobe, asked, signal);
  if (signal.aborted) throw new Error('stopped while looking at a recording');
  const read = code === 0 ? Probed.safeParse(JSON.parse(output)) : null;
  const lengthMs = Math.round((read?.data?.format.duration ?? 0) * 1000);
  if (!read?.success || !(lengthMs > 0)) return null;
  return { lengthMs, bytes, picture: read.data.streams.some(({ codec_type }) => codec_type === 'video') };
}
