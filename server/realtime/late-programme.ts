/** What everybody without a desk is told of the programme: by the session's delay later, as its picture and sound (C6). */
import type { Programme } from '../../shared/views/common.ts';
import { atOnce, type Delayed, follow, showDue } from '../domain/calls/delay.ts';
import { offAirOf } from '../domain/calls/programme.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { SessionSnapshot } from '../services/live/snapshot.ts';
import { programme, publicPictureOf, runningCalls, shownNow, soonShown } from './projections/common.ts';

interface Told {
  readonly callId: string | null;
  readonly programme: Programme;
}

const isSame = (one: Told, other: Told): boolean => JSON.stringify(one) === JSON.stringify(other);

/** C13: a picture that was taken off, or whose call is over, is gone at once. */
function withoutPicture(told: Programme, running: readonly CallRecord[]): Programme {
  const picture = told.now?.picture;
  if (!told.now || !picture) return told;
  const call = running.find(({ id }) => id === picture.callId);
  const isStill = call !== undefined && publicPictureOf(call)?.id === picture.id;
  return isStill ? told : { ...told, now: { ...told.now, picture: null } };
}

export class LateProgramme {
  #told: Delayed<Told> = atOnce({ callId: null, programme: { state: 'slate', now: null, soon: false } });

  /** What they are told now that this is so; `again`: when there is something new to tell, `null` if nothing is known. */
  of(snapshot: SessionSnapshot, now: number): { readonly programme: Programme; readonly again: number | null } {
    const { session, tickets } = snapshot;
    const value: Told = { callId: shownNow(snapshot).callId ?? soonShown(snapshot), programme: programme(snapshot) };
    const newest = this.#told.coming.at(-1)?.value ?? this.#told.shown;
    const offAir = offAirOf(session, snapshot.calls, tickets.byId);
    const isOff = ({ callId }: Told) => callId !== null && offAir.includes(callId);
    const still = (one: Told): Told =>
      session.cut || isOff(one)
        ? { callId: null, programme: { state: session.cut ? 'cut' : 'slate', now: null, soon: false } }
        : { ...one, programme: withoutPicture(one.programme, runningCalls(snapshot)) };
    // What must go goes also where what comes after it is nothing new.
    const isGone = [this.#told.shown, ...this.#told.coming.map((one) => one.value)].some(
      (one) => !isSame(one, still(one)),
    );
    this.#told =
      isGone || !isSame(newest, value)
        ? follow(this.#told, value, { now, delayMs: session.delayMs, still })
        : showDue(this.#told, now);
    return { programme: this.#told.shown.programme, again: this.#told.coming[0]?.at ?? null };
  }
}
