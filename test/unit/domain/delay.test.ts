import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce, type Delayed, follow, showDue, stillPublic } from '../../../server/domain/calls/delay.ts';
import { inCall, nothing } from '../../support/media/identities.ts';

const DELAY_MS = 10_000;
const keep = <Value>(one: Value): Value => one;
const onAir = inCall('ticket-1', { onAir: true });

describe('[C6] what the audience is shown, by the delay later', () => {
  it('shows nothing new before, and all of it in order after', () => {
    let delayed: Delayed<string> = atOnce('slate');
    delayed = follow(delayed, 'first', { now: 0, delayMs: DELAY_MS, still: keep });
    delayed = follow(delayed, 'second', { now: 3000, delayMs: DELAY_MS, still: keep });
    expect(showDue(delayed, 9_999).shown).toBe('slate');
    expect(showDue(delayed, 10_000).shown).toBe('first');
    expect(showDue(delayed, 13_000)).toEqual({ shown: 'second', coming: [] });
  });

  it('shows at once where there is no delay, whatever was still to come', () => {
    const waiting = follow(atOnce('slate'), 'first', { now: 0, delayMs: DELAY_MS, still: keep });
    expect(follow(waiting, 'now', { now: 1, delayMs: 0, still: keep })).toEqual(atOnce('now'));
  });

  it('takes what must go from what is shown and from all that is to come', () => {
    let delayed: Delayed<string> = follow(atOnce('stage'), 'stage', { now: 0, delayMs: DELAY_MS, still: keep });
    delayed = follow(delayed, 'slate', { now: 500, delayMs: DELAY_MS, still: () => 'slate' });
    expect([delayed.shown, ...delayed.coming.map(({ value }) => value)]).toEqual(['slate', 'slate', 'slate']);
  });

  it('never shows a value before its time or after the next one’s, whatever the clock does', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -2000, max: 5000 }), fc.nat(30)), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, (moves) => {
        let delayed: Delayed<number> = atOnce(-1);
        let now = 100_000;
        let latest = now;
        const said: { readonly value: number; readonly at: number }[] = [];
        for (const [step] of moves) {
          now += step;
          latest = Math.max(latest, now);
          delayed = follow(delayed, said.length, { now, delayMs: DELAY_MS, still: keep });
          said.push({ value: said.length, at: now });
          const times = delayed.coming.map(({ at }) => at);
          expect(times).toEqual(times.toSorted((one, other) => one - other));
          const shown = said[delayed.shown];
          // Set back, a clock takes nothing away again.
          if (shown) expect(latest - shown.at).toBeGreaterThanOrEqual(DELAY_MS);
        }
        expect(showDue(delayed, latest + DELAY_MS).shown).toBe(said.length - 1);
      }),
    );
  });
});

describe('[C2] [C6] [T6] what of an earlier moment may still be shown', () => {
  it('a call that ended is shown to its end', () => {
    expect(stillPublic(onAir, nothing)).toEqual(onAir);
  });
  it('a call on hold is shown until it was held', () => {
    expect(stillPublic(onAir, inCall('ticket-1', { held: true }))).toEqual(onAir);
  });
  it.each([
    ['a cut', { ...onAir, cut: true }],
    ['a call that was taken off, or without its consent', { ...inCall('ticket-1'), offAir: ['call-1'] }],
  ])('%s takes it away', (_what, now) => {
    expect(stillPublic(onAir, now).programmeSeatId).toBeNull();
  });
  it('another call’s being taken off leaves it', () => {
    expect(stillPublic(onAir, { ...onAir, offAir: ['call-2'] })).toEqual(onAir);
  });
});
