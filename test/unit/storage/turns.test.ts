/** Turns on one connection: what is sent in which order, and that what is lost is asked for on a new one. */
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { Turns } from '../../../server/storage/engine/turns.ts';

/** A pool of one connection that answers when told. */
function made() {
  const sent: string[] = [];
  const answers: { text: string; give: () => void }[] = [];
  let connections = 0;
  let lost: (error: Error) => void = () => undefined;
  const released: (Error | undefined)[] = [];
  const connect = async () => {
    connections += 1;
    return {
      query: (query: string | { text: string }) => {
        const text = typeof query === 'string' ? query : query.text;
        sent.push(text);
        return new Promise((resolve) => answers.push({ text, give: () => resolve({ rows: [text] }) }));
      },
      on: (_event: string, listener: typeof lost) => {
        lost = listener;
      },
      release: (error?: Error) => void released.push(error),
    };
  };
  const turns = new Turns({ connect } as unknown as pg.Pool);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const answerAll = async () => {
    for (const { give } of answers.splice(0)) give();
    await settled();
  };
  return { turns, sent, answerAll, settled, released, lose: (error: Error) => lost(error), count: () => connections };
}

describe('turns on the embedded database’s connection', () => {
  test('the next begins behind the last statement of the one before, and not behind its answer', async () => {
    const { turns, sent, settled, answerAll } = made();
    const first = await turns.take();
    void first.client.query('BEGIN 1');
    const single = turns.run({ text: 'single' });
    const next = turns.take().then((turn) => void turn.client.query('BEGIN 2'));
    await settled();
    expect(sent).toEqual(['BEGIN 1']);
    void first.client.query('COMMIT 1');
    first.sent();
    await next;
    expect(sent).toEqual(['BEGIN 1', 'COMMIT 1', 'single', 'BEGIN 2']);
    await answerAll();
    expect(await single).toEqual({ rows: ['single'] });
  });

  test('a turn that ends twice gives way once', async () => {
    const { turns, settled } = made();
    const begun: number[] = [];
    const first = await turns.take();
    const second = turns.take().then((turn) => {
      begun.push(2);
      return turn;
    });
    void turns.take().then(() => begun.push(3));
    first.sent();
    first.over();
    await settled();
    expect(begun).toEqual([2]);
    (await second).over();
    await settled();
    expect(begun).toEqual([2, 3]);
  });

  test('what waits when the connection breaks is asked for on a new one', async () => {
    const { turns, sent, settled, released, lose, count } = made();
    const { over } = await turns.take();
    void turns.run({ text: 'single' });
    const broken = new Error('gone');
    lose(broken);
    over();
    await settled();
    expect(released).toEqual([broken]);
    expect(count()).toBe(2);
    expect(sent).toEqual(['single']);
  });

  test('is closed after what was asked for before, and takes nothing after it', async () => {
    const { turns, sent, settled, answerAll, released } = made();
    const turn = await turns.take();
    const closing = turns.close();
    const single = turns.run({ text: 'single' });
    turn.over();
    await settled();
    expect(sent).toEqual(['single', 'select 1']);
    await answerAll();
    await Promise.all([closing, single]);
    expect(released).toEqual([undefined]);
    await expect(turns.run({ text: 'late' })).rejects.toThrow('closed');
    await expect(turns.take()).rejects.toThrow('closed');
  });
});
