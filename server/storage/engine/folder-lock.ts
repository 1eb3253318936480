/**
 * One process per data folder. SQLite's exclusive lock is the operating system's own lock on a file: it is taken at
 * once or not at all, and it goes with its process, however that ends.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export class FolderInUse extends Error {
  readonly pid: number | null;

  constructor(folder: string, pid: number | null) {
    const who = pid === null ? 'another process' : `the process ${pid}`;
    super(
      `The data folder ${folder} is in use by ${who}. Stop it first, or set DIRECTLINE_DATA_DIR to another folder.`,
    );
    this.name = 'FolderInUse';
    this.pid = pid;
  }
}

export interface FolderLock {
  release(): void;
}

/** Takes the folder, making it if needed. Throws `FolderInUse` while another process, or this one, has it. */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pidFile = path.join(folder, 'lock.pid');
  const file = new DatabaseSync(path.join(folder, 'lock'), { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) throw cause;
    throw new FolderInUse(folder, readPid(pidFile));
  }
  writeFileSync(pidFile, String(process.pid));
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      rmSync(pidFile, { force: true });
      file.close();
    },
  };
}

const SQLITE_BUSY = 5;

function readPid(pidFile: string): number | null {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}
