import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { Health, type HealthCheck } from '../../server/observability/health.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { createMetrics } from '../../server/observability/metrics.ts';
import { hideInText } from '../../server/observability/private-data.ts';

describe('the log has no personal data (T5)', () => {
  function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
    const lines: string[] = [];
    write(createLogger('debug', { write: (line) => void lines.push(line) }));
    return lines.join('');
  }

  test('fields are hidden by name at any depth; ids and counts stay', () => {
    const line = logged((logger) =>
      logger.info(
        { ticketId: 'tkt_1', waiting: 12, person: { phone: '13812345678', name: '王秀英', tags: [{ otp: 'x' }] } },
        'joined',
      ),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      msg: 'joined',
      ticketId: 'tkt_1',
      waiting: 12,
      person: { phone: '[private]', name: '[private]', tags: [{ otp: '[private]' }] },
    });
    expect(line).not.toMatch(/13812345678|王秀英/);
  });

  test('numbers and addresses are hidden in texts, messages, errors and fields of children', () => {
    const error = new Error('duplicate key 13812345678', { cause: new Error('for wang@example.org') });
    const line = logged((logger) => {
      logger
        .child({ who: '+86 138 1234 5678' })
        .child({ cookie: 'session=abc' })
        .error({ err: error }, 'failed for 13812345678');
    });
    expect(line).not.toMatch(/1381234|138 1234|wang@|session=abc/);
    const { err } = JSON.parse(line);
    expect(err).toMatchObject({
      type: 'Error',
      message: 'duplicate key [private]',
      cause: { message: 'for [private]' },
    });
  });

  test('an error alone, and a message with parts, are covered too', () => {
    const line = logged((logger) => {
      logger.error(new Error('call 13812345678'));
      logger.error({ err: new Error('call 13812345678') });
      logger.info('called %s', '13812345678');
      logger.info({ n: 1 }, 'called %s', '13812345678');
    });
    expect(line.trim().split('\n')).toHaveLength(4);
    expect(line).not.toContain('1381');
  });

  test('what a database error says of rows is left out', () => {
    const error = Object.assign(new Error('violates constraint'), {
      code: '23505',
      detail: 'Key (name)=(王秀英)',
      params: ['王'],
    });
    const line = logged((logger) => logger.warn({ err: error }, 'refused'));
    expect(line).not.toMatch(/王/);
    expect(JSON.parse(line).err).toMatchObject({ message: 'violates constraint', errorCode: '23505' });
  });

  test('of a failed query the statement, the place and the cause are kept, and none of its values', () => {
    const cause = Object.assign(new Error('the disk is full'), { code: '53100' });
    const params = ['王家的路灯', 'tkt_1', 'aB3_'.repeat(250_000)];
    const error = new DrizzleQueryError('insert into "additions" values ($1, $2, $3)', params, cause);
    const line = logged((logger) => {
      logger.error({ err: error }, 'a request failed on our side');
      logger.error(error);
      logger.error({ err: new Error(`not stored: ${error.message}`) });
    });
    expect(line).not.toMatch(/王家|aB3_|params:/);
    expect(line.length).toBeLessThan(20_000);
    expect(JSON.parse(line.split('\n')[0] ?? '').err).toMatchObject({
      message: 'Failed query: insert into "additions" values ($1, $2, $3)',
      stack: expect.stringContaining('observability.test.ts'),
      cause: { message: 'the disk is full', errorCode: '53100' },
    });
  });

  test('a long text is cut before it is searched', () => {
    expect(hideInText(`${'x'.repeat(1_000_000)} 13812345678`)).toBe('x'.repeat(4_000));
    expect(hideInText(`${'x'.repeat(3_000)}: wang.xiuying@mail.example.org`)).toMatch(/x: \[private\]$/);
  });

  test('times, ports, versions and ids keep their digits', () => {
    for (const text of [
      '2026-03-03T19:00:00.000Z',
      'port 40000',
      '24.21.0',
      'tkt_0123456789abcdef',
      '192.168.100.200',
    ]) {
      expect(hideInText(text)).toBe(text);
    }
  });
});

describe('metrics', () => {
  const counts = {
    workers: 2,
    peers: 3,
    transports: 4,
    producers: 5,
    consumers: 6,
    sockets: 7,
    byRole: { citizen: 4, moderator: 3 } as Record<string, number>,
    sessions: 2,
  };
  const queues = (tickets: Record<string, Record<string, number>>, calls: Record<string, string[]> = {}) => ({
    read: {
      runningCalls: async (id: string) => (calls[id] ?? []).map((state) => ({ state })),
      runningSessions: async () => Object.keys(tickets).map((id) => ({ id })),
      ticketCounts: async (id: string) => tickets[id] ?? {},
    },
  });

  test('a scrape has workers, sockets, the queues of all sessions and the event loop', async () => {
    const { contentType, body } = await createMetrics(
      () => counts,
      queues({ a: { waiting: 3, live: 1 }, b: { waiting: 2 } }, { a: ['live'], b: ['live', 'held'] }),
    )();
    expect(contentType).toMatch(/^text\/plain/);
    expect(body).toContain('directline_media_workers 2');
    expect(body).toContain('directline_sockets{role="moderator"} 3');
    expect(body).toContain('directline_tickets{state="waiting"} 5');
    expect(body).toContain('directline_tickets{state="live"} 1');
    expect(body).toContain('directline_calls{state="live"} 2');
    expect(body).toContain('directline_calls{state="held"} 1');
    expect(body).toContain('directline_calls{state="connecting"} 0');
    expect(body).toMatch(/directline_event_loop_delay_seconds\{quantile="0\.99"\} \d/);
  });

  test('what is empty by now disappears; two servers in one process do not meet', async () => {
    const tickets: Record<string, Record<string, number>> = { a: { waiting: 1 } };
    const scrape = createMetrics(() => counts, queues(tickets));
    await scrape();
    tickets.a = { live: 1 };
    const { body } = await scrape();
    expect(body).toContain('directline_tickets{state="live"} 1');
    expect(body).not.toContain('directline_tickets{state="waiting"}');
    const other = await createMetrics(() => counts, queues({ c: { waiting: 9 } }))();
    expect(other.body).toContain('directline_tickets{state="waiting"} 9');
  });
});

describe('health', () => {
  const works = (name: string, essential = true): HealthCheck => ({ name, essential, check: () => {} });
  const fails = (name: string, essential: boolean): HealthCheck => ({
    name,
    essential,
    check: () => Promise.reject(new Error('password of the database is wrong')),
  });

  test.each([
    ['ok', [works('database'), works('media')]],
    ['degraded', [works('database'), fails('sms', false)]],
    ['down', [fails('database', true), works('media')]],
  ])('%s', async (status, checks) => {
    const failures: string[] = [];
    const report = await new Health(checks, (name) => failures.push(name)).report();
    expect(report.status).toBe(status);
    expect(failures).toEqual(checks.filter(({ name }) => !report.checks[name]?.ok).map(({ name }) => name));
    expect(JSON.stringify(report)).not.toContain('password');
  });

  test('a part that does not answer, and one that throws at once, have failed', async () => {
    const checks = [
      { name: 'stuck', essential: true, check: () => new Promise<void>(() => {}) },
      {
        name: 'broken',
        essential: true,
        check: () => {
          throw new Error('broken');
        },
      },
    ];
    const report = await new Health(checks, () => {}, 20).report();
    expect(report.status).toBe('down');
    expect(Object.values(report.checks).map(({ ok }) => ok)).toEqual([false, false]);
  });

  test('a stopping server is down', async () => {
    const health = new Health([works('database')], () => {});
    health.stopping();
    expect((await health.report()).status).toBe('down');
  });
});
