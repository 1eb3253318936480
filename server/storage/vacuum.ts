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
