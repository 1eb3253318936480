/** Room of rows that are gone is used again on the embedded database too, though not while an evening is on air. */
import { expect, it } from 'vitest';
import type { Runs } from '../../../server/storage/link.ts';
import { analyzeGrown, vacuum } from '../../../server/storage/vacuum.ts';
import { withDatabases, withRows } from '../../support/database.ts';
import { sessionIn } from '../../support/records.ts';
import { COUNTY } from './samples.ts';

const ROWS = 5000;

const rewrite = async (run: Runs) => {
  for (const text of [
    'create table if not exists filled (id int primary key, text text)',
    `insert into filled select id, repeat('x', 200) from generate_series(1, ${ROWS}) id on conflict do nothing`,
    `update filled set text = text || 'y'`,
  ])
    await run({ text });
};
const bytes = async (run: Runs) => {
  const { rows } = await run({ text: `select pg_table_size('filled')::int as bytes` });
  return rows[0].bytes as number;
};

withDatabases('vacuum', (makeStore, newPlace) => {
  it('rows that are gone make room for others', async () => {
    await withRows(await newPlace(), async (run) => {
      await rewrite(run);
      expect(await vacuum(run)).toBeGreaterThan(50);
      const filled = await bytes(run);
      await rewrite(run);
      await vacuum(run);
      await rewrite(run);
      expect(await bytes(run)).toBeLessThan(filled * 1.1);
    });
  });

  it('lets the write-ahead log go up to where it was', async () => {
    await withRows(await newPlace(), async (run) => {
      await rewrite(run);
      const { rows: written } = await run({ text: 'select pg_current_wal_lsn()::text as at' });
      await vacuum(run);
      const text = 'select redo_lsn >= $1::pg_lsn as is_past from pg_control_checkpoint()';
      expect((await run({ text }, [written[0].at])).rows).toEqual([{ is_past: true }]);
    });
  });

  it('a statement that was planned while a table was empty is planned anew within the minute once it is full', async () => {
    await withRows(await newPlace(), async (run) => {
      await run({ text: 'create table filled (id int primary key, text text)' });
      await vacuum(run);
      await run({ text: 'set plan_cache_mode = force_generic_plan' });
      await run({ text: 'prepare one (int) as select text from filled where id = $1' });
      const plan = async () => JSON.stringify((await run({ text: 'explain execute one (7)' })).rows);
      expect(await plan()).toContain('Seq Scan');
      await run({ text: `insert into filled select id, repeat('x', 200) from generate_series(1, ${ROWS}) id` });
      expect(await plan()).toContain('Seq Scan');
      expect(await analyzeGrown(run)).toBe(1);
      expect(await plan()).toContain('Index Scan');
      expect(await analyzeGrown(run)).toBe(0);
    });
  });

  it('is left to PostgreSQL where that is the database, and to a later time while a session is on air', async () => {
    const opened = await makeStore();
    expect(await opened.vacuum()).toEqual(opened.embedded ? expect.any(Number) : 0);
    const live = sessionIn('live', { countyId: COUNTY });
    await opened.store.transaction((tx) => tx.saveSession(live));
    expect(await opened.vacuum()).toBe(opened.embedded ? null : 0);
    expect(await opened.analyzeGrown()).toBe(0);
  });
});
