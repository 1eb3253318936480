// npm run rehearsal -- [--callers 12] [--at ADDRESS] [--media-port 41000] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { MOST_CALLERS } from '../../shared/actions/rehearsal.ts';
import { fail, ToolError } from './archive.ts';
import { rehearse } from './rehearsal/evening.ts';
import { startOwnServer } from './rehearsal/own-server.ts';
import { inOwnPlace } from './rehearsal/place.ts';
import { type CallerReport, headLine, lastLines, lineOf, type RehearsalReport, summaryOf } from './rehearsal/report.ts';

const Options = z.object({
  callers: z.coerce.number().int().min(1).max(MOST_CALLERS),
  at: z.url().optional(),
  'media-port': z.coerce.number().int().min(1024).max(65_000),
  json: z.string().optional(),
});

if (import.meta.main) {
  await main().catch(async (error: unknown) => {
    fail(error);
    await tell({ what: 'failed', why: error instanceof Error ? error.message : String(error) });
    process.exit();
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      callers: { type: 'string', default: '12' },
      at: { type: 'string' },
      'media-port': { type: 'string', default: '41000' },
      json: { type: 'string' },
    },
  });
  const options = Options.safeParse(values);
  if (!options.success) {
    const named = options.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ');
    throw new ToolError(`${named}. Usage: npm run rehearsal -- --callers 12 [--at ADDRESS] [--json FILE]`);
  }
  const { callers, at, json } = options.data;
  const report = await (at ? run(new URL(at).origin, callers) : onOwnServer(callers, options.data['media-port']));
  process.stdout.write(`\n${lastLines(report)}\n`);
  const summary = summaryOf(report);
  await tell({ what: 'report', result: { ...report, ...summary } });
  if (json) await writeFile(json, `${JSON.stringify({ ...report, summary }, null, 2)}\n`);
  // libdatachannel's threads would keep the process.
  process.exit(summary.good ? 0 : 1);
}

function onOwnServer(callers: number, mediaPort: number): Promise<RehearsalReport> {
  const ending = new AbortController();
  const end = () => ending.abort(new ToolError('The rehearsal was ended early; nothing is left of it.'));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  // Whoever began it is gone.
  process.on('disconnect', end);
  return inOwnPlace(async (folder) => {
    const server = await startOwnServer(folder, mediaPort, ending.signal);
    try {
      return await Promise.race([run(server.origin, callers), aborted(ending.signal)]);
    } finally {
      await server.stop();
    }
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** Where a desk began it, its server hears how far it is (`RehearsalProcess`). */
function tell(message: object): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });
}

function onCaller(caller: CallerReport): void {
  process.stdout.write(`${lineOf(caller)}\n`);
  void tell({ what: 'caller', caller });
}

async function run(origin: string, callers: number): Promise<RehearsalReport> {
  process.stdout.write(`${headLine()}\n`);
  try {
    return await rehearse({ origin, callers, onCaller });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ToolError(
      `The evening at ${origin} could not begin: ${why}. A rehearsal needs a server in demo mode whose open session nobody uses.`,
    );
  }
}
