/** The folder of recordings: who may not know of a file can neither guess its name nor read it. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingContainer } from '../../../shared/states.ts';
import type { RecordingFiles } from '../../services/ports/recordings.ts';

export class RecordingFolder implements RecordingFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<RecordingFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new RecordingFolder(path.resolve(folder));
  }

  /** 160 random bits. */
  newName(): string {
    return randomBytes(20).toString('hex');
  }

  /** While it is being written. */
  part(name: string): string {
    return path.join(this.#folder, `${name}.part`);
  }
  /** Whole, until it takes its place. */
  closing(name: string): string {
    return path.join(this.#folder, `${name}.closing`);
  }
  whole(name: string, container: RecordingContainer): string {
    return path.join(this.#folder, `${name}.${container}`);
  }
  poster(name: string): string {
    return path.join(this.#folder, `${name}.jpg`);
  }

  /** Both people of the call that began with this file, and the same while it is made. */
  together(name: string): string {
    return path.join(this.#folder, `${name}.together.webm`);
  }
  making(name: string): string {
    return path.join(this.#folder, `${name}.making`);
  }

  /** How often that was tried in vain. */
  tries(name: string): string {
    return path.join(this.#folder, `${name}.tries`);
  }

  async delete(name: string): Promise<void> {
    const all = [
      this.part(name),
      this.closing(name),
      this.whole(name, 'webm'),
      this.whole(name, 'mp4'),
      this.poster(name),
      this.together(name),
      this.making(name),
      this.tries(name),
    ];
    await Promise.all(all.map((file) => rm(file, { force: true })));
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }
}

/** When it was written; `null` where there is no such file. */
export async function lastChange(file: string): Promise<number | null> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/** Bytes; `null` where there is no such file. Throws where the disk does not answer. */
export async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
}
