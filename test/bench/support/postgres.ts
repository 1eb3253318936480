/** The PostgreSQL that a bench measures. */
import { say } from './report.ts';

interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs `measure` on the database that `BENCH_DATABASE_URL` names, or else on a PostgreSQL of our own, ended afterwards. */
export async function onPostgres<Result>(measure: (databaseUrl: string) => Promise<Result>): Promise<Result> {
  const given = process.env.BENCH_DATABASE_URL;
  if (given !== undefined) return measure(given);
  const script: string = new URL('../../../scripts/lib/postgres.mjs', import.meta.url).href;
  const own: Postgres = await (await import(script)).startPostgres(say);
  try {
    return await measure(own.url);
  } finally {
    await own.stop();
  }
}
