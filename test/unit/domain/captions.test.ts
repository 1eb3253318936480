import { describe, expect, it } from 'vitest';
import { captionEveryMs, captionedCall, withSegment } from '../../../server/domain/calls/captions.ts';
import type { CaptionLine } from '../../../shared/captions.ts';
import { CALL_STATES } from '../../../shared/states.ts';
import { callIn, ticketIn } from './fixtures.ts';

const typed = (lines: readonly CaptionLine[], text: string | null, sourceId = 'h1') =>
  withSegment(lines, { sourceId, id: sourceId, text, final: false });
const done = (lines: readonly CaptionLine[], text: string, id = text, sourceId = 'h1') =>
  withSegment(lines, { sourceId, id, text, final: true });
const read = (lines: readonly CaptionLine[]) => lines.map(({ text, final }) => (final ? text : `${text}…`));

describe('[C15] captions', () => {
  it('a line grows in its place, is finished, and makes room for the next', () => {
    let lines = typed([], 'the road');
    lines = typed(lines, 'the road is');
    expect(read(lines)).toEqual(['the road is…']);
    lines = done(lines, 'The road is broken.');
    expect(read(lines)).toEqual(['The road is broken.']);
    lines = typed(lines, 'since');
    expect(read(lines)).toEqual(['The road is broken.', 'since…']);
    lines = done(done(lines, 'Since spring.'), 'We wait.');
    expect(read(lines)).toEqual(['Since spring.', 'We wait.']);
  });

  it('what was growing can be taken away, and an empty line is none', () => {
    expect(typed(typed([], 'wrong'), null)).toEqual([]);
    expect(read(typed(done([], 'Right.'), null))).toEqual(['Right.']);
  });

  it('two who write grow a line each, and do not take the other’s', () => {
    const both = typed(typed(done([], 'One.'), 'mine'), 'yours', 'h2');
    expect(read(both)).toEqual(['One.', 'mine…', 'yours…']);
    expect(read(done(both, 'Mine.'))).toEqual(['One.', 'Mine.', 'yours…']);
  });

  it('are of the live call at the own seat, whose person agrees to it', () => {
    const ticket = ticketIn('live');
    const of = (call = callIn('live'), seatId = 'a', its = ticket) => captionedCall([call], seatId, () => its)?.id;
    expect(of()).toBe('call1');
    expect(of(callIn('live'), 'b')).toBeUndefined();
    for (const state of CALL_STATES) expect(of(callIn(state)) !== undefined, state).toBe(state === 'live');
    const without = ticketIn('live', { consent: { ...ticket.consent, call: false } });
    expect(of(callIn('live'), 'a', without)).toBeUndefined();
    expect(captionedCall([callIn('live')], 'a', () => undefined)).toBeUndefined();
  });

  it('growing lines go out less often to very many, and never less than once a second', () => {
    expect([0, 200, 5_000, 100_000].map(captionEveryMs)).toEqual([100, 100, 500, 1_000]);
  });
});
