import { describe, expect, it } from 'vitest';
import { stillPublic } from '../../../server/domain/calls/delay.ts';
import { grantOf } from '../../../server/domain/calls/grants.ts';
import * as helpers from '../../../server/domain/calls/helpers.ts';
import { mediaStateOf } from '../../../server/domain/calls/media-state.ts';
import type { PeerIdentity } from '../../../server/domain/calls/media-types.ts';
import * as summons from '../../../server/domain/calls/summons.ts';
import * as calls from '../../../server/domain/calls/transitions.ts';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import { HELPER_KINDS, type HelperKind } from '../../../shared/helpers.ts';
import { SESSION_STATES } from '../../../shared/states.ts';
import { accepted, callIn, helperIn, MINUTE, peer, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const NOW = STARTS_AT + MINUTE;
const { countyId: _, sessionId: __, openedAt: ___, removedAt: ____, ...facts } = helperIn('interpreter');

describe('[C14] a guest link', () => {
  it('is made for an evening that is not over, and a seat that it has', () => {
    for (const state of SESSION_STATES)
      expect(helpers.book(sessionIn(state), facts, []).ok, state).toBe(!['ended', 'cancelled'].includes(state));
    const nowhere = helpers.book(sessionIn('live'), { ...facts, seatId: 'none' }, []);
    expect(nowhere).toMatchObject({ code: 'NOT_FOUND' });
    expect(accepted(helpers.book(sessionIn('live'), facts, [])).state).toEqual(
      helperIn('interpreter', { openedAt: null }),
    );
  });

  it('is one of twenty that hold', () => {
    const many = Array.from({ length: helpers.MOST_HELPERS }, (_each, at) => helperIn('captioner', { id: `h${at}` }));
    expect(helpers.book(sessionIn('live'), facts, many)).toMatchObject({
      code: 'HELPERS_FULL',
      details: { most: helpers.MOST_HELPERS },
    });
    const [first, ...rest] = many;
    const fewer = [helpers.remove(first ?? helperIn('captioner'), NOW), ...rest];
    expect(helpers.book(sessionIn('live'), facts, fewer).ok).toBe(true);
  });

  it('opens as often as wanted, for its own evening, until it is taken back or that is over', () => {
    const booked = helperIn('interpreter', { openedAt: null });
    const opened = accepted(helpers.open(booked, sessionIn('lobby'), NOW)).state;
    expect(opened.openedAt).toBe(NOW);
    expect(accepted(helpers.open(opened, sessionIn('live'), NOW + 1)).state.openedAt).toBe(NOW);
    const wrong = { code: 'GUEST_LINK_WRONG' };
    expect(helpers.open(null, null, NOW)).toMatchObject(wrong);
    expect(helpers.open(booked, sessionIn('live', { id: 's2' }), NOW)).toMatchObject(wrong);
    const over = { code: 'GUEST_LINK_OVER' };
    expect(helpers.open(helpers.remove(booked, NOW), sessionIn('live'), NOW)).toMatchObject(over);
    for (const state of ['ended', 'cancelled'] as const)
      expect(helpers.open(booked, sessionIn(state), NOW)).toMatchObject(over);
  });

  it('is taken back once', () => {
    const removed = helpers.remove(helperIn('interpreter'), NOW);
    expect(helpers.remove(removed, NOW + 1)).toEqual(removed);
  });
});

describe('[C7] what helpers get of a stage and give to it', () => {
  const room = { ...seat('water', false), room: { unitId: 'u1', categories: [], turn: 0 } };
  const session = sessionIn('live', { seats: [seat('a'), seat('b'), room] });
  const helper = (kind: HelperKind, seatId = 'a', id = `${kind}-${seatId}`): PeerIdentity =>
    peer('helper', `helper:${id}`, { seatId, helper: { id, kind } });
  const PEERS = {
    speaks: helper('interpreter'),
    signs: helper('signLanguage'),
    types: helper('captioner'),
    machine: helper('recogniser'),
    elsewhere: helper('interpreter', 'b'),
    removed: helper('interpreter', 'a', 'removed'),
    cit: peer('citizen', 'k-cit', { ticketId: 't1' }),
    waits: peer('citizen', 'k-waits', { ticketId: 't2' }),
    leader: peer('official', 'k-a', { seatId: 'a' }),
    otherLeader: peer('official', 'k-b', { seatId: 'b' }),
    water: peer('official', 'k-water', { seatId: 'water' }),
    aide: peer('aide', 'k-aide', { personId: 'm3' }),
    mod: peer('moderator', 'k-mod', { personId: 'm1' }),
    viewer: peer('audience', 'k-view'),
  } satisfies Record<string, PeerIdentity>;
  type Name = keyof typeof PEERS;
  const NAMES = Object.keys(PEERS) as Name[];
  const BOOKED = [
    ...HELPER_KINDS.map((kind) => helperIn(kind, { id: `${kind}-a` })),
    helperIn('interpreter', { id: 'interpreter-b', seatId: 'b' }),
    helperIn('interpreter', { id: 'removed', removedAt: 1 }),
  ];
  const stateOf = (call: CallRecord | null, booked = BOOKED) =>
    call
      ? mediaStateOf(session, [ticketIn('live')], [call], NOW, booked)
      : mediaStateOf(session, [ticketIn('onDeck')], [], NOW, booked);
  const grants = (call: CallRecord | null, booked = BOOKED) => {
    const state = stateOf(call, booked);
    return (viewer: Name, owner: Name, source: 'camera' | 'microphone' = 'camera') =>
      grantOf(PEERS[viewer], PEERS[owner], source, state);
  };
  const HERE = ['speaks', 'signs', 'types', 'machine'] as const;
  const STAGE = { flow: 'flowing', purpose: 'stage' };

  it('[C7][C12] with sound alone the citizen keeps the picture of who signs, and no other; by telephone none', () => {
    const by = (participation: CallRecord['participation'], state: 'live' | 'held' = 'live') =>
      grants(callIn(state, { participation }));
    const sound = by('audio');
    expect(sound('cit', 'signs')).toEqual(STAGE);
    expect(by('audio', 'held')('cit', 'signs')).toEqual({ flow: 'prepared', purpose: 'stage' });
    for (const other of ['speaks', 'leader'] as const) expect(sound('cit', other).flow).toBe('none');
    expect(sound('signs', 'cit').flow).toBe('none');
    expect(sound('cit', 'signs', 'microphone').flow).toBe('none');
    expect(by('phone')('cit', 'signs').flow).toBe('none');
  });

  it('an interpreter is seen and heard, who signs is seen alone, who writes is neither', () => {
    const flow = grants(callIn('live'));
    for (const viewer of ['cit', 'leader', 'aide', 'mod'] as const) {
      expect(flow(viewer, 'speaks'), viewer).toEqual(STAGE);
      expect(flow(viewer, 'speaks', 'microphone')).toEqual(STAGE);
      expect(flow(viewer, 'signs')).toEqual(STAGE);
      expect(flow(viewer, 'signs', 'microphone').flow).toBe('none');
      for (const writes of ['types', 'machine'] as const)
        for (const source of ['camera', 'microphone'] as const) expect(flow(viewer, writes, source).flow).toBe('none');
    }
    for (const viewer of ['viewer', 'waits'] as const)
      for (const owner of ['speaks', 'signs'] as const)
        expect(flow(viewer, owner)).toEqual({ flow: 'flowing', purpose: 'programme' });
  });

  it('each of them sees and hears leader, citizen and one another', () => {
    const flow = grants(callIn('live'));
    for (const viewer of HERE)
      for (const owner of ['cit', 'leader', 'speaks'] as const)
        for (const source of ['camera', 'microphone'] as const)
          if (PEERS[viewer] !== PEERS[owner])
            expect(flow(viewer, owner, source), `${viewer} < ${owner}`).toEqual(STAGE);
  });

  it('at their own stage alone, and never the green room', () => {
    const flow = grants(callIn('live'));
    for (const other of ['cit', 'leader', ...HERE] as const) {
      expect(flow('elsewhere', other).flow, other).toBe('none');
      if (other !== 'types' && other !== 'machine') expect(flow(other, 'elsewhere').flow).toBe('none');
    }
    expect(flow('otherLeader', 'speaks').flow).toBe('none');
    for (const viewer of HERE) expect(flow(viewer, 'mod').flow).toBe('none');
    const screening = mediaStateOf(session, [ticketIn('screening')], [], NOW, BOOKED);
    for (const name of HERE) {
      expect(grantOf(PEERS[name], PEERS.cit, 'microphone', screening).flow).toBe('none');
      expect(grantOf(PEERS.cit, PEERS[name], 'microphone', screening).flow).toBe('none');
    }
  });

  it('[C1] on deck everything that will flow is prepared, and flows to nobody', () => {
    const [onDeck, live] = [grants(null), grants(callIn('live'))];
    for (const viewer of NAMES)
      for (const owner of NAMES)
        for (const source of ['camera', 'microphone'] as const) {
          if (!(viewer in PEERS && (HERE as readonly Name[]).some((one) => one === viewer || one === owner))) continue;
          if (live(viewer, owner, source).flow === 'flowing')
            expect(onDeck(viewer, owner, source).flow, `${viewer} < ${owner}`).toBe('prepared');
          expect(onDeck(viewer, owner, source).flow).not.toBe('flowing');
        }
  });

  it('nothing flows while the call is held; of a call that is not public the audience gets nothing', () => {
    const held = grants(accepted(calls.hold(callIn('live'), NOW)).state);
    for (const viewer of NAMES)
      for (const owner of HERE)
        for (const [one, other] of [
          [viewer, owner],
          [owner, viewer],
        ] as const)
          expect(held(one, other).flow, `${one} < ${other}`).not.toBe('flowing');
    const secret = grants(callIn('live', { public: false }));
    for (const viewer of ['viewer', 'waits'] as const) expect(secret(viewer, 'signs').flow).toBe('prepared');
  });

  it('nothing is left of a link that was taken back, in what comes late neither', () => {
    const flow = grants(callIn('live'));
    for (const name of NAMES) {
      expect(flow(name, 'removed').flow, name).toBe('none');
      expect(flow('removed', name).flow, name).toBe('none');
    }
    const earlier = stateOf(callIn('live'));
    const now = stateOf(
      callIn('live'),
      BOOKED.map((one) => (one.kind === 'signLanguage' ? helpers.remove(one, NOW) : one)),
    );
    const late = stillPublic(earlier, now);
    expect(grantOf(PEERS.viewer, PEERS.signs, 'camera', late).flow).toBe('none');
    expect(grantOf(PEERS.viewer, PEERS.speaks, 'camera', late).flow).toBe('flowing');
    expect(stillPublic(earlier, earlier)).toBe(earlier);
  });

  it('a department’s officer who joined is on their stage too', () => {
    const ringing = accepted(summons.summon(callIn('live'), { seatId: 'water', unitId: 'u1' }, 'Zhou', [], NOW)).state;
    const joined = accepted(summons.accept(ringing, 'water', 'Zheng', [ringing], NOW)).state;
    expect(grants(ringing)('water', 'speaks').flow).toBe('prepared');
    expect(grants(joined)('water', 'speaks')).toEqual(STAGE);
    expect(grants(joined)('types', 'water', 'microphone')).toEqual({ ...STAGE, guest: true });
  });

  it('a citizen with sound only gets the voice and no picture', () => {
    const flow = grants(callIn('live', { participation: 'audio' }));
    expect(flow('cit', 'speaks', 'microphone')).toEqual(STAGE);
    expect(flow('cit', 'speaks').flow).toBe('none');
    expect(flow('types', 'cit').flow).toBe('none');
    expect(flow('types', 'cit', 'microphone')).toEqual(STAGE);
  });
});
