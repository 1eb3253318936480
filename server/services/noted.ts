/** What one transaction touched. Cleared at its beginning, since a store may run it again. */
import type { CaptionSegment } from '../domain/calls/captions.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { Touched } from './context.ts';

interface WrittenCaption {
  readonly call: Pick<CallRecord, 'id' | 'sessionId'>;
  readonly segment: CaptionSegment;
}

export class Noted implements Touched {
  readonly sessions = new Set<string>();
  readonly stages = new Set<string>();
  /** Sessions whose queue changed, each with whoever took a number just then. */
  readonly queues = new Map<string, string | null>();

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
  queue(sessionId: string, justTook?: string): void {
    this.queues.set(sessionId, justTook ?? this.queues.get(sessionId) ?? null);
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
