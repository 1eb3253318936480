import { describe, expect, it } from 'vitest';
import { grantOf } from '../../../server/domain/calls/grants.ts';
import { mediaStateOf } from '../../../server/domain/calls/media-state.ts';
import type { PeerIdentity } from '../../../server/domain/calls/media-types.ts';
import * as summons from '../../../server/domain/calls/summons.ts';
import * as calls from '../../../server/domain/calls/transitions.ts';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import { CALL_STATES } from '../../../shared/states.ts';
import { accepted, callIn, MINUTE, peer, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const NOW = STARTS_AT + MINUTE;
const WATER = { seatId: 'water', unitId: 'u1' };
const ring = (call: CallRecord, seatId = 'water'): CallRecord =>
  accepted(summons.summon(call, { ...WATER, seatId }, 'Zhou', [call], NOW)).state;
const join = (call: CallRecord, seatId = 'water'): CallRecord =>
  accepted(summons.accept(call, seatId, 'Zheng', [call], NOW)).state;

describe('[C11] a department’s officer on a stage', () => {
  it('rings for a call that runs on a stage, and for no other', () => {
    for (const state of CALL_STATES) {
      const decision = summons.summon(callIn(state), WATER, 'Zhou', [], NOW);
      expect(decision.ok, state).toBe(state === 'live' || state === 'held');
    }
    expect(ring(callIn('live')).summons).toEqual([{ ...WATER, calledAt: NOW, calledBy: 'Zhou', state: 'ringing' }]);
  });

  it('joins, refuses with a reason, leaves, or is sent away; each once', () => {
    const ringing = ring(callIn('live'));
    const joined = join(ringing);
    expect(joined.summons).toMatchObject([{ state: 'joined', joinedAt: NOW, by: 'Zheng' }]);
    expect(summons.accept(joined, 'water', 'Zheng', [joined], NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(summons.refuse(ringing, 'water', ' ', 'Zheng', NOW)).toMatchObject({ code: 'REASON_MISSING' });
    const refused = accepted(summons.refuse(ringing, 'water', 'busy', 'Zheng', NOW)).state;
    expect(refused.summons).toMatchObject([{ state: 'refused', reason: 'busy', by: 'Zheng' }]);
    expect(summons.refuse(joined, 'water', 'busy', 'Zheng', NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(accepted(summons.leave(joined, 'water', NOW + 1)).state.summons).toMatchObject([
      { state: 'left', at: NOW + 1, joinedAt: NOW },
    ]);
    expect(summons.leave(ringing, 'water', NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(accepted(summons.dismiss(joined, 'water', NOW)).state.summons).toMatchObject([{ state: 'left' }]);
    const takenBack = accepted(summons.dismiss(ringing, 'water', NOW)).state;
    expect(takenBack.summons).toMatchObject([{ state: 'left', joinedAt: null }]);
    for (const gone of [refused, takenBack, callIn('live')])
      for (const decision of [summons.accept(gone, 'water', 'Zheng', [gone], NOW), summons.dismiss(gone, 'water', NOW)])
        expect(decision).toMatchObject({ code: 'WRONG_STATE', details: { needs: 'summoned' } });
    // Somebody who refused can be called again.
    expect(ring(refused).summons.map(({ state }) => state)).toEqual(['refused', 'ringing']);
  });

  it('is one of three at most, at one call at a time', () => {
    const three = ['x', 'y', 'z'].reduce((call, seatId) => ring(call, seatId), callIn('live'));
    const full = { code: 'WRONG_STATE', details: { needs: 'summonedFull' } };
    expect(summons.summon(three, WATER, 'Zhou', [three], NOW)).toMatchObject(full);
    const fewer = accepted(summons.dismiss(three, 'y', NOW)).state;
    expect(ring(fewer).summons).toHaveLength(4);
    const busy = { code: 'SEAT_BUSY', details: { callId: 'call1' } };
    const other = callIn('live', { id: 'call2', ticketId: 't2', seatId: 'b' });
    expect(summons.summon(other, { ...WATER, seatId: 'x' }, 'Zhou', [three, other], NOW)).toMatchObject(busy);
    expect(summons.summon(three, { ...WATER, seatId: 'x' }, 'Zhou', [three], NOW)).toMatchObject(busy);
  });

  it('does not join with a caller of its own, and takes none while it is away', () => {
    const ringing = ring(callIn('live'));
    const own = callIn('live', { id: 'own', ticketId: 't9', seatId: 'water' });
    const busy = summons.accept(ringing, 'water', 'Zheng', [ringing, own], NOW);
    expect(busy).toMatchObject({ code: 'SEAT_BUSY', details: { callId: 'own' } });
    const facts = { id: 'k1', ticketId: 't3', seatId: 'water', participation: 'video' } as const;
    const session = sessionIn('live', { seats: [seat('a'), seat('water')] });
    expect(calls.startCall(session, facts, [join(ringing)], NOW)).toMatchObject({ code: 'SEAT_BUSY' });
    expect(calls.startCall(session, facts, [ringing], NOW).ok).toBe(true);
  });

  it('stays as who speaks when the call is handed over to its room, and to no other room’s officer', () => {
    const joined = join(ring(ring(callIn('live')), 'roads'));
    const to = { seatId: 'water', mayBePublic: false };
    const over = accepted(calls.handOver(joined, to, [joined], NOW)).state;
    expect(over).toMatchObject({ seatId: 'water', public: false, summons: [{ state: 'left' }, { state: 'ringing' }] });
    const other = callIn('live', { id: 'call2', ticketId: 't2', seatId: 'b' });
    expect(calls.handOver(other, to, [joined, other], NOW)).toMatchObject({ code: 'SEAT_BUSY' });
  });

  it('has left when the call is over', () => {
    const ending = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
    const over = accepted(calls.end(ring(join(ring(callIn('live'))), 'x'), ending, NOW + MINUTE)).state;
    expect(over.summons).toMatchObject([
      { seatId: 'water', state: 'left', joinedAt: NOW, at: NOW + MINUTE },
      { seatId: 'x', state: 'left', joinedAt: null },
    ]);
    expect(summons.summonedTo([over], 'water')).toBeUndefined();
  });
});

describe('[C7] what an officer on a stage sees and hears, and who sees and hears them', () => {
  const room = (id: string) => ({ ...seat(id), onAir: false, room: { unitId: 'u1', categories: [], turn: 0 } });
  const session = sessionIn('live', { seats: [seat('a'), seat('b'), room('water'), room('roads')] });
  const PEERS = {
    cit: peer('citizen', 'k-cit', { ticketId: 't1' }),
    waits: peer('citizen', 'k-waits', { ticketId: 't2' }),
    leader: peer('official', 'k-a', { seatId: 'a' }),
    otherLeader: peer('official', 'k-b', { seatId: 'b' }),
    water: peer('official', 'k-water', { seatId: 'water' }),
    roads: peer('official', 'k-roads', { seatId: 'roads' }),
    aide: peer('aide', 'k-aide', { personId: 'm3' }),
    viewer: peer('audience', 'k-view'),
  } satisfies Record<string, PeerIdentity>;
  type Name = keyof typeof PEERS;
  const NAMES = Object.keys(PEERS) as Name[];
  const SOURCES = ['camera', 'microphone'] as const;
  const grants = (call: CallRecord) => {
    const state = mediaStateOf(session, [ticketIn('live')], [call], NOW);
    return (viewer: Name, owner: Name) => grantOf(PEERS[viewer], PEERS[owner], 'camera', state);
  };
  const PEOPLE = ['cit', 'leader', 'aide'] as const;

  it('prepares everything while it rings, so that joining resumes and negotiates nothing (C1)', () => {
    const [ringing, joined] = [grants(ring(callIn('live'))), grants(join(ring(callIn('live'))))];
    for (const viewer of NAMES)
      for (const owner of NAMES) {
        if (joined(viewer, owner).flow === 'flowing')
          expect(ringing(viewer, owner).flow, `${viewer} < ${owner}`).not.toBe('none');
        // Until they join nothing flows to or from them.
        if (viewer === 'water' || owner === 'water') expect(ringing(viewer, owner).flow).not.toBe('flowing');
      }
  });

  it('flows both ways once joined, named as a guest, and to the audience with the programme', () => {
    const flow = grants(join(ring(callIn('live'))));
    const guest = { flow: 'flowing', purpose: 'stage', guest: true };
    for (const viewer of PEOPLE) expect(flow(viewer, 'water'), viewer).toEqual(guest);
    for (const owner of ['cit', 'leader'] as const)
      expect(flow('water', owner)).toEqual({ flow: 'flowing', purpose: 'stage' });
    for (const viewer of ['viewer', 'waits'] as const)
      expect(flow(viewer, 'water')).toEqual({ ...guest, purpose: 'programme' });
    expect(grants(join(ring(callIn('live', { public: false }))))('viewer', 'water').flow).toBe('prepared');
    for (const outside of ['otherLeader', 'roads'] as const)
      for (const inside of ['water', 'cit', 'leader'] as const) expect(flow(outside, inside).flow).toBe('none');
  });

  it('joins officers with each other', () => {
    const one = join(ring(ring(callIn('live')), 'roads'));
    expect(grants(one)('water', 'roads').flow).toBe('prepared');
    const both = grants(join(one, 'roads'));
    for (const [viewer, owner] of [
      ['water', 'roads'],
      ['roads', 'water'],
    ] as const)
      expect(both(viewer, owner)).toEqual({ flow: 'flowing', purpose: 'stage', guest: true });
  });

  it('is silent while the call is held, and gone with its end, with leaving and with refusing', () => {
    const joined = join(ring(callIn('live')));
    const held = grants(accepted(calls.hold(joined, NOW)).state);
    const left = [
      accepted(summons.leave(joined, 'water', NOW)).state,
      accepted(summons.refuse(ring(callIn('live')), 'water', 'busy', 'Zheng', NOW)).state,
    ];
    for (const name of [...PEOPLE, 'viewer'] as const) {
      expect(held(name, 'water').flow, name).not.toBe('flowing');
      for (const gone of left) expect(grants(gone)(name, 'water').flow).toBe('none');
    }
    for (const owner of ['cit', 'leader'] as const) expect(held('water', owner).flow).toBe('prepared');
    // Sound only: no picture of the citizen, and none to them.
    const state = mediaStateOf(session, [ticketIn('live')], [{ ...joined, participation: 'audio' }], NOW);
    const sources = (viewer: Name, owner: Name) =>
      SOURCES.map((source) => grantOf(PEERS[viewer], PEERS[owner], source, state).flow);
    expect([sources('water', 'cit'), sources('cit', 'water')]).toEqual([
      ['none', 'flowing'],
      ['none', 'flowing'],
    ]);
  });
});
