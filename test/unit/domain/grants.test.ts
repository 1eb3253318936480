import { describe, expect, it } from 'vitest';
import { grantOf } from '../../../server/domain/calls/grants.ts';
import { mediaStateOf } from '../../../server/domain/calls/media-state.ts';
import type { Grant, PeerIdentity, SessionMediaState } from '../../../server/domain/calls/media-types.ts';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import { CALL_STATES, MediaSource, PARTICIPATION, type Participation, TICKET_STATES } from '../../../shared/states.ts';
import { callIn, peer, STARTS_AT, sessionIn, ticketIn } from './fixtures.ts';

/** Everybody of an evening: `cit` is the citizen it is about, `other` one who waits. */
const PEERS: Record<string, PeerIdentity> = {
  cit: peer('citizen', 'k-cit', { ticketId: 't1' }),
  other: peer('citizen', 'k-other', { ticketId: 't2' }),
  holder: peer('moderator', 'k-m1', { personId: 'm1' }),
  second: peer('moderator', 'k-m2', { personId: 'm2' }),
  aide: peer('aide', 'k-aide', { personId: 'm3' }),
  seat: peer('official', 'k-a', { seatId: 'a' }),
  elsewhere: peer('official', 'k-b', { seatId: 'b' }),
  viewer: peer('audience', 'k-view'),
  check: peer('check', 'k-check'),
};
const NAMES = Object.keys(PEERS);
const SOURCES = MediaSource.options;

const state = (changes: Partial<SessionMediaState>): SessionMediaState => ({
  sessionId: 's1',
  screening: [],
  onDeck: [],
  calls: [],
  rooms: [],
  programmeSeatId: null,
  delayMs: 0,
  cut: false,
  offAir: [],
  ...changes,
});
const deck = (mayBePublic: boolean, participation: Participation = 'video') =>
  state({ onDeck: [{ ticketId: 't1', seatId: 'a', heldBy: 'm1', participation, mayBePublic }] });
const green = (participation: Participation) => state({ screening: [{ ticketId: 't1', heldBy: 'm1', participation }] });
const onStage = (
  callState: 'live' | 'held',
  participation: Participation,
  mayBePublic: boolean,
  programmeSeatId: string | null,
) =>
  state({
    calls: [{ callId: 'call1', ticketId: 't1', seatId: 'a', state: callState, participation, mayBePublic }],
    programmeSeatId,
  });

/** The desks see the meeting rooms always: whether they work is to be checked before a call. */
const ALWAYS = [
  'holder < seat: flowing stage',
  'holder < elsewhere: flowing stage',
  'second < seat: flowing stage',
  'second < elsewhere: flowing stage',
  'aide < seat: flowing stage',
  'aide < elsewhere: flowing stage',
  'check < check: flowing check',
];
const stage = (flow: 'flowing' | 'prepared') => [
  `cit < seat: ${flow} stage`,
  `seat < cit: ${flow} stage`,
  `aide < cit: ${flow} stage`,
  `holder < cit: ${flow} stage`,
  `second < cit: ${flow} stage`,
];
const audience = (owner: string, flow: 'flowing' | 'prepared') => [
  `viewer < ${owner}: ${flow} programme`,
  `other < ${owner}: ${flow} programme`,
];
const onDeck = [
  'holder < cit: flowing greenRoom',
  'second < cit: flowing greenRoom',
  'cit < holder: flowing greenRoom',
  'cit < seat: prepared stage',
  'seat < cit: prepared stage',
  'aide < cit: prepared stage',
];

const seenOffAir = (owner: string) => [`holder < ${owner}: flowing greenRoom`, `second < ${owner}: flowing greenRoom`];

/** The whole of what is granted, scene by scene. What is not named is granted to nobody. */
const SCENES: Record<string, { state: SessionMediaState; granted: string[]; microphoneOnly?: string[] }> = {
  'waiting, booked, away or after an end': { state: state({}), granted: [] },
  'in the green room': {
    state: green('video'),
    granted: [...seenOffAir('cit'), 'cit < holder: flowing greenRoom'],
  },
  'in the green room with sound only': {
    state: green('audio'),
    granted: [],
    microphoneOnly: [...seenOffAir('cit'), 'cit < holder: flowing greenRoom'],
  },
  'in the green room by telephone': { state: green('phone'), granted: [] },
  'in the green room behind another of the same moderator': {
    state: state({
      screening: [
        { ticketId: 't2', heldBy: 'm1', participation: 'video' },
        { ticketId: 't1', heldBy: 'm1', participation: 'video' },
      ],
    }),
    granted: [...seenOffAir('cit'), ...seenOffAir('other'), 'other < holder: flowing greenRoom'],
  },
  'on deck while its moderator screens the next': {
    state: state({ ...deck(false), screening: [{ ticketId: 't2', heldBy: 'm1', participation: 'video' }] }),
    granted: [
      ...onDeck.filter((line) => line !== 'cit < holder: flowing greenRoom'),
      ...seenOffAir('other'),
      'other < holder: flowing greenRoom',
    ],
  },
  'on deck while another moderator screens': {
    state: state({ ...deck(false), screening: [{ ticketId: 't2', heldBy: 'm2', participation: 'video' }] }),
    granted: [...onDeck, ...seenOffAir('other'), 'other < second: flowing greenRoom'],
  },
  'on deck, never to be public': { state: deck(false), granted: onDeck },
  'on deck, may be public': {
    state: deck(true),
    granted: [...onDeck, ...audience('cit', 'prepared'), ...audience('seat', 'prepared')],
  },
  'on deck with sound only': {
    state: deck(true, 'audio'),
    granted: audience('seat', 'prepared'),
    microphoneOnly: [...onDeck, ...audience('cit', 'prepared')],
  },
  'on deck by telephone': { state: deck(true, 'phone'), granted: audience('seat', 'prepared') },
  'live and public': {
    state: onStage('live', 'video', true, 'a'),
    granted: [...stage('flowing'), ...audience('cit', 'flowing'), ...audience('seat', 'flowing')],
  },
  'live, taken off the programme': {
    state: onStage('live', 'video', true, null),
    granted: [...stage('flowing'), ...audience('cit', 'prepared'), ...audience('seat', 'prepared')],
  },
  'live, never to be public': {
    state: onStage('live', 'video', false, null),
    granted: stage('flowing'),
  },
  'live while another seat is shown': {
    state: onStage('live', 'video', false, 'b'),
    granted: stage('flowing'),
  },
  held: {
    state: onStage('held', 'video', true, null),
    granted: [...stage('prepared'), ...audience('cit', 'prepared'), ...audience('seat', 'prepared')],
  },
  'held while the programme still names the seat': {
    state: onStage('held', 'video', true, 'a'),
    granted: [...stage('prepared'), ...audience('cit', 'prepared'), ...audience('seat', 'prepared')],
  },
  'live while another is held at the same seat': {
    state: state({
      calls: [
        { callId: 'call2', ticketId: 't2', seatId: 'a', state: 'held', participation: 'video', mayBePublic: true },
        { callId: 'call1', ticketId: 't1', seatId: 'a', state: 'live', participation: 'video', mayBePublic: true },
      ],
      programmeSeatId: 'a',
    }),
    granted: [
      ...stage('flowing'),
      ...stage('prepared').map((line) => line.replace('cit', 'other')),
      'viewer < cit: flowing programme',
      'viewer < seat: flowing programme',
      'viewer < other: prepared programme',
    ],
  },
  'live with sound only': {
    state: onStage('live', 'audio', true, 'a'),
    granted: audience('seat', 'flowing'),
    microphoneOnly: [...stage('flowing'), ...audience('cit', 'flowing')],
  },
  'live by telephone': {
    state: onStage('live', 'phone', true, 'a'),
    granted: [...audience('seat', 'flowing')],
  },
  'the programme names a seat without a call': { state: state({ programmeSeatId: 'a' }), granted: [] },
};

const told = (grant: Grant): string => (grant.flow === 'none' ? 'none' : `${grant.flow} ${grant.purpose}`);

describe('[C7] nobody receives what role and state do not allow', () => {
  for (const [scene, { state: now, granted, microphoneOnly }] of Object.entries(SCENES)) {
    for (const source of SOURCES) {
      describe(`${scene}: ${source}`, () => {
        const wanted = [...ALWAYS, ...granted, ...(source === 'microphone' ? (microphoneOnly ?? []) : [])];
        for (const viewer of NAMES) {
          it(`what ${viewer} receives`, () => {
            const all = NAMES.map((owner) => {
              const [to, from] = [PEERS[viewer], PEERS[owner]];
              return to && from ? `${viewer} < ${owner}: ${told(grantOf(to, from, source, now))}` : '';
            });
            const real = all.filter((line) => !line.endsWith(': none')).sort();
            expect(real).toEqual(wanted.filter((line) => line.startsWith(`${viewer} <`)).sort());
          });
        }
      });
    }
  }

  it('gives nobody their own media back but in a device check', () => {
    for (const { state: now } of Object.values(SCENES)) {
      for (const own of Object.values(PEERS)) {
        const grant = grantOf(own, own, 'camera', now);
        expect(told(grant)).toBe(own.role === 'check' ? 'flowing check' : 'none');
      }
    }
    const otherCheck = peer('check', 'k-check-2');
    expect(told(grantOf(otherCheck, PEERS.check as PeerIdentity, 'camera', state({})))).toBe('none');
  });

  it('gives nothing across sessions', () => {
    for (const { state: now } of Object.values(SCENES)) {
      for (const viewer of Object.values(PEERS).filter(({ role }) => role !== 'check')) {
        for (const owner of Object.values(PEERS)) {
          const away = { ...owner, key: `${owner.key}-2`, sessionId: 's2' };
          expect(grantOf(viewer, away, 'microphone', now).flow).toBe('none');
          expect(grantOf(away, viewer, 'microphone', now).flow).toBe('none');
          expect(grantOf(viewer, owner, 'microphone', { ...now, sessionId: 's2' }).flow).toBe('none');
        }
      }
    }
  });

  it('gives nothing of, or to, a citizen without a ticket or a screen without a seat', () => {
    const nobody = peer('citizen', 'k-0');
    const nowhere = peer('official', 'k-1');
    for (const { state: now } of Object.values(SCENES)) {
      for (const viewer of Object.values(PEERS)) {
        expect(grantOf(viewer, nobody, 'camera', now).flow).toBe('none');
      }
      expect(grantOf(nowhere, PEERS.cit as PeerIdentity, 'camera', now).flow).toBe('none');
      expect(grantOf(PEERS.viewer as PeerIdentity, nowhere, 'camera', now).flow).toBe('none');
    }
  });

  it('keeps the leaders’ aide out of a department’s room, and changes nothing for anybody else', () => {
    for (const { state: now } of Object.values(SCENES)) {
      // A room has one citizen at a time (C4).
      if (now.calls.length > 1) continue;
      // Off air: nobody there may be public.
      const off = {
        ...now,
        onDeck: now.onDeck.map((one) => ({ ...one, mayBePublic: false })),
        calls: now.calls.map((one) => ({ ...one, mayBePublic: false })),
        programmeSeatId: now.programmeSeatId === 'a' ? null : now.programmeSeatId,
      };
      for (const source of SOURCES) {
        for (const [name, viewer] of Object.entries(PEERS)) {
          for (const owner of Object.values(PEERS)) {
            const inRoom = told(grantOf(viewer, owner, source, { ...off, rooms: ['a'] }));
            const isOfRoom = owner.seatId === 'a' || owner.ticketId === 't1';
            expect(inRoom).toBe(name === 'aide' && isOfRoom ? 'none' : told(grantOf(viewer, owner, source, off)));
            if (isOfRoom && (name === 'viewer' || name === 'other')) expect(inRoom).toBe('none');
          }
        }
      }
    }
  });

  it('[C4] lets nobody of one seat see the stage of another', () => {
    const two = state({
      calls: [
        { callId: 'c1', ticketId: 't1', seatId: 'a', state: 'live', participation: 'video' },
        { callId: 'c2', ticketId: 't2', seatId: 'b', state: 'live', participation: 'video' },
      ],
    });
    const flow = (viewer: string, owner: string) =>
      grantOf(PEERS[viewer] as PeerIdentity, PEERS[owner] as PeerIdentity, 'camera', two).flow;
    expect([flow('cit', 'seat'), flow('seat', 'cit'), flow('other', 'elsewhere')]).toEqual(Array(3).fill('flowing'));
    expect([flow('cit', 'elsewhere'), flow('cit', 'other'), flow('seat', 'other')]).toEqual(Array(3).fill('none'));
  });
});

describe('[C1] put-through only resumes', () => {
  it('everything that flows on the stage was prepared on deck', () => {
    for (const participation of PARTICIPATION) {
      const before = deck(true, participation);
      const after = onStage('live', participation, true, 'a');
      for (const source of SOURCES) {
        for (const viewer of Object.values(PEERS)) {
          for (const owner of Object.values(PEERS)) {
            if (grantOf(viewer, owner, source, after).flow === 'flowing') {
              expect(grantOf(viewer, owner, source, before).flow).not.toBe('none');
            }
          }
        }
      }
    }
  });
});

describe('[C7] what of the records decides about media', () => {
  const live = sessionIn('live');

  it('has those in the green room who answered, the deck, and calls that run', () => {
    for (const ticketState of TICKET_STATES) {
      const now = mediaStateOf(live, [ticketIn(ticketState)], [callIn('live')], STARTS_AT);
      expect(now.screening).toEqual(
        ticketState === 'screening' ? [{ ticketId: 't1', heldBy: 'm1', participation: 'video' }] : [],
      );
      expect(now.onDeck).toHaveLength(ticketState === 'onDeck' ? 1 : 0);
      expect(now.calls).toHaveLength(ticketState === 'live' ? 1 : 0);
      expect(now.programmeSeatId).toBe(ticketState === 'live' ? 'a' : null);
    }
    const unanswered = { ...ticketIn('screening'), answeredAt: null } as TicketRecord;
    expect(mediaStateOf(live, [unanswered], [], STARTS_AT).screening).toEqual([]);
    for (const callState of CALL_STATES) {
      const now = mediaStateOf(live, [ticketIn('live')], [callIn(callState)], STARTS_AT);
      expect(now.calls).toHaveLength(callState === 'live' || callState === 'held' ? 1 : 0);
      expect(now.programmeSeatId).toBe(callState === 'live' ? 'a' : null);
    }
  });

  it('has whoever was called first first, in whatever order they are read', () => {
    const called = (id: string, calledAt: number) => ({ ...ticketIn('screening'), id, calledAt }) as TicketRecord;
    const onDeckSince = (id: string, since: number) => ({ ...ticketIn('onDeck'), id, since }) as TicketRecord;
    const now = mediaStateOf(
      live,
      [called('b', 2), onDeckSince('d', 9), called('a', 1), onDeckSince('c', 8)],
      [],
      STARTS_AT,
    );
    expect(now.screening.map(({ ticketId }) => ticketId)).toEqual(['a', 'b']);
    expect(now.onDeck.map(({ ticketId }) => ticketId)).toEqual(['c', 'd']);
  });

  it('withdraws at the state change what was granted', () => {
    const flows = (ticket: TicketRecord, call: CallRecord, owner: string) => {
      const now = mediaStateOf(live, [ticket], [call], STARTS_AT);
      return ['viewer', 'seat'].map(
        (viewer) => grantOf(PEERS[viewer] as PeerIdentity, PEERS[owner] as PeerIdentity, 'camera', now).flow,
      );
    };
    const consent = { call: true, recording: false, broadcast: false };
    expect(flows(ticketIn('live'), callIn('live'), 'cit')).toEqual(['flowing', 'flowing']);
    expect(flows(ticketIn('live', { consent }), callIn('live'), 'cit')).toEqual(['none', 'flowing']);
    expect(flows(ticketIn('live'), callIn('live', { public: false }), 'cit')).toEqual(['prepared', 'flowing']);
    expect(flows(ticketIn('live'), callIn('held'), 'cit')).toEqual(['prepared', 'prepared']);
    expect(flows(ticketIn('done'), callIn('ended'), 'cit')).toEqual(['none', 'none']);
    expect(flows(ticketIn('waiting', { lane: 'head' }), callIn('ended'), 'cit')).toEqual(['none', 'none']);
  });

  it('[T6] withdraws everything when the consent to the call is', () => {
    const consent = { call: false, recording: true, broadcast: true };
    for (const ticketState of ['onDeck', 'live'] as const) {
      const now = mediaStateOf(live, [ticketIn(ticketState, { consent })], [callIn('live')], STARTS_AT);
      expect(now).toMatchObject({ onDeck: [], calls: [], programmeSeatId: null });
    }
  });

  it('[C6] lets nothing flow to the audience after a cut, and goes on with the call', () => {
    const cut = sessionIn('live', { cut: { at: 1, by: 'Zhao' } });
    const now = mediaStateOf(cut, [ticketIn('live')], [callIn('live')], STARTS_AT);
    for (const owner of Object.values(PEERS)) {
      expect(grantOf(PEERS.viewer as PeerIdentity, owner, 'microphone', now).flow).not.toBe('flowing');
    }
    expect(grantOf(PEERS.seat as PeerIdentity, PEERS.cit as PeerIdentity, 'microphone', now).flow).toBe('flowing');
  });
});
