/** A file system of its own that is really full when it is full. Linux lets root mount one. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  /** Makes it as large as this. */
  grow(bytes: number): Promise<void>;
  remove(): Promise<void>;
}

/** `null`: this machine gives none to whoever runs the tests. */
export async function smallDisk(bytes: number): Promise<SmallDisk | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'directline-disk-'));
  const mount = (options: string) => run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  try {
    await mount(`size=${bytes}`);
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    grow: async (to) => {
      await mount(`remount,size=${to}`);
    },
    remove: async () => {
      await run('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
}
