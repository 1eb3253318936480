import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { FolderInUse } from '../../../server/storage/engine/folder-lock.ts';
import { openAt, type Place, withDatabases } from '../../support/database.ts';
import { wholeCounty } from '../../support/records.ts';

const ROUNDS = 5;
const writer = path.join(import.meta.dirname, 'writer.process.ts');

/** A process that writes cases without end and prints the number of each one that was acknowledged. */
function startWriter(place: Place, round: number): ChildProcess {
  const child = spawn(process.execPath, [writer, JSON.stringify(place), String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return child;
}

withDatabases('survival', (_makeStore, newPlace) => {
  it(`[T2] keeps every acknowledged command through ${ROUNDS} kill -9`, { timeout: 480_000 }, async () => {
    const place = await newPlace();
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startWriter(place, round);
      const exited = once(child, 'exit');
      const wanted = acknowledged.length + 5 + Math.floor(Math.random() * 60);
      for await (const line of createInterface({ input: child.stdout! })) {
        acknowledged.push(line);
        if (acknowledged.length >= wanted) child.kill('SIGKILL');
      }
      expect((await exited)[1]).toBe('SIGKILL');
    }
    const { store } = await openAt(place);
    const kept = new Set(
      (await store.read.cases({ scope: wholeCounty('survival'), limit: 100_000 })).map(({ number }) => number),
    );
    await store.close();
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 5);
    expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
    // At most one command per round was committed and not yet acknowledged.
    expect(kept.size - acknowledged.length).toBeLessThanOrEqual(ROUNDS);
  });
});

describe('the lock of the data folder', () => {
  withDatabases('lock', (makeStore, newPlace) => {
    it('refuses a second process by naming the first, and is free after kill -9', { timeout: 60_000 }, async () => {
      const place = await newPlace();
      if (place.databaseUrl !== null) return;
      const child = startWriter(place, 0);
      const exited = once(child, 'exit');
      await once(child.stdout!, 'data');
      const refused = await openAt(place).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(FolderInUse);
      expect((refused as FolderInUse).message).toContain(`process ${child.pid}`);
      child.kill('SIGKILL');
      await exited;
      const { store } = await openAt(place);
      await expect(openAt(place)).rejects.toThrow(`process ${process.pid}`);
      await store.close();
      await (await openAt(place)).store.close();
    });

    it('does not keep several servers off one PostgreSQL', async () => {
      const { place } = await makeStore();
      if (place.databaseUrl === null) return;
      await (await openAt(place)).store.close();
    });
  });
});
