import { appendFile } from 'node:fs/promises';
import { Refusal } from '../../../shared/errors.ts';
import { MESSAGE_MOST_BYTES } from '../../../shared/left-message.ts';
import type { LeftFile, LeftFiles } from '../../services/ports/left-files.ts';
import { closeFile } from './close-file.ts';
import type { RecorderPrograms } from './ffmpeg.ts';
import { type RecordingFolder, sizeOf } from './folder.ts';
import { LEAST_FREE_BYTES } from './recorder.ts';

/** A closed file is remembered so long; its command follows at once, or closes it again. */
const REMEMBERED = 200;

/** `programs`: `null` where this machine has no ffmpeg. */
export function createLeftFiles(
  folder: RecordingFolder,
  programs: RecorderPrograms | null,
  stopped: AbortSignal,
): LeftFiles {
  const closed = new Map<string, LeftFile>();
  /** Pieces of one file, and its closing, one after the other. */
  const turns = new Map<string, Promise<unknown>>();
  async function inTurn<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(file) ?? Promise.resolve()).then(act, act);
    turns.set(file, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(file) === turn) turns.delete(file);
    }
  }
  const received = async (file: string) => closed.get(file)?.bytes ?? (await sizeOf(folder.part(file))) ?? 0;
  return {
    begin: async () => (programs && (await folder.freeBytes()) >= LEAST_FREE_BYTES ? folder.newName() : null),
    received,
    append: (file, at, piece) =>
      inTurn(file, async () => {
        const there = await received(file);
        if (at !== there) throw new Refusal('STALE', { received: there });
        if (at + piece.length > MESSAGE_MOST_BYTES) throw new Refusal('MESSAGE_TOO_LONG');
        await appendFile(folder.part(file), piece, { mode: 0o600 });
        return at + piece.length;
      }),
    close: (file, container) =>
      inTurn(file, async () => {
        if (closed.has(file)) return;
        const found = programs && (await closeFile(programs, folder, { file, container }, stopped));
        if (!found) throw new Refusal('NOT_A_RECORDING');
        closed.set(file, found);
        const [oldest] = closed.keys();
        if (closed.size > REMEMBERED && oldest !== undefined) closed.delete(oldest);
      }),
    of: (file) => closed.get(file) ?? null,
  };
}
