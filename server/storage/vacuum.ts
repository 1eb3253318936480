import type { Runs } from './link.ts';

/**
 * What PostgreSQL's autovacuum and checkpointer do by themselves, and nobody in the embedded database: the room of rows
 * that are gone is used again, the planner learns how full the tables are, and the write-ahead log is let go, which grew
 * until an orderly stop and would all be done again after a crash. Table by table, since each holds up whatever else is
 * asked of the one connection. Answers how many tables it went through; `null`, and does nothing, while a session is on
 * air.
 */
export async function vacuum(run: Runs): Promise<number | null> {
  const { rows: live } = await run({
    text: `select from session where state in ('live', 'paused', 'closing') limit 1`,
  });
  if (live.length > 0) return null;
  const { rows: tables } = await run({
    text: `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  });
  for (const { name } of tables) await run({ text: `vacuum (analyze) ${name}` });
  await run({ text: 'checkpoint' });
  return tables.length;
}

/**
 * What autovacuum looks at once a minute. A statement keeps the plan that it got when its tables were small, such as going
 * through all of one for each row of another, until they are analysed: those that are twice as large as they were are, on
 * air as well. Answers how many.
 */
export async function analyzeGrown(run: Runs): Promise<number> {
  const { rows: tables } = await run({
    text: `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
        and pg_relation_size(c.oid) >= 2 * current_setting('block_size')::bigint * greatest(c.relpages, 1)`,
  });
  for (const { name } of tables) await run({ text: `analyze ${name}` });
  return tables.length;
}
