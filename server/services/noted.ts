/** What one transaction touched. Cleared at its beginning, since a store may run it again. */
import type { CaptionSegment } from '../domain/calls/captions.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { StandingFirst } from '../domain/queue/near-turn.ts';
import type { Touched } from './context.ts';

interface WrittenCaption {
  readonly call: Pick<CallRecord, 'id' | 'sessionId'>;
  readonly segment: CaptionSegment;
}

interface QueueChange {
  /** Took a number just then. */
  readonly justTook: StandingFirst | null;
  /** How many stand before them in their lane of the leaders' line; `null`: not known. */
  readonly before: number | null;
  /** Nothing else changed. */
  readonly onlyThat: boolean;
}

export class Noted implements Touched {
  readonly sessions = new Set<string>();
  readonly stages = new Set<string>();
  /** Sessions whose queue changed. */
  readonly queues = new Map<string, QueueChange>();

  /** Lines that are finished, in their order. */
  readonly captions: WrittenCaption[] = [];

  caption(call: WrittenCaption['call'], segment: CaptionSegment): void {
    this.captions.push({ call, segment });
  }
  session(sessionId: string): void {
    this.sessions.add(sessionId);
  }
  stage(sessionId: string): void {
    this.stages.add(sessionId);
  }
  queue(sessionId: string, justTook?: StandingFirst, standing?: number): void {
    const before = this.queues.get(sessionId);
    this.queues.set(sessionId, {
      justTook: justTook ?? before?.justTook ?? null,
      before: justTook === undefined ? (before?.before ?? null) : (standing ?? null),
      onlyThat: justTook !== undefined && before === undefined,
    });
  }

  /** Whose views are stale. */
  get stale(): ReadonlySet<string> {
    return new Set([...this.sessions, ...this.stages, ...this.queues.keys()]);
  }

  clear(): void {
    this.sessions.clear();
    this.stages.clear();
    this.queues.clear();
    this.captions.length = 0;
  }
}
