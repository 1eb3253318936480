import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import { FollowedTickets } from '../../../server/domain/queue/followed-tickets.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import type { SessionFacts } from '../../../server/domain/sessions/types.ts';
import { LiveCaptions } from '../../../server/realtime/live-captions.ts';
import type { SessionSnapshot } from '../../../server/services/live/snapshot.ts';
import { CAPTION_SHOWN_MS } from '../../../shared/captions.ts';
import { callIn, sessionIn, ticketIn } from '../domain/fixtures.ts';

const DELAY_MS = 10_000;

function snapshotOf(
  facts: Partial<SessionFacts> = {},
  call: CallRecord = callIn('live'),
  ticket: TicketRecord = ticketIn('live'),
): SessionSnapshot {
  const session = sessionIn('live', facts);
  const tickets = new FollowedTickets(session);
  tickets.take(ticket, null);
  return { session, tickets, calls: [call] } as unknown as SessionSnapshot;
}
const written = (captions: LiveCaptions, text: string, now = 0) =>
  captions.write('call1', { sourceId: 'h1', id: text, text, final: true }, now);
const at = (now: number, isCut: boolean) => ({ now, isCut, isNewest: true });
const words = ({ view }: ReturnType<LiveCaptions['late']>) =>
  view.calls.flatMap(({ lines }) => lines.map((one) => one.text));

describe('[C15] who reads captions', () => {
  it('the stage now, the audience by the delay later, in their order', () => {
    const captions = new LiveCaptions();
    const snapshot = snapshotOf({ delayMs: DELAY_MS });
    captions.late(snapshot, at(0, false));
    written(captions, 'one');
    expect(captions.of(['call1']).calls[0]?.lines).toMatchObject([{ text: 'one' }]);
    const first = captions.late(snapshot, at(100, false));
    expect([words(first), first.again]).toEqual([[], DELAY_MS]);
    written(captions, 'two');
    captions.late(snapshot, at(3_000, false));
    expect(words(captions.late(snapshot, at(100 + DELAY_MS, false)))).toEqual(['one']);
    expect(words(captions.late(snapshot, at(3_000 + DELAY_MS, false)))).toEqual(['one', 'two']);
  });

  it('[C6] with a snapshot that is being read anew, only what was written before', () => {
    const captions = new LiveCaptions();
    const snapshot = snapshotOf();
    written(captions, 'before');
    captions.mark();
    written(captions, 'after the cut');
    const old = captions.late(snapshot, { now: 0, isCut: false, isNewest: false });
    expect(words(old)).toEqual(['before']);
    expect(words(captions.late(snapshotOf({ cut: { at: 0, by: 'm1' } }), at(1, true)))).toEqual([]);
  });

  it('at once where there is no delay', () => {
    const captions = new LiveCaptions();
    written(captions, 'one');
    expect(words(captions.late(snapshotOf(), at(0, false)))).toEqual(['one']);
  });

  it('[C6] the cut takes what is shown and what is still to come', () => {
    const captions = new LiveCaptions();
    const snapshot = snapshotOf({ delayMs: DELAY_MS });
    written(captions, 'one');
    captions.late(snapshot, at(0, false));
    written(captions, 'two');
    expect(words(captions.late(snapshot, at(DELAY_MS, false)))).toEqual(['one']);
    expect(words(captions.late(snapshot, at(DELAY_MS + 1, true)))).toEqual([]);
    for (const times of [2, 3, 4]) expect(words(captions.late(snapshot, at(times * DELAY_MS, true)))).toEqual([]);
    // The people of the stage go on reading.
    expect(captions.of(['call1']).calls).toHaveLength(1);
  });

  it('[C6] [C2] what was there while it was cut or off the programme is not read later either', () => {
    const off = snapshotOf({}, callIn('live', { public: false }));
    for (const away of [
      { snapshot: snapshotOf(), isCut: true },
      { snapshot: off, isCut: false },
    ]) {
      const captions = new LiveCaptions();
      const grows = (text: string, final = false) =>
        captions.write('call1', { sourceId: 'h1', id: final ? 'grown' : 'h1', text, final }, 1);
      written(captions, 'before');
      expect(words(captions.late(snapshotOf(), at(0, false)))).toEqual(['before']);
      grows('no one');
      expect(words(captions.late(away.snapshot, at(1, away.isCut)))).toEqual([]);
      expect(words(captions.late(snapshotOf(), at(2, false)))).toEqual([]);
      grows('no one hears');
      expect(words(captions.late(snapshotOf(), at(3, false)))).toEqual([]);
      grows('no one hears this.', true);
      expect(words(captions.late(snapshotOf(), at(4, false)))).toEqual([]);
      grows('but');
      expect(words(captions.late(snapshotOf(), at(5, false)))).toEqual(['but']);
      // The people of the stage read all of it.
      expect(captions.of(['call1']).calls[0]?.lines.map(({ text }) => text)).toEqual([
        'before',
        'no one hears this.',
        'but',
      ]);
    }
  });

  it('[C6] a line that grew while it was cut is not read after a silence either, the next one is', () => {
    const captions = new LiveCaptions();
    const grows = (text: string, now: number) =>
      captions.write('call1', { sourceId: 'h1', id: 'h1', text, final: false }, now);
    const readAt = (now: number) => words(captions.late(snapshotOf(), at(now, false)));
    grows('no one', 0);
    captions.late(snapshotOf(), at(0, true));
    expect(captions.lapse(CAPTION_SHOWN_MS)).toBeNull();
    const back = 2 * CAPTION_SHOWN_MS;
    expect(readAt(back)).toEqual([]);
    grows('no one hears', back + 1);
    expect(readAt(back + 1)).toEqual([]);
    captions.write('call1', { sourceId: 'h1', id: 'done', text: 'no one hears this.', final: true }, back + 2);
    expect(readAt(back + 2)).toEqual([]);
    grows('but', back + 3);
    expect(readAt(back + 3)).toEqual(['but']);
  });

  it('what was written before anything is known of its call is read once it is in the programme', () => {
    const captions = new LiveCaptions();
    written(captions, 'one');
    const before = { ...snapshotOf(), calls: [] } as SessionSnapshot;
    expect(words(captions.late(before, at(0, false)))).toEqual([]);
    expect(words(captions.late(snapshotOf(), at(1, false)))).toEqual(['one']);
  });

  it('[C2] only of a call that is in the programme; taken off it, they go at once', () => {
    const secret = snapshotOf({}, callIn('live', { public: false }));
    const captions = new LiveCaptions();
    written(captions, 'secret');
    expect(words(captions.late(secret, at(0, false)))).toEqual([]);
    const later = snapshotOf({ delayMs: DELAY_MS });
    const other = new LiveCaptions();
    written(other, 'one');
    other.late(later, at(0, false));
    expect(words(other.late(later, at(DELAY_MS, false)))).toEqual(['one']);
    const off = snapshotOf({ delayMs: DELAY_MS }, callIn('live', { public: false }));
    expect(words(other.late(off, at(DELAY_MS + 1, false)))).toEqual([]);
  });

  it('[T6] a consent to the broadcast that is withdrawn takes them, too', () => {
    const captions = new LiveCaptions();
    written(captions, 'one');
    expect(words(captions.late(snapshotOf({ delayMs: 0 }), at(0, false)))).toEqual(['one']);
    const { consent } = ticketIn('live');
    const without = ticketIn('live', { consent: { ...consent, broadcast: false } });
    expect(words(captions.late(snapshotOf({}, callIn('live'), without), at(1, false)))).toEqual([]);
  });

  it('what nothing came after goes: ten seconds later on the stage, by the delay after that in the programme', () => {
    const captions = new LiveCaptions();
    const snapshot = snapshotOf({ delayMs: DELAY_MS });
    captions.late(snapshot, at(0, false));
    written(captions, 'one');
    captions.late(snapshot, at(0, false));
    expect(captions.lapse(CAPTION_SHOWN_MS - 1)).toBe(CAPTION_SHOWN_MS);
    expect(captions.of(['call1']).calls).toHaveLength(1);
    expect(captions.lapse(CAPTION_SHOWN_MS)).toBeNull();
    expect(captions.of(['call1']).calls).toEqual([]);
    expect(words(captions.late(snapshot, at(CAPTION_SHOWN_MS, false)))).toEqual(['one']);
    expect(words(captions.late(snapshot, at(CAPTION_SHOWN_MS + DELAY_MS, false)))).toEqual([]);
    expect(captions.isQuiet).toBe(true);
  });

  it('a line after a long silence brings none of long ago along', () => {
    const captions = new LiveCaptions();
    written(captions, 'one');
    written(captions, 'two', CAPTION_SHOWN_MS - 1);
    expect(words(captions.late(snapshotOf(), at(CAPTION_SHOWN_MS, false)))).toEqual(['one', 'two']);
    written(captions, 'three', 3 * CAPTION_SHOWN_MS);
    expect(words(captions.late(snapshotOf(), at(3 * CAPTION_SHOWN_MS, false)))).toEqual(['three']);
  });

  it('a call that ended is read to its end, and forgotten then', () => {
    const captions = new LiveCaptions();
    const snapshot = snapshotOf({ delayMs: DELAY_MS });
    captions.late(snapshot, at(0, false));
    written(captions, 'goodbye');
    captions.late(snapshot, at(1_000, false));
    const ended = snapshotOf({ delayMs: DELAY_MS }, callIn('ended'), ticketIn('done'));
    captions.forget(ended);
    expect(captions.of(['call1']).calls).toEqual([]);
    captions.late(ended, at(2_000, false));
    expect(words(captions.late(ended, at(1_000 + DELAY_MS, false)))).toEqual(['goodbye']);
    expect(words(captions.late(ended, at(2_000 + DELAY_MS, false)))).toEqual([]);
    expect(captions.isQuiet).toBe(true);
  });
});
