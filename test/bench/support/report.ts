/** What every bench shares: rounds from the command line, percentiles, and the one line on stdout. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';

/** `--NAME N` of the command line, a positive whole number. */
export function wholeArgument(name: string, otherwise: number): number {
  const number = countArgument(name, otherwise);
  if (number < 1) throw new Error(`--${name} wants a positive whole number, not ${number}`);
  return number;
}

/** The same, where 0 is an answer. */
export function countArgument(name: string, otherwise: number): number {
  const { values } = parseArgs({ options: { [name]: { type: 'string' } }, strict: false });
  const given = values[name];
  if (given === undefined) return otherwise;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} wants a whole number, not ${given}`);
  return number;
}

/** The nearest-rank percentile, `share` from 0 to 1; `null` of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return found === undefined ? null : Math.round(found * 10) / 10;
}

export const median = (values: readonly number[]): number | null => percentile(values, 0.5);

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * The one line on stdout. `loadAtStart`: what else the machine was doing, as a share of its cores. `readNs`: how long one
 * read in 4 MB takes when the bench begins and when it ends, which tells how much of the shared cache a virtual machine's
 * neighbours leave to it.
 */
export function report(bench: string, rounds: number, fields: Readonly<Record<string, unknown>>): void {
  const machine = {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: systemName(),
    node: process.versions.node,
    loadAtStart,
    readNs: [readNsAtStart, readNs()],
  };
  process.stdout.write(`${JSON.stringify({ bench, ...fields, rounds, machine })}\n`);
}

const loadAtStart = Math.round(((os.loadavg()[0] ?? 0) / os.availableParallelism()) * 100) / 100;

const readNsAtStart = readNs();

/** Reads that each wait for the one before, in an order that nothing foresees; the median of five runs. */
function readNs(): number | null {
  const next = new Uint32Array(2 ** 20).map((_, index) => index);
  // One ring of all places (Sattolo).
  for (let last = next.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * last);
    const its = next[last] ?? 0;
    next[last] = next[other] ?? 0;
    next[other] = its;
  }
  const reads = 100_000;
  let at = 0;
  const runs = Array.from({ length: 5 }, () => {
    const since = performance.now();
    for (let read = 0; read < reads; read += 1) at = next[at] ?? 0;
    return ((performance.now() - since) * 1e6) / reads;
  });
  return median(runs);
}

function systemName(): string {
  try {
    return /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? os.type();
  } catch {
    return `${os.type()} ${os.release()}`;
  }
}
