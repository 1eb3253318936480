/** One side of a recorded call as the recorder leaves it: a colour that fills the picture, and a tone. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RecordingRecord } from '../../server/domain/calls/recording.ts';
import type { Store } from '../../server/services/ports/store.ts';

const run = promisify(execFile);

export interface RecordedSide extends Pick<RecordingRecord, 'id' | 'countyId' | 'sessionId' | 'ticketId' | 'callId'> {
  readonly side: 'citizen' | 'official';
  readonly startedAt: number;
  readonly seconds: number;
  readonly colour: string;
}

/** `folder`: of the recordings. Answers the name that its files have there. */
export async function recordedSide(
  store: Store,
  folder: string,
  { seconds, colour, ...recording }: RecordedSide,
): Promise<string> {
  const file = randomBytes(20).toString('hex');
  await mkdir(folder, { recursive: true });
  const picture = ['-f', 'lavfi', '-i', `color=c=${colour}:s=320x240:r=15:d=${seconds}`];
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`];
  const codecs = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '200k', '-c:a', 'libopus'];
  await run('ffmpeg', ['-v', 'error', ...picture, ...tone, ...codecs, path.join(folder, `${file}.webm`)]);
  const kept = { state: 'kept', lengthMs: seconds * 1000, bytes: 1000, picture: true } as const;
  await store.transaction((tx) => tx.insertRecording({ ...recording, file, container: 'webm', ...kept }));
  return file;
}
