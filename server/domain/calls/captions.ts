/** Captions of a running call: who may write them, what of them is read, and what is kept (C15). */
import type { CaptionLine } from '../../../shared/captions.ts';
import type { TicketRecord } from '../queue/types.ts';
import type { CallRecord } from './types.ts';

/** What a source of captions gives: a captioner's page, or a program that hears the stage. */
export interface CaptionSegment {
  /** One line grows at a time, for each source. */
  readonly sourceId: string;
  /** Of the line; another one begins once it is final. */
  readonly id: string;
  /** `null`: nothing is there, what was growing is taken away. */
  readonly text: string | null;
  readonly final: boolean;
}

/** One line that is kept. */
export interface CaptionRecord {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly ticketId: string;
  readonly callId: string;
  readonly at: number;
  readonly text: string;
}

/** So many finished lines are read at a time, with those that grow. */
export const LINES_SHOWN = 2;

/** `lines`: finished ones first, then one of each source that grows, under the id of its source. */
export function withSegment(
  lines: readonly CaptionLine[],
  { sourceId, id, text, final }: CaptionSegment,
): readonly CaptionLine[] {
  const others = lines.filter((line) => line.id !== sourceId);
  const isDone = (line: CaptionLine) => line.final;
  if (!final)
    return text === null
      ? others
      : [...others.filter(isDone), ...others.filter((one) => !one.final), grown(sourceId, text)];
  const finals = [...others.filter(isDone), ...(text === null ? [] : [{ id, text, final }])].slice(-LINES_SHOWN);
  return [...finals, ...others.filter((one) => !one.final)];
}

const grown = (id: string, text: string): CaptionLine => ({ id, text, final: false });

/** Nothing is written of a call that is held, or that its person does not agree to any more (T6). */
export function captionedCall(
  calls: readonly CallRecord[],
  seatId: string,
  ticketOf: (ticketId: string) => TicketRecord | undefined,
): CallRecord | undefined {
  return calls.find((call) => {
    const ticket = ticketOf(call.ticketId);
    return call.seatId === seatId && call.state === 'live' && ticket?.state === 'live' && ticket.consent.call;
  });
}

/** Who reads along hardly gains by more than this; a thousand viewers cost a message each (DESIGN: at most 4 a second). */
const LEAST_MS = 100;
const MOST_MS = 1_000;
const PER_VIEWER_MS = 0.1;
/** How long after one change of a growing line the next goes to so many. */
export const captionEveryMs = (viewers: number): number =>
  Math.min(MOST_MS, Math.max(LEAST_MS, Math.round(viewers * PER_VIEWER_MS)));
