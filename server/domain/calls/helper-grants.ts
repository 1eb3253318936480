/** What booked helpers get of a stage and give to it (C4, C7, C14). Of a link that was taken back nothing holds. */
import type { MediaSource } from '../../../shared/states.ts';
import { maySend } from './helpers.ts';
import type { Grant, PeerIdentity, SessionMediaState } from './media-types.ts';
import {
  asGuest,
  flowing,
  guestAt,
  isRoom,
  NONE,
  ofGuest,
  onStage,
  passes,
  prepared,
  seatToAudience,
  standOf,
} from './stands.ts';

const bookedAs = ({ helper }: PeerIdentity, state: SessionMediaState) =>
  state.helpers?.find(({ id }) => id === helper?.id) ?? null;

/** Whether somebody's link holds, so that what they send is taken. */
export const isBooked = (identity: PeerIdentity, state: SessionMediaState): boolean =>
  bookedAs(identity, state) !== null;

/** Between those who sit at one stage: as its call stands, and ahead of one. */
function atSeat(seatId: string, state: SessionMediaState): Grant {
  const here = state.calls.filter((call) => call.seatId === seatId);
  if (here.some((call) => call.state === 'live')) return flowing('stage');
  return here.length > 0 || state.onDeck.some((deck) => deck.seatId === seatId) ? prepared('stage') : NONE;
}

export function toHelper(
  viewer: PeerIdentity,
  owner: PeerIdentity,
  source: MediaSource,
  state: SessionMediaState,
): Grant {
  const seatId = bookedAs(viewer, state)?.seatId;
  if (seatId === undefined) return NONE;
  if (owner.role === 'official') {
    if (owner.seatId === seatId) return atSeat(seatId, state);
    const guest = guestAt(owner.seatId, state);
    return guest?.call.seatId === seatId ? ofGuest(asGuest(guest.call, guest.summoned)) : NONE;
  }
  if (owner.role !== 'citizen') return NONE;
  const stand = standOf(owner.ticketId, state);
  if (!passes(stand, source)) return NONE;
  if (stand.at === 'onDeck') return stand.deck.seatId === seatId ? prepared('stage') : NONE;
  return stand.at === 'call' && stand.call.seatId === seatId ? onStage(stand.call) : NONE;
}

export function fromHelper(
  viewer: PeerIdentity,
  owner: PeerIdentity,
  source: MediaSource,
  state: SessionMediaState,
): Grant {
  const helper = bookedAs(owner, state);
  if (!helper || !maySend(helper.kind, source)) return NONE;
  const { seatId } = helper;
  switch (viewer.role) {
    case 'moderator':
      return atSeat(seatId, state);
    case 'aide':
      return isRoom(seatId, state) ? NONE : atSeat(seatId, state);
    case 'helper':
      return bookedAs(viewer, state)?.seatId === seatId ? atSeat(seatId, state) : NONE;
    case 'official': {
      if (viewer.seatId === seatId) return atSeat(seatId, state);
      const guest = guestAt(viewer.seatId, state);
      return guest?.call.seatId === seatId ? asGuest(guest.call, guest.summoned) : NONE;
    }
    case 'citizen': {
      const stand = standOf(viewer.ticketId, state);
      if (stand.at === 'nowhere') return seatToAudience(seatId, state);
      // Whoever signs is all that somebody deaf has of the call: with sound alone that one picture stays.
      const isSigned = helper.kind === 'signLanguage' && stand.participation === 'audio';
      if (!isSigned && !passes(stand, source)) return NONE;
      if (stand.at === 'onDeck') return stand.deck.seatId === seatId ? prepared('stage') : NONE;
      return stand.at === 'call' && stand.call.seatId === seatId ? onStage(stand.call) : NONE;
    }
    case 'audience':
      return seatToAudience(seatId, state);
    case 'check':
      return NONE;
  }
}
