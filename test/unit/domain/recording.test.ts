import { describe, expect, test } from 'vitest';
import { mediaStateOf } from '../../../server/domain/calls/media-state.ts';
import type { PeerIdentity, SessionMediaState } from '../../../server/domain/calls/media-types.ts';
import {
  closeRecording,
  deleteRecording,
  keptSince,
  type RecorderNow,
  type RecordingRecord,
  recordedAs,
  recordingMark,
  whyNotRecorded,
} from '../../../server/domain/calls/recording.ts';
import { citizen, inCall, moderator, official } from '../../support/media/identities.ts';
import { callIn, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const session = sessionIn('live');
const call = callIn('live');
const agreed = { consent: { call: true, recording: true, broadcast: false } };
const ticket = ticketIn('live', agreed);

describe('[R1] what is recorded', () => {
  test('a live call, once evening and citizen have both said yes; nothing else', () => {
    expect(whyNotRecorded(session, call, ticket)).toBeNull();
    expect(whyNotRecorded({ ...session, recorded: false }, call, ticket)).toBe('session');
    expect(whyNotRecorded(session, { ...call, participation: 'phone' }, ticket)).toBe('phone');
    const no = { call: true, recording: false, broadcast: true };
    expect(whyNotRecorded(session, call, ticketIn('live', { consent: no }))).toBe('consent');
    const withdrawn = { call: false, recording: true, broadcast: true };
    expect(whyNotRecorded(session, call, ticketIn('live', { consent: withdrawn }))).toBe('consent');
    expect(whyNotRecorded(session, callIn('held'), ticket)).toBe('held');
  });

  test('no call at a department’s room, neither side of it, whose officer was not asked; again at a leader’s seat', () => {
    const room = { ...seat('water', false), room: { unitId: 'u-water', categories: [], turn: 0 } };
    const withRoom = { ...session, seats: [...session.seats, room] };
    const officer = { ...official, sessionId: session.id, seatId: room.id };
    const resident = { ...citizen(1), sessionId: session.id, ticketId: ticket.id };
    for (const [seatId, why] of [
      ['water', 'room'],
      ['a', null],
    ] as const) {
      const there = { ...call, seatId };
      expect(whyNotRecorded(withRoom, there, ticket)).toBe(why);
      expect(recordingMark(withRoom, there, ticket, null)).toBe(why ?? 'noRecorder');
      const state = mediaStateOf(withRoom, [{ ...ticket, seatId } as typeof ticket], [there], STARTS_AT);
      const of = (owner: PeerIdentity) => recordedAs(owner, 'camera', state)?.side ?? null;
      const leader = { ...officer, seatId: 'a' };
      expect([of(officer), of(leader), of(resident)]).toEqual(
        why === null ? [null, 'official', 'citizen'] : [null, null, null],
      );
    }
  });

  test('both sides of that call, and nobody beside it', () => {
    const state = (change: Partial<SessionMediaState['calls'][number]> = {}): SessionMediaState => {
      const one = inCall('ticket-1');
      return { ...one, calls: one.calls.map((each) => ({ ...each, recorded: true, ...change })) };
    };
    expect(recordedAs(citizen(1), 'camera', state())).toEqual({ callId: 'call-1', side: 'citizen' });
    expect(recordedAs(official, 'microphone', state())).toEqual({ callId: 'call-1', side: 'official' });
    expect(recordedAs(citizen(2), 'camera', state())).toBeNull();
    expect(recordedAs(moderator, 'microphone', state())).toBeNull();
    expect(recordedAs({ ...official, seatId: 'seat-2' }, 'camera', state())).toBeNull();
    expect(recordedAs({ ...citizen(1), sessionId: 'another' }, 'camera', state())).toBeNull();
    for (const not of [{ recorded: false }, { state: 'held' as const }])
      expect(recordedAs(official, 'camera', state(not))).toBeNull();
    // Sound only: no picture of the citizen goes anywhere (C7).
    expect(recordedAs(citizen(1), 'camera', state({ participation: 'audio' }))).toBeNull();
    expect(recordedAs(citizen(1), 'microphone', state({ participation: 'audio' }))).not.toBeNull();
  });
});

test('[R3] desks are told that it is, or why not, the worst of both sides first', () => {
  const side = (now: Partial<RecorderNow> = {}): RecorderNow => ({
    ...{ callId: call.id, side: 'citizen', state: 'on', why: null },
    ...now,
  });
  const mark = (...sides: RecorderNow[]) => recordingMark(session, call, ticket, sides);
  expect(recordingMark(session, call, ticket, null)).toBe('noRecorder');
  expect(recordingMark({ ...session, recorded: false }, call, ticket, null)).toBe('session');
  expect(mark()).toBe('starting');
  expect(mark(side({ callId: 'another' }))).toBe('starting');
  expect(mark(side(), side({ side: 'official', state: 'starting' }))).toBe('starting');
  expect(mark(side(), side({ side: 'official' }))).toBe('on');
  expect(mark(side(), side({ side: 'official', why: 'ended' }))).toBe('again');
  expect(mark(side(), side({ side: 'official', state: 'failed', why: 'ended' }))).toBe('ended');
  expect(mark(side({ state: 'failed', why: 'diskFull' }), side({ side: 'official' }))).toBe('diskFull');
});

describe('[R4][R6] what is deleted', () => {
  const running: RecordingRecord = {
    ...{ id: 'rc1', countyId: 'county-1', sessionId: session.id, ticketId: ticket.id, callId: call.id },
    ...{ side: 'citizen', startedAt: STARTS_AT, file: 'ab', container: 'webm', state: 'recording' },
  };
  const whole = { state: 'kept', lengthMs: 5_000, bytes: 9_000, picture: true } as const;

  test('stays deleted, though its file was closed afterwards', () => {
    expect(closeRecording(running, STARTS_AT + 40, whole)).toMatchObject({ ...whole, startedAt: STARTS_AT + 40 });
    const deleted = deleteRecording(running, 'consent', STARTS_AT);
    expect(deleted).toMatchObject({ state: 'deleted', why: 'consent', deletedAt: STARTS_AT });
    expect(closeRecording(deleted, STARTS_AT, whole)).toBeNull();
    expect(deleteRecording({ ...running, ...whole }, 'retention', STARTS_AT)).not.toHaveProperty('bytes');
  });

  test('after ninety days, or as the county says', () => {
    const day = 86_400_000;
    expect(STARTS_AT - keptSince(null, STARTS_AT)).toBe(90 * day);
    expect(STARTS_AT - keptSince(7, STARTS_AT)).toBe(7 * day);
  });
});
