/** What a rehearsal found, as words for a terminal, and whether an evening could be held like this. */
import type { RehearsedCaller } from '../../../shared/actions/rehearsal.ts';

export type CallerReport = Readonly<RehearsedCaller>;

export interface RehearsalReport {
  readonly origin: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly tookMs: number;
  readonly callersAsked: number;
  readonly udp: boolean;
  /** Something answers on the TCP port of media. */
  readonly tcp: boolean;
  readonly callers: readonly CallerReport[];
}

/** Nearest rank; `null` of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export const isGood = (report: RehearsalReport): boolean =>
  report.udp &&
  report.tcp &&
  report.callers.length === report.callersAsked &&
  report.callers.every(({ failure }) => failure === null);

export interface Summary {
  readonly putThrough: { readonly p50Ms: number | null; readonly p95Ms: number | null };
  readonly lossRate: number | null;
  readonly good: boolean;
}

export function summaryOf(report: RehearsalReport): Summary {
  const times = report.callers.flatMap(({ putThroughMs }) => (putThroughMs === null ? [] : [putThroughMs]));
  const received = report.callers.reduce((sum, caller) => sum + caller.received, 0);
  const lost = report.callers.reduce((sum, caller) => sum + caller.lost, 0);
  return {
    putThrough: { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) },
    lossRate: received === 0 ? null : lost / (received + lost),
    good: isGood(report),
  };
}

const ms = (value: number | null): string => (value === null ? '–' : String(Math.round(value)));
const COLUMNS = ['caller', 'join', 'answer', 'media', 'put through', 'received', 'lost', 'round trip', ''] as const;
const WIDTHS = [10, 7, 8, 7, 13, 10, 6, 12, 0];

/** Chinese characters take two places of a terminal's line. */
const wide = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e80' ? 2 : 1), 0);
const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell + ' '.repeat(Math.max(0, (WIDTHS[index] ?? 0) - wide(cell))))
    .join('')
    .trimEnd();

export function lineOf(caller: CallerReport): string {
  const { name, joinMs, answerMs, mediaMs, putThroughMs, received, lost, roundTripMs, failure } = caller;
  const times = [joinMs, answerMs, mediaMs, putThroughMs].map(ms);
  return line([name, ...times, String(received), String(lost), ms(roundTripMs), failure ?? 'ok']);
}

export const headLine = (): string => line(COLUMNS);

export function lastLines(report: RehearsalReport): string {
  const { putThrough, lossRate, good } = summaryOf(report);
  const reached = report.callers.filter(({ failure }) => failure === null).length;
  return [
    `UDP ${report.udp ? 'reaches media' : 'does not reach media'}, TCP ${report.tcp ? 'answers' : 'does not answer'}.`,
    `${reached} of ${report.callersAsked} callers went through to the end of their call.`,
    `Put-through: half within ${ms(putThrough.p50Ms)} ms, 95 % within ${ms(putThrough.p95Ms)} ms.`,
    `Lost: ${lossRate === null ? '–' : `${(lossRate * 100).toFixed(2)} %`} of the packets.`,
    good ? 'An evening can be held like this.' : 'Something is not right yet: see the lines that do not end with “ok”.',
  ].join('\n');
}
