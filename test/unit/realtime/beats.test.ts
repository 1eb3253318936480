import { describe, expect, test } from 'vitest';
import { hereUntil, mustBeat, SILENCE_MS } from '../../../server/realtime/beats.ts';
import { TICKET_STATES } from '../../../shared/states.ts';
import { ticketIn } from '../domain/fixtures.ts';

describe('[C6] who has to say that they are there', () => {
  test('desks and screens always, the audience never', () => {
    for (const as of ['moderator', 'aide', 'official'] as const) expect(mustBeat(as, undefined)).toBe(true);
    expect(mustBeat('audience', undefined)).toBe(false);
  });

  test('a citizen in the turn, unless on the telephone', () => {
    for (const state of TICKET_STATES) {
      const inTurn = state === 'screening' || state === 'onDeck' || state === 'live';
      expect(mustBeat('citizen', ticketIn(state)), state).toBe(inTurn);
      expect(mustBeat('citizen', ticketIn(state, { participation: 'phone' })), state).toBe(false);
    }
    expect(mustBeat('citizen', { ...ticketIn('screening'), answeredAt: null } as never)).toBe(false);
    expect(mustBeat('citizen', undefined)).toBe(false);
  });
});

describe('until when somebody was there', () => {
  const at = 1_000_000;

  test('now, as long as at most two beats are missing', () => {
    expect(hereUntil(at, true, at + SILENCE_MS)).toBe(at + SILENCE_MS);
    expect(hereUntil(at, true, at + SILENCE_MS + 1)).toBe(at);
  });

  test('now, for whom an open socket is enough, and after a clock was set back', () => {
    expect(hereUntil(at, false, at + 60_000)).toBe(at + 60_000);
    expect(hereUntil(at, true, at - 60_000)).toBe(at - 60_000);
  });
});
