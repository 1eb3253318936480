/** A row of the moderator's table with what a test wants to be different. */
import type { QueueRow } from '../../../shared/views/all.ts';

export const row = (facts: Partial<QueueRow> = {}): QueueRow => ({
  ticketId: 't1',
  number: 1,
  state: 'waiting',
  place: 1,
  lane: 'walkIn',
  name: '李秀英',
  placeName: '石桥村',
  subject: '路灯',
  more: '',
  publicName: '李女士',
  approved: true,
  categoryCode: 'C0101',
  trouble: null,
  consent: { call: true, recording: false, broadcast: true },
  added: null,
  participation: 'video',
  ladder: null,
  entered: true,
  presence: 'here',
  mediaReady: true,
  takenAt: 0,
  waitingSince: 0,
  setBack: false,
  passes: 0,
  earlierVisits: 0,
  bar: null,
  calledAt: null,
  answerBy: null,
  answered: false,
  heldBy: null,
  heldById: null,
  takenBy: null,
  hasPhone: true,
  undo: null,
  seatId: null,
  sentTo: null,
  lines: { leaders: true, rooms: [] },
  lastFailure: null,
  ended: null,
  ...facts,
});

export const screening = (ticketId: string, heldById: string, facts: Partial<QueueRow> = {}): QueueRow =>
  row({ ticketId, state: 'screening', place: null, answered: true, heldBy: heldById, heldById, ...facts });
export const onDeck = (ticketId: string, heldById: string, facts: Partial<QueueRow> = {}): QueueRow =>
  row({ ticketId, state: 'onDeck', place: null, heldBy: heldById, heldById, seatId: 'seat-1', ...facts });
