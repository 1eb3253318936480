import { describe, expect, it } from 'vitest';
import { undoableRow } from '../../../client/features/queue/undo.ts';
import { nearTurn, tellTurn } from '../../../server/domain/queue/near-turn.ts';
import * as queue from '../../../server/domain/queue/transitions.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import { asTold, tellHeld, UNDO_MS, undo, undoable, undoNow } from '../../../server/domain/queue/undo.ts';
import { UNDO_SHOWN_MS } from '../../../shared/states.ts';
import { row } from '../desk/row.ts';
import { accepted, MINUTE, STARTS_AT, sessionIn, ticketIn } from './fixtures.ts';

const NOW = STARTS_AT + 10 * MINUTE;
const live = sessionIn('live');
const HELD = { effect: 'hold', at: NOW + UNDO_MS };

/** As the store does it. */
const saved = (ticket: TicketRecord): TicketRecord => ({ ...ticket, version: ticket.version + 1 });
const called = (facts: Partial<TicketRecord> = {}) =>
  ({ ...ticketIn('screening'), answeredAt: null, participation: 'phone', ...facts }) as TicketRecord;

const ACTS = {
  passOver: (ticket: TicketRecord) => queue.passOver(ticket, live, NOW),
  refuse: (ticket: TicketRecord) => queue.refuse(ticket, 'court', 'the court', NOW),
  move: (ticket: TicketRecord) => queue.move(ticket, { lane: 'head', order: 0.5 }, 'ill', NOW),
};
const done = (what: keyof typeof ACTS, before: TicketRecord, by = 'm1') =>
  accepted(undoable(before, ACTS[what](before), what, by, NOW));
/** What was done, and another moderator’s queue beside it. */
const acted = (what: keyof typeof ACTS, before: TicketRecord) => saved(done(what, before).state);
const back = (
  ticket: TicketRecord,
  { by = 'm1', now = NOW + 1_000, open = [] as TicketRecord[], session = live } = {},
) => undo(ticket, session, [ticket, ...open], by, now);
const same = ({ version: _version, undo: _undo, told: _told, ...rest }: TicketRecord) => rest;

describe('[Q9] for a few seconds a moderator can take back what they did', () => {
  const cases: [keyof typeof ACTS, TicketRecord][] = [
    ['passOver', called()],
    ['passOver', called({ passes: 2, passedAtCall: 0 })],
    ...(['booked', 'waiting', 'away', 'screening', 'onDeck'] as const).map(
      (state): [keyof typeof ACTS, TicketRecord] => ['refuse', ticketIn(state)],
    ),
    ['move', ticketIn('waiting')],
    ['move', ticketIn('away')],
  ];
  for (const [what, before] of cases) {
    it(`leads from ${what} back to ${before.state}, with place and passes as they were`, () => {
      const ticket = acted(what, before);
      expect(same(ticket)).not.toEqual(same(before));
      const again = accepted(back(ticket));
      expect(same(again.state)).toEqual(same(before));
      expect(again.effects).toEqual([]);
      expect(again.state.undo).toBeNull();
    });
  }

  it('not for another moderator, not when it is too late, not twice', () => {
    const ticket = acted('move', ticketIn('waiting'));
    expect(back(ticket, { by: 'm2' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(back(ticket, { now: NOW + UNDO_MS - 1 })).toMatchObject({ ok: true });
    expect(back(ticket, { now: NOW + UNDO_MS })).toMatchObject({ code: 'UNDO_TOO_LATE' });
    expect(back(saved(accepted(back(ticket)).state))).toMatchObject({ code: 'UNDO_CHANGED' });
    expect(back(ticketIn('waiting'))).toMatchObject({ code: 'UNDO_CHANGED' });
  });

  it('not once something else happened to the ticket, whoever did it', () => {
    const passed = acted('passOver', called());
    for (const next of [
      queue.call(passed, 'm2', NOW),
      queue.leave(passed, NOW),
      queue.stepAway(passed, NOW),
      queue.changeConsent(passed, 'call', false, NOW),
      queue.setParticipation(passed, 'video', NOW),
      queue.send(passed, { to: 'leader' }, 'asked', NOW),
      queue.refuse(passed, 'court', 'the court', NOW),
    ])
      expect(back(saved(accepted(next).state))).toMatchObject({ code: 'UNDO_CHANGED' });
    expect(back(acted('move', passed))).toMatchObject({ ok: true });
  });

  it('reading a message and being told of the turn coming near take nothing away from it', () => {
    const moved = acted('move', ticketIn('waiting'));
    const read = saved(accepted(queue.readMessages(moved, NOW, NOW)).state);
    const [near] = nearTurn([read], live);
    const told = saved(tellTurn(read, near?.told ?? expect.fail('not told'), false).state);
    expect(told.told).toBe('next');
    expect(undoNow(told, NOW)).not.toBeNull();
    expect(undoNow(told, NOW + UNDO_MS)).toBeNull();
    expect(accepted(back(told)).state).toMatchObject({ order: 1, told: 'next', messagesReadAt: NOW });
  });

  it('[Q5] whoever had heard of the turn and was moved far back does not hear again by the undo', () => {
    const before = ticketIn('waiting', { told: 'next' });
    const moved = acted('move', before);
    expect(accepted(back({ ...moved, told: 'nothing' })).state.told).toBe('next');
  });

  it('not to a place that somebody else has by now, nor where the evening has gone on', () => {
    const moved = acted('move', ticketIn('waiting'));
    const other = ticketIn('waiting', { id: 't2', order: 1 });
    expect(back(moved, { open: [other] })).toMatchObject({ code: 'UNDO_CHANGED' });
    expect(back(moved, { session: sessionIn('ended') })).toMatchObject({ code: 'UNDO_CHANGED' });
    const again = ticketIn('waiting', { id: 't9', order: 9 });
    expect(back(acted('refuse', ticketIn('waiting')), { open: [again] })).toMatchObject({ code: 'UNDO_CHANGED' });
    const passed = acted('passOver', called());
    expect(back(passed, { session: sessionIn('paused') })).toMatchObject({ code: 'WRONG_STATE' });
    expect(back(passed, { session: sessionIn('closing') })).toMatchObject({ code: 'CLOSING_TIME' });
  });

  it('tells nobody of a pass or a refusal until it stands, and once', () => {
    for (const [what, before, says] of [
      ['passOver', called(), 'passedOver'],
      ['passOver', called({ passes: 2 }), 'noShow'],
      ['refuse', ticketIn('waiting'), 'refused'],
    ] as const) {
      const { state, effects } = done(what, before);
      expect(effects).toContainEqual(HELD);
      expect(effects.map(({ effect }) => effect)).not.toContain('tell');
      const told = accepted(tellHeld(saved(state), NOW) ?? expect.fail('nothing was held back'));
      expect(told.effects).toEqual([{ effect: 'tell', what: says }]);
      expect(undoNow(saved(told.state), NOW)).toBeNull();
      expect(tellHeld(saved(told.state), NOW)).toBeNull();
      expect(back(saved(told.state))).toMatchObject({ code: 'UNDO_TOO_LATE' });
      expect(tellHeld(saved(accepted(back(saved(state))).state), NOW)).toBeNull();
    }
    expect(done('move', ticketIn('waiting')).effects.map(({ effect }) => effect)).toEqual(['log']);
  });

  it('tells of a refusal after a consent was withdrawn, of no pass whose person was called again', () => {
    const refused = acted('refuse', ticketIn('waiting'));
    const withdrawn = saved(accepted(queue.changeConsent(refused, 'broadcast', false, NOW)).state);
    expect(tellHeld(withdrawn, NOW)?.ok).toBe(true);
    const again = accepted(queue.call(acted('passOver', called()), 'm2', NOW)).state;
    expect(tellHeld(saved(again), NOW)).toBeNull();
  });

  it('a refusal is on the person’s own page when it stands, a pass at once', () => {
    const refused = acted('refuse', ticketIn('waiting'));
    expect(asTold(refused)).toMatchObject({ state: 'waiting', order: 1 });
    expect(asTold(saved(accepted(tellHeld(refused, NOW) ?? expect.fail()).state)).state).toBe('refused');
    expect(asTold(acted('passOver', called())).state).toBe('waiting');
  });

  it('the desk offers the newest of one’s own, as long as it says', () => {
    const until = NOW + UNDO_SHOWN_MS;
    const own = (ticketId: string, byId: string, at: number) =>
      row({ ticketId, undo: { what: 'move', byId, until: at } });
    const rows = [row({}), own('t1', 'm1', until), own('t2', 'm1', until + 5), own('t3', 'm2', until + 9)];
    expect(undoableRow(rows, 'm1', NOW)?.ticketId).toBe('t2');
    expect(undoableRow(rows, 'm1', until + 2)?.ticketId).toBe('t2');
    expect(undoableRow(rows, 'm1', until + 5)).toBeNull();
  });
});
