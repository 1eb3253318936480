/** [C12] Down from video without losing the turn. */
import { describe, expect, test } from 'vitest';
import { beginMessage, keepMessage } from '../../../server/domain/calls/left-message.ts';
import { declineStep, enter, offerStep } from '../../../server/domain/queue/transitions.ts';
import { MESSAGE_MOST_MS } from '../../../shared/left-message.ts';
import { LADDER_STEPS, TICKET_STATES } from '../../../shared/states.ts';
import { accepted, STARTS_AT, sessionIn, ticketIn } from './fixtures.ts';

const live = sessionIn('live');
const NOW = STARTS_AT + 1000;

describe('[C12] sound alone', () => {
  test('because of the network is kept as such, until this person chooses again', () => {
    for (const state of ['waiting', 'screening', 'onDeck', 'live'] as const) {
      const down = accepted(enter(ticketIn(state), 'audio', live, NOW, 'network')).state;
      expect(down).toMatchObject({ state, participation: 'audio', ladder: { soundFor: 'network', offered: null } });
      expect(accepted(enter(down, 'video', live, NOW)).state).toMatchObject({ participation: 'video', ladder: null });
    }
  });

  test('by choice says nothing of the network, and a picture never does', () => {
    expect(accepted(enter(ticketIn('live'), 'audio', live, NOW)).state.ladder).toBeNull();
    expect(accepted(enter(ticketIn('live'), 'video', live, NOW, 'network')).state.ladder).toBeNull();
  });
});

describe('[C12] the desk offers a step', () => {
  test('to whoever is there, from the waiting room to the call; a message or writing only before it', () => {
    for (const state of TICKET_STATES)
      for (const step of LADDER_STEPS) {
        const isHere = ['waiting', 'away', 'screening', 'onDeck'].includes(state);
        const onCall = state === 'live' && (step === 'audio' || step === 'phone');
        expect([state, step, offerStep(ticketIn(state), step).ok]).toEqual([state, step, isHere || onCall]);
      }
  });

  test('not the one that is taken already, nor a better one', () => {
    expect(offerStep(ticketIn('live', { participation: 'audio' }), 'audio').ok).toBe(false);
    expect(offerStep(ticketIn('live', { participation: 'phone' }), 'audio').ok).toBe(false);
    expect(offerStep(ticketIn('live', { participation: 'audio' }), 'phone').ok).toBe(true);
  });

  test('and takes it back, or hears that it is not wanted; the turn is what it was', () => {
    const before = ticketIn('onDeck');
    const offered = accepted(offerStep(before, 'message')).state;
    expect(offered).toEqual({ ...before, ladder: { soundFor: null, offered: 'message' } });
    expect(accepted(offerStep(offered, null)).state).toEqual(before);
    expect(accepted(declineStep(offered)).state).toEqual(before);
    expect(declineStep(before)).toMatchObject({ ok: false, code: 'STALE' });
  });

  test('taking it is the end of the offer', () => {
    const offered = accepted(offerStep(ticketIn('live'), 'audio')).state;
    expect(accepted(enter(offered, 'audio', live, NOW)).state.ladder).toBeNull();
  });
});

describe('[C12] a recorded message', () => {
  const ticket = ticketIn('waiting');
  const begun = beginMessage(ticket, { id: 'rc1', file: 'ab', container: 'webm' }, NOW);
  const found = { lengthMs: 20_000, bytes: 9, picture: true };

  test('is kept once, as a recording of its ticket', () => {
    const kept = accepted(keepMessage(begun, found)).state;
    expect(kept).toMatchObject({ ticketId: ticket.id, side: 'message', state: 'kept', lengthMs: 20_000 });
    expect(keepMessage(kept, found)).toMatchObject({ ok: false, code: 'WRONG_STATE' });
  });

  test('lasts three minutes', () => {
    expect(keepMessage(begun, { ...found, lengthMs: MESSAGE_MOST_MS + 1000 }).ok).toBe(true);
    expect(keepMessage(begun, { ...found, lengthMs: 2 * MESSAGE_MOST_MS })).toMatchObject({ code: 'MESSAGE_TOO_LONG' });
  });
});
