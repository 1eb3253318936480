/** Runs the rehearsal's program as a child, which tells over its channel how far it is, and ends with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { RehearsalResult, RehearsedCaller } from '../../shared/actions/rehearsal.ts';
import { wordsOf } from '../observability/words-of.ts';
import type { RehearsalEnd, Rehearsals, RunningRehearsal } from '../services/ports/rehearsal.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../tools/rehearsal.ts');

/** What the program says. */
const Message = z.discriminatedUnion('what', [
  z.object({ what: z.literal('caller'), caller: RehearsedCaller }),
  z.object({ what: z.literal('report'), result: RehearsalResult }),
  z.object({ what: z.literal('failed'), why: z.string() }),
]);

interface Run {
  readonly child: ChildProcess;
  facts: RunningRehearsal;
  end: RehearsalEnd | null;
  cancelled: boolean;
}

export interface RehearsalProcessOptions {
  /** UDP and TCP port of the rehearsal's first media worker. */
  readonly mediaPort: number;
  readonly log: Pick<Logger, 'error'>;
}

export class RehearsalProcess implements Rehearsals {
  readonly #options: RehearsalProcessOptions;
  #run: Run | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: RehearsalProcessOptions) {
    this.#options = options;
  }

  get running(): RunningRehearsal | null {
    return this.#run?.facts ?? null;
  }

  start(asked: Omit<RunningRehearsal, 'callers'>, onEnd: (end: RehearsalEnd) => Promise<void>): boolean {
    if (this.#run) return false;
    const { mediaPort, log } = this.#options;
    const args = ['--callers', String(asked.callersAsked), '--media-port', String(mediaPort)];
    // With the flags of this process, since its server is to behave as this one.
    const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const run: Run = { child, facts: { ...asked, callers: [] }, end: null, cancelled: false };
    this.#run = run;
    const complaint = wordsOf(child);
    child.on('message', (said) => take(run, said));
    const over = Promise.withResolvers<void>();
    child.once('error', (error) => {
      run.end ??= { end: 'failed', why: error.message };
      over.resolve();
    });
    child.once('close', () => over.resolve());
    this.#ended = over.promise
      .then(() => onEnd(endOf(run, complaint())))
      .catch((error: unknown) => log.error({ err: error }, 'the report of a rehearsal could not be kept'))
      .finally(() => {
        this.#run = null;
      });
    return true;
  }

  cancel(): void {
    if (!this.#run) return;
    this.#run.cancelled = true;
    this.#run.child.kill('SIGTERM');
  }

  /** Ends what runs; resolves when its report is kept. */
  async close(): Promise<void> {
    this.cancel();
    await this.#ended;
  }
}

function endOf({ cancelled, end }: Run, complaint: string): RehearsalEnd {
  if (cancelled) return { end: 'cancelled' };
  return end ?? { end: 'failed', why: complaint || 'It ended without a word.' };
}

function take(run: Run, said: unknown): void {
  const parsed = z.safeParse(Message, said);
  if (!parsed.success) return;
  const message = parsed.data;
  switch (message.what) {
    case 'caller':
      run.facts = { ...run.facts, callers: [...run.facts.callers, message.caller] };
      return;
    case 'report':
      run.end = { end: 'done', result: message.result };
      return;
    case 'failed':
      run.end = { end: 'failed', why: message.why };
  }
}
