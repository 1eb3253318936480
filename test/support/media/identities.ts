/** People of a session for media tests. */
import type { PeerIdentity, SessionMediaState } from '../../../server/domain/calls/media-types.ts';

export const SESSION = 'session-1';
const none = { ticketId: null, seatId: null, personId: null };

export const official: PeerIdentity = {
  ...none,
  key: 'official',
  sessionId: SESSION,
  role: 'official',
  seatId: 'seat-1',
};
export const moderator: PeerIdentity = { ...none, key: 'mod', sessionId: SESSION, role: 'moderator', personId: 'mo' };
export const citizen = (number: number): PeerIdentity => ({
  ...none,
  key: `citizen-${number}`,
  sessionId: SESSION,
  role: 'citizen',
  ticketId: `ticket-${number}`,
});
export const audience = (number: number): PeerIdentity => ({
  ...none,
  key: `audience-${number}`,
  sessionId: SESSION,
  role: 'audience',
});
export const checker: PeerIdentity = { ...none, key: 'check-1', sessionId: 'check', role: 'check' };

export const nothing: SessionMediaState = {
  sessionId: SESSION,
  screening: [],
  onDeck: [],
  calls: [],
  rooms: [],
  programmeSeatId: null,
  delayMs: 0,
  cut: false,
  offAir: [],
};
export const onDeck = (ticketId: string, mayBePublic = false): SessionMediaState => ({
  ...nothing,
  onDeck: [{ ticketId, seatId: 'seat-1', heldBy: 'mo', participation: 'video', mayBePublic }],
});
export const inCall = (ticketId: string, { held = false, onAir = false } = {}): SessionMediaState => ({
  ...nothing,
  calls: [{ callId: 'call-1', ticketId, seatId: 'seat-1', state: held ? 'held' : 'live', participation: 'video' }],
  programmeSeatId: onAir ? 'seat-1' : null,
});
