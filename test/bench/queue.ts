/**
 * Actions on one session with very many tickets, asked for at a fixed rate whether or not the ones before were answered,
 * as people do. A latency counts from the moment at which the action was due.
 */
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ACTIONS } from '../../shared/actions/all.ts';
import { joinInput, randomId } from '../support/clients.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { onPostgres } from './support/postgres.ts';
import { countArgument, percentile, report, say, wholeArgument } from './support/report.ts';
import { type CrowdServer, startCrowdServer } from './support/servers.ts';
import { SESSION } from './support/session.ts';

const tickets = wholeArgument('tickets', 100_000);
const rate = wholeArgument('rate', 200);
const seconds = wholeArgument('seconds', 40);
const embeddedSeconds = countArgument('embedded-seconds', 20);
const warmUpSeconds = wholeArgument('warm-up', 8);
/**
 * Two numbers taken for each call of the next. Whom a desk called before is put back first: by then it has long been told
 * who that is, so that nothing waits for the answer to something else. Nobody is, where that call was refused.
 */
const MIX = ['join', 'return', 'join', 'next'] as const;
type Kind = (typeof MIX)[number];
const DESKS = 2;
const ANSWERS_WITHIN_MS = 20_000;

interface Done {
  readonly kind: Kind;
  /** Of one without an answer how long it was waited for, at least: it is in the percentiles. */
  readonly ms: number;
  readonly answer: 'given' | 'refused' | 'none';
}

/** `databaseUrl`: a new database on PostgreSQL; `null`: the embedded one. */
async function measure(databaseUrl: string | null, measuredSeconds: number) {
  say(`seeding ${tickets} tickets ${databaseUrl === null ? 'on the embedded database' : 'on PostgreSQL'}`);
  const newcomers = Math.ceil((rate * (warmUpSeconds + measuredSeconds)) / 2) + 1;
  const server = await startCrowdServer({
    tickets,
    signedIn: 0,
    newcomers,
    databaseUrl: databaseUrl ?? undefined,
  });
  try {
    const desks = await Promise.all(Array.from({ length: DESKS }, () => openDesk(server.origin)));
    const evening = new Evening(server, desks);
    await wait(2000);
    say('warm-up');
    await evening.openLoop(rate * warmUpSeconds);
    say('measuring');
    const before = await server.cpuMs();
    const since = performance.now();
    const done = await evening.openLoop(rate * measuredSeconds);
    const tookMs = performance.now() - since;
    const after = await server.cpuMs();
    const floor = await server.emptyTransactions();
    for (const desk of desks) desk.close();
    const of = (kind: Kind | null, share: number) =>
      percentile(
        done.filter((one) => one.answer !== 'refused' && (kind === null || one.kind === kind)).map(({ ms }) => ms),
        share,
      );
    const count = (answer: Done['answer']) => done.filter((one) => one.answer === answer).length;
    return {
      p50Ms: of(null, 0.5),
      p95Ms: of(null, 0.95),
      p99Ms: of(null, 0.99),
      mostMs: of(null, 1),
      joinP99Ms: of('join', 0.99),
      nextP99Ms: of('next', 0.99),
      returnP99Ms: of('return', 0.99),
      emptyP50Ms: percentile(floor, 0.5),
      emptyP99Ms: percentile(floor, 0.99),
      serverCores: Math.round(((after - before) / tookMs) * 100) / 100,
      actions: done.length,
      refused: count('refused'),
      unanswered: count('none'),
    };
  } finally {
    await server.stop();
  }
}

class Evening {
  readonly #server: CrowdServer;
  readonly #desks: readonly Desk[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  /** Whom the last call of each desk calls; `null` where it was refused. */
  readonly #called = new Map<Desk, Promise<string | null>>();
  #joined = 0;

  constructor(server: CrowdServer, desks: readonly Desk[]) {
    this.#server = server;
    this.#desks = desks;
  }

  /** Asks for `count` actions at the rate; resolves when all are answered, or no answer is awaited any more. */
  async openLoop(count: number): Promise<Done[]> {
    const done: Done[] = [];
    const refusals = new Set<string>();
    const pending = new Map<number, { readonly kind: Kind; readonly dueAt: number }>();
    const answers: Promise<void>[] = [];
    const start = performance.now();
    for (let index = 0; index < count; index += 1) {
      const dueAt = start + (index * 1000) / rate;
      for (let left = dueAt - performance.now(); left > 0; left = dueAt - performance.now()) await wait(left);
      const kind = MIX[index % MIX.length] ?? 'join';
      const desk = this.#desks[Math.floor(index / MIX.length) % this.#desks.length]!;
      const perform = async () => {
        switch (kind) {
          case 'join':
            return this.#join();
          case 'next': {
            const { promise, resolve } = Promise.withResolvers<string | null>();
            this.#called.set(desk, promise);
            const ack = await desk.ask('queue.callNext', { sessionId: SESSION });
            resolve(ack.ok ? (ack.result as { ticketId: string }).ticketId : null);
            return ack.ok ? null : ack.error.code;
          }
          case 'return': {
            const ticketId = await this.#called.get(desk);
            if (!ticketId) return 'nobody to put back';
            const ack = await desk.ask('queue.return', { sessionId: SESSION, ticketId, reason: '测量' });
            return ack.ok ? null : ack.error.code;
          }
        }
      };
      pending.set(index, { kind, dueAt });
      answers.push(
        perform()
          .catch((error: unknown) => String(error))
          .then((why) => {
            const ms = performance.now() - dueAt;
            if (pending.delete(index)) done.push({ kind, ms, answer: why === null ? 'given' : 'refused' });
            if (why !== null) refusals.add(`${kind}: ${why}`);
          }),
      );
    }
    await Promise.race([Promise.all(answers), wait(ANSWERS_WITHIN_MS, null, { ref: false })]);
    for (const { kind, dueAt } of pending.values()) done.push({ kind, ms: performance.now() - dueAt, answer: 'none' });
    pending.clear();
    for (const why of refusals) say(why.slice(0, 200));
    return done;
  }

  /** As a phone's page does it, over HTTP. Answers why it was refused, or `null`. */
  #join(): Promise<string | null> {
    const cookie = this.#server.crowd.newcomers[this.#joined++];
    const { sessionId, ...input } = joinInput(SESSION);
    const path = (ACTIONS.get('ticket.take')?.http?.path ?? '').replace('{sessionId}', sessionId);
    const headers = { 'content-type': 'application/json', 'x-directline': '1', 'idempotency-key': randomId(), cookie };
    return new Promise((resolve, reject) => {
      const asked = request(this.#server.origin + path, { method: 'POST', agent: this.#agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(response.statusCode === 200 ? null : text));
      });
      asked.on('error', reject);
      asked.end(JSON.stringify(input));
    });
  }
}

const { actions, ...figures } = await onPostgres((url) => measure(url, seconds));
const embedded = embeddedSeconds > 0 ? await measure(null, embeddedSeconds) : null;
report('queue', actions, { ...figures, perSecond: rate, seconds, tickets, embedded });
