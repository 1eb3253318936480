import { describe, expect, it } from 'vitest';
import {
  isOutOfTurn,
  whyNotCall,
  whyNotDeck,
  whyNotPassOver,
  whyNotPhone,
  whyNotPublic,
} from '../../../client/features/queue/may.ts';
import { onDeck, row, screening } from './row.ts';
import { call, view } from './view.ts';

const paused = view({ session: { ...view().session, state: 'paused' } });
const busy = view({ calls: [call()] });

describe('a button that the server would refuse says why', () => {
  it('call now: only who waits in the waiting room, while the session is live', () => {
    expect(whyNotCall(view(), row())).toBeNull();
    expect(whyNotCall(view(), row({ state: 'away' }))).toBe('mayNot.away');
    expect(whyNotCall(view(), row({ entered: false }))).toBe('mayNot.notEntered');
    expect(whyNotCall(view(), row({ state: 'booked' }))).toBe('mayNot.notEntered');
    expect(whyNotCall(paused, row())).toBe('mayNot.notLive');
  });

  it('by telephone: approved, agreed, not away, and a free seat', () => {
    const why = (facts: Parameters<typeof row>[0], at = view()) => whyNotPhone(at, row(facts), 'seat-1');
    expect(why({})).toBeNull();
    expect(why({ entered: false })).toBeNull();
    expect(why({ state: 'screening' })).toBeNull();
    expect(why({ state: 'away' })).toBe('mayNot.away');
    expect(why({ hasPhone: false })).toBe('mayNot.noPhone');
    expect(why({ approved: false })).toBe('greenRoom.approveFirst');
    expect(why({ consent: { call: false, recording: true, broadcast: true } })).toBe('mayNot.noCallConsent');
    expect(why({}, busy)).toBe('deck.busy');
    expect(whyNotPhone(view(), row(), undefined)).toBe('deck.busy');
    expect(why({}, paused)).toBe('mayNot.notLive');
  });

  it('[Q6] a telephone call out of the queue and out of turn asks why', () => {
    const at = view({ nextTicketId: 't1' });
    expect(isOutOfTurn(at, row())).toBe(false);
    expect(isOutOfTurn(at, row({ ticketId: 't2' }))).toBe(true);
    expect(isOutOfTurn(at, screening('t2', 'me'))).toBe(false);
    expect(isOutOfTurn(at, onDeck('t2', 'me'))).toBe(false);
  });

  it('[Q4] passing over: after 60 s without an answer, by telephone at once', () => {
    const called = screening('t1', 'me', { answered: false, answerBy: 60_000 });
    expect(whyNotPassOver(called, 59_999)).toBe('mayNot.answerTime');
    expect(whyNotPassOver(called, 60_000)).toBeNull();
    expect(whyNotPassOver({ ...called, participation: 'phone' }, 0)).toBeNull();
    expect(whyNotPassOver({ ...called, answered: true }, 60_000)).toBe('mayNot.answered');
    expect(whyNotPassOver(row(), 60_000)).toBe('mayNot.notCalled');
  });

  it('next: approved, and nobody next for that seat yet', () => {
    const ready = screening('t1', 'me');
    expect(whyNotDeck(view({ rows: [ready] }), ready, 'seat-1')).toBeNull();
    expect(whyNotDeck(view(), { ...ready, approved: false }, 'seat-1')).toBe('greenRoom.approveFirst');
    expect(whyNotDeck(view({ rows: [ready, onDeck('t2', 'me')] }), ready, 'seat-1')).toBe('mayNot.deckTaken');
  });

  it('[C2] public: taking off always, putting on as far as a desk can know', () => {
    const closed = view({ session: { ...view().session, public: false } });
    expect(whyNotPublic(view(), call(), row())).toBeNull();
    expect(whyNotPublic(closed, call(), row())).toBe('mayNot.sessionNotPublic');
    expect(whyNotPublic(closed, call({ public: true }), row())).toBeNull();
    const silent = row({ consent: { call: true, recording: false, broadcast: false } });
    expect(whyNotPublic(view(), call(), silent)).toBe('stage.noBroadcastConsent');
    expect(whyNotPublic(view(), call(), row({ approved: false }))).toBe('greenRoom.approveFirst');
  });
});
