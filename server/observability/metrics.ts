import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { CALL_STATES } from '../../shared/states.ts';

/** What this process holds at the moment of a scrape. */
export interface LiveCounts {
  workers: number;
  peers: number;
  transports: number;
  producers: number;
  consumers: number;
  sockets: number;
  byRole: Record<string, number>;
  sessions: number;
}

/** The part of the store that knows the queues. */
export interface QueueSource {
  read: {
    runningSessions(): Promise<readonly { id: string }[]>;
    ticketCounts(sessionId: string): Promise<Partial<Record<string, number>>>;
    runningCalls(sessionId: string): Promise<readonly { state: string }[]>;
  };
}

/** Answers one scrape in the text form of Prometheus. */
export type Metrics = () => Promise<{ contentType: string; body: string }>;

/** Each is told with its zero: that no call runs is news. */
const RUNNING = CALL_STATES.filter((state) => state !== 'ended');

/** Everything is read when it is asked for, so that no gauge drifts from the truth. No label names a person or a case. */
export function createMetrics(counts: () => LiveCounts, queues: QueueSource): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'directline_' });
  const number = (name: string, help: string, read: (now: LiveCounts) => number) => {
    gauge(registry, `directline_${name}`, help, [], (each) => each.set(read(counts())));
  };
  number('media_workers', 'Media workers alive', ({ workers }) => workers);
  number('media_peers', 'People with media', ({ peers }) => peers);
  number('media_transports', 'WebRTC transports', ({ transports }) => transports);
  number('media_producers', 'Tracks received', ({ producers }) => producers);
  number('media_consumers', 'Tracks sent', ({ consumers }) => consumers);
  number('realtime_sessions', 'Sessions that somebody is connected to', ({ sessions }) => sessions);
  gauge(registry, 'directline_sockets', 'Open sockets, by role', ['role'], (each) => {
    for (const [role, open] of Object.entries(counts().byRole)) each.set({ role }, open);
  });
  gauge(registry, 'directline_tickets', 'Tickets of running sessions, by state', ['state'], async (each) => {
    for (const [state, tickets] of await ticketsByState(queues)) each.set({ state }, tickets);
  });
  gauge(registry, 'directline_calls', 'Calls that run, by state', ['state'], async (each) => {
    for (const state of RUNNING) each.set({ state }, 0);
    for (const { id } of await queues.read.runningSessions())
      for (const { state } of await queues.read.runningCalls(id)) each.inc({ state });
  });
  watchEventLoop(registry);
  return async () => ({ contentType: registry.contentType, body: await registry.metrics() });
}

/** A gauge that forgets its values before each scrape: a role or a state that is empty by now disappears. */
function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  read: (gauge: Gauge) => void | Promise<void>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect(): Promise<void> {
      this.reset();
      await read(this);
    },
  });
}

async function ticketsByState(queues: QueueSource): Promise<Map<string, number>> {
  const total = new Map<string, number>();
  for (const { id } of await queues.read.runningSessions()) {
    for (const [state, tickets] of Object.entries(await queues.read.ticketCounts(id))) {
      total.set(state, (total.get(state) ?? 0) + (tickets ?? 0));
    }
  }
  return total;
}

/** Delay of the event loop since the last scrape: what a signalling message waits before it is looked at. */
function watchEventLoop(registry: Registry): void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  const help = 'Delay of the event loop since the last scrape';
  gauge(registry, 'directline_event_loop_delay_seconds', help, ['quantile'], (each) => {
    each.set({ quantile: '0.5' }, seconds(delay.percentile(50)));
    each.set({ quantile: '0.99' }, seconds(delay.percentile(99)));
    each.set({ quantile: '1' }, seconds(delay.max));
    delay.reset();
  });
}
