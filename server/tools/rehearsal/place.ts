/** Where a rehearsal keeps its database: one place for each user of a machine, so that there is one rehearsal at a time. */
import { lstatSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FolderInUse, type FolderLock, lockFolder } from '../../storage/engine/folder-lock.ts';
import { ToolError } from '../archive.ts';

/** A killed rehearsal's server sees that it is alone and ends by itself, at the latest when it has started. */
const LEFTOVER_ENDS_MS = 60_000;

/** `temporary`: the folder for temporary files. */
export const placeIn = (temporary: string): string => path.join(temporary, `directline-rehearsal-${os.userInfo().uid}`);

/**
 * Gives `work` an empty folder and removes it afterwards; what a killed rehearsal left there is removed before. Throws
 * `ToolError` while another rehearsal runs.
 */
export async function inOwnPlace<T>(work: (folder: string) => Promise<T>, temporary = os.tmpdir()): Promise<T> {
  const place = placeIn(temporary);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const found = lstatSync(place);
  // Everybody may write where temporary files are, and its name can be known before.
  if (!found.isDirectory() || found.uid !== os.userInfo().uid) {
    throw new ToolError(`${place} belongs to somebody else. Remove it, or set TMPDIR to another folder.`);
  }
  const lock = takePlace(place);
  const folder = path.join(place, 'data');
  try {
    await leftoverEnded(folder);
    await rm(folder, { recursive: true, force: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    // The lock's own file stays: removed, it would be free for two.
    lock.release();
  }
}

function takePlace(place: string): FolderLock {
  try {
    return lockFolder(place);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const who = error.pid === null ? '' : ` (process ${error.pid})`;
    throw new ToolError(`A rehearsal runs on this machine already${who}. Wait until it has ended, or end it.`);
  }
}

async function leftoverEnded(folder: string): Promise<void> {
  const deadline = Date.now() + LEFTOVER_ENDS_MS;
  for (;;) {
    try {
      lockFolder(folder).release();
      return;
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      if (Date.now() > deadline) {
        throw new ToolError(`The server of an earlier rehearsal still runs (process ${error.pid}). End it first.`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
