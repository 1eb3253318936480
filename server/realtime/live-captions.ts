/**
 * Captions of a session's running calls as its pages read them: the people of a stage at once, everybody else with the
 * programme and by its delay (C15). What nothing came after goes, so that a page that comes back reads nothing of long ago.
 * Nothing of it is kept here: a restart shows the next line.
 */
import { CAPTION_SHOWN_MS, type CaptionLine } from '../../shared/captions.ts';
import type { CaptionsView } from '../../shared/views/all.ts';
import { type CaptionSegment, withSegment } from '../domain/calls/captions.ts';
import { atOnce, type Delayed, follow, showDue } from '../domain/calls/delay.ts';
import { offAirOf } from '../domain/calls/programme.ts';
import type { SessionSnapshot } from '../services/live/snapshot.ts';
import { shownNow } from './projections/common.ts';

interface Told {
  readonly callId: string | null;
  readonly lines: readonly CaptionLine[];
}
const NO_LINES: readonly CaptionLine[] = [];
const NOTHING: Told = { callId: null, lines: NO_LINES };

export class LiveCaptions {
  readonly #byCall = new Map<string, readonly CaptionLine[]>();
  /** When something of a call was last written. */
  readonly #writtenAt = new Map<string, number>();
  /** As they were when the newest snapshot began to be read. */
  #marked: ReadonlyMap<string, readonly CaptionLine[]> = new Map();
  /** Ids of lines that were there while their call was cut or off the programme: no audience reads them later either. */
  readonly #withheld = new Map<string, Set<string>>();
  #late: Delayed<Told> = atOnce(NOTHING);

  /** Nobody writes, and nothing is still to come. */
  get isQuiet(): boolean {
    return this.#byCall.size === 0 && this.#late.shown.lines.length === 0 && this.#late.coming.length === 0;
  }

  write(callId: string, segment: CaptionSegment, now: number): void {
    this.lapse(now);
    this.#byCall.set(callId, withSegment(this.#byCall.get(callId) ?? NO_LINES, segment));
    this.#writtenAt.set(callId, now);
    const withheld = this.#withheld.get(callId);
    const { sourceId, id, text, final } = segment;
    // What grew then is withheld to its end; the next line is another one.
    if (!final && text !== null) return;
    if (withheld?.delete(sourceId) && final) withheld.add(id);
  }

  /** Takes away what is shown long enough; when the next is, or `null`. */
  lapse(now: number): number | null {
    let next: number | null = null;
    for (const [callId, at] of this.#writtenAt) {
      const until = at + CAPTION_SHOWN_MS;
      if (until <= now) this.#empty(callId);
      else next = Math.min(next ?? until, until);
    }
    return next;
  }

  /** From here a snapshot is read, which says whether what is there now is public. */
  mark(): void {
    this.#marked = new Map(this.#byCall);
  }

  /** What ended is read by nobody on its stage any more. A call that is not in it may be newer. */
  forget({ calls }: SessionSnapshot): void {
    for (const { id, state } of calls) {
      if (state !== 'ended') continue;
      this.#empty(id);
      this.#withheld.delete(id);
    }
  }

  /** What is withheld stays so: somebody may type on after a silence, and sends the line from its beginning. */
  #empty(callId: string): void {
    this.#byCall.delete(callId);
    this.#writtenAt.delete(callId);
  }

  /** Of these calls, now. */
  of(callIds: readonly string[]): CaptionsView {
    return { calls: callIds.flatMap((callId) => viewOf({ callId, lines: this.#byCall.get(callId) ?? NO_LINES })) };
  }

  /**
   * What everybody without a desk reads; `again`: when there is something new to tell, `null` if nothing is known. With a
   * snapshot that may not be the newest, only what was written before it was read: what came since may be of a call that
   * is public no more (C6).
   */
  late(
    snapshot: SessionSnapshot,
    { now, isCut, isNewest }: { readonly now: number; readonly isCut: boolean; readonly isNewest: boolean },
  ): { readonly view: CaptionsView; readonly again: number | null } {
    const written = isNewest ? this.#byCall : this.#marked;
    const { session, tickets } = snapshot;
    const callId = isCut ? null : shownNow(snapshot).callId;
    if (isCut) this.#withhold([...this.#byCall.keys()], this.#byCall);
    else this.#withhold(privateCalls(snapshot, callId), written);
    const value: Told = callId === null ? NOTHING : { callId, lines: this.#open(callId, written.get(callId)) };
    const newest = this.#late.coming.at(-1)?.value ?? this.#late.shown;
    const offAir = offAirOf(session, snapshot.calls, tickets.byId);
    const mustGo = (one: Told) => isCut || (one.callId !== null && offAir.includes(one.callId));
    const still = (one: Told): Told => (mustGo(one) ? NOTHING : one);
    const isNew = newest.callId !== value.callId || !isSame(newest.lines, value.lines);
    const isGone = [this.#late.shown, ...this.#late.coming.map((one) => one.value)].some((one) => mustGo(one));
    this.#late =
      isNew || isGone ? follow(this.#late, value, { now, delayMs: session.delayMs, still }) : showDue(this.#late, now);
    return { view: { calls: viewOf(this.#late.shown) }, again: this.#late.coming[0]?.at ?? null };
  }

  #withhold(callIds: readonly string[], written: ReadonlyMap<string, readonly CaptionLine[]>): void {
    for (const callId of callIds) {
      const ids = written.get(callId)?.map(({ id }) => id) ?? [];
      if (ids.length > 0) this.#withheld.set(callId, new Set([...(this.#withheld.get(callId) ?? []), ...ids]));
    }
  }

  #open(callId: string, lines: readonly CaptionLine[] = NO_LINES): readonly CaptionLine[] {
    const withheld = this.#withheld.get(callId);
    return withheld ? lines.filter(({ id }) => !withheld.has(id)) : lines;
  }
}

/** A call that is not live in the snapshot may be so by now, and public. */
const privateCalls = ({ calls }: SessionSnapshot, shownId: string | null): string[] =>
  calls.flatMap(({ id, state }) => (state === 'live' && id !== shownId ? [id] : []));

const isSame = (some: readonly CaptionLine[], others: readonly CaptionLine[]): boolean =>
  some.length === others.length && some.every((line, index) => line === others[index]);

const viewOf = ({ callId, lines }: Told): CaptionsView['calls'] =>
  callId === null || lines.length === 0 ? [] : [{ callId, lines: [...lines] }];
