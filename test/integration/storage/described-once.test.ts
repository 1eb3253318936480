/** A prepared statement is described once to each connection; what it answers is the same from then on. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../../server/storage/engine/described-once.ts';
import { EmbeddedDatabase } from '../../../server/storage/engine/embedded-database.ts';
import { type Place, withDatabases } from '../../support/database.ts';

interface Opened {
  readonly client: pg.Client;
  close(): Promise<void>;
}

async function connectTo({ databaseUrl, dataDir }: Place): Promise<Opened> {
  const engine = databaseUrl === null ? await EmbeddedDatabase.open(dataDir) : null;
  const config = engine ? { stream: () => engine.connect() as never } : { connectionString: databaseUrl ?? '' };
  const client = new pg.Client({ ...config, pipeline: true } as pg.ClientConfig);
  await client.connect();
  const close = async () => {
    await client.end();
    await engine?.close();
  };
  return { client, close };
}

withDatabases('statements described once', (_makeStore, newPlace) => {
  let opened: Opened;
  let described = 0;
  beforeAll(async () => {
    opened = await connectTo(await newPlace());
    opened.client.connection.on('rowDescription', () => {
      described += 1;
    });
    await opened.client.query('create table thing (id int primary key, facts jsonb, at bigint, tags text[])');
  });
  afterAll(() => opened.close());

  const named = (name: string, text: string) => (values: unknown[]) => ask(opened.client, { name, text }, values);

  it('answers the same each time, and asks for its columns once', async () => {
    const find = named('find', 'select id, facts, at, tags, null as nothing from thing where id >= $1 order by id');
    const add = named('add', 'insert into thing values ($1, $2, $3, $4) returning id, facts');
    described = 0;
    expect(await find([1])).toMatchObject({ rows: [], rowCount: 0, command: 'SELECT' });
    expect((await add([1, { a: ['一', null] }, 7, ['x', 'y']])).rows).toEqual([{ id: 1, facts: { a: ['一', null] } }]);
    expect((await add([2, null, null, null])).rows).toEqual([{ id: 2, facts: null }]);
    const all = [
      { id: 1, facts: { a: ['一', null] }, at: '7', tags: ['x', 'y'], nothing: null },
      { id: 2, facts: null, at: null, tags: null, nothing: null },
    ];
    expect((await find([1])).rows).toEqual(all);
    // Sent one behind the other, without waiting.
    const [both, last, none] = await Promise.all([find([1]), find([2]), find([3])]);
    expect([both.rows, last.rows, none.rows]).toEqual([all, all.slice(1), []]);
    expect(both.fields.map(({ name }) => name)).toEqual(['id', 'facts', 'at', 'tags', 'nothing']);
    expect(described).toBe(2);
  });

  it('does the same where there are no rows', async () => {
    const change = named('change', 'update thing set at = $2 where id = $1');
    described = 0;
    for (const [id, rowCount] of [
      [1, 1],
      [9, 0],
      [2, 1],
    ])
      expect(await change([id, 5])).toMatchObject({ command: 'UPDATE', rowCount, rows: [] });
    expect(described).toBe(0);
  });

  it('keeps nothing of one that failed, and goes on', async () => {
    const divide = named('divide', 'select 6 / $1::int as result');
    await expect(divide([0])).rejects.toMatchObject({ code: '22012' });
    expect((await divide([2])).rows).toEqual([{ result: 3 }]);
    await expect(divide([0])).rejects.toMatchObject({ code: '22012' });
    expect((await divide([3])).rows).toEqual([{ result: 2 }]);
    await expect(named('none', 'select nothing from nowhere where 1 = $1')([1])).rejects.toMatchObject({
      code: '42P01',
    });
    expect((await divide([1])).rows).toEqual([{ result: 6 }]);
  });

  it('runs what has no name as the driver does', async () => {
    expect((await ask(opened.client, { text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
  });
});
