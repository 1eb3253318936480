import { expect, test } from 'vitest';
import { handedOver } from '../../../client/features/stage/arrived.ts';

type View = Parameters<typeof handedOver>[0];
const view = (parts: { calls?: unknown[]; rows?: unknown[]; summoned?: unknown }): View =>
  ({ calls: [], rows: [], summoned: null, ...parts }) as unknown as View;
const running = view({ calls: [{ head: { id: 'call1', ticketId: 't1', state: 'live' } }] });

test('[C4] a call that was neither called to the room nor talked in before was handed over to it', () => {
  expect(handedOver(view({}), running)).toBe('call1');
  expect(handedOver(running, running)).toBeNull();
  expect(handedOver(view({ rows: [{ ticketId: 't2', state: 'onDeck' }] }), running)).toBe('call1');
  for (const state of ['screening', 'onDeck'])
    expect(handedOver(view({ rows: [{ ticketId: 't1', state }] }), running)).toBeNull();
  const summoned = { callId: 'call1', joined: true };
  expect(handedOver(view({ summoned }), running)).toBeNull();
  expect(handedOver(view({ summoned: { ...summoned, joined: false } }), running)).toBe('call1');
  expect(handedOver(running, view({}))).toBeNull();
});
