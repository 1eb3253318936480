/**
 * Who may receive whom (C1, C4, C7): one pure function of the two people and of the state. What is not granted here is
 * granted to nobody; the table is in SPEC.md.
 */
import type { MediaSource } from '../../../shared/states.ts';
import { fromHelper, toHelper } from './helper-grants.ts';
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

type Call = SessionMediaState['calls'][number];

/**
 * A moderator talks off air with one person at a time: of those whom they hold the first called in the green room,
 * otherwise the first on deck. Whoever else they hold neither sees nor hears that talk.
 */
function isTalkingWith(moderator: PeerIdentity, citizen: PeerIdentity, state: SessionMediaState): boolean {
  if (moderator.role !== 'moderator' || moderator.personId === null) {
    return false;
  }
  const held = [...state.screening, ...state.onDeck].find(({ heldBy }) => heldBy === moderator.personId);
  return held !== undefined && held.ticketId === citizen.ticketId;
}

export function grantOf(
  viewer: PeerIdentity,
  owner: PeerIdentity,
  source: MediaSource,
  state: SessionMediaState,
): Grant {
  if (viewer.role === 'check' || owner.role === 'check') {
    return viewer.role === owner.role && viewer.key === owner.key ? flowing('check') : NONE;
  }
  if (viewer.key === owner.key || viewer.sessionId !== state.sessionId || owner.sessionId !== state.sessionId) {
    return NONE;
  }
  if (owner.role === 'helper') {
    return fromHelper(viewer, owner, source, state);
  }
  switch (viewer.role) {
    case 'helper':
      return toHelper(viewer, owner, source, state);
    case 'moderator':
      return toModerator(owner, source, state);
    case 'aide':
      return toAide(owner, source, state);
    case 'official':
      return toOfficial(viewer, owner, source, state);
    case 'citizen':
      return toCitizen(viewer, owner, source, state);
    case 'audience':
      return toAudience(owner, source, state);
  }
}

function toModerator(owner: PeerIdentity, source: MediaSource, state: SessionMediaState): Grant {
  if (owner.role === 'official') {
    return flowing('stage');
  }
  if (owner.role !== 'citizen') {
    return NONE;
  }
  const stand = standOf(owner.ticketId, state);
  switch (stand.at) {
    case 'nowhere':
      return NONE;
    case 'screening':
    case 'onDeck':
      return passes(stand, source) ? flowing('greenRoom') : NONE;
    case 'call':
      return passes(stand, source) ? onStage(stand.call) : NONE;
  }
}

function toAide(owner: PeerIdentity, source: MediaSource, state: SessionMediaState): Grant {
  if (owner.role === 'official') {
    const guest = isRoom(owner.seatId, state) ? guestAt(owner.seatId, state) : null;
    if (guest) {
      return ofGuest(asGuest(guest.call, guest.summoned));
    }
    return isRoom(owner.seatId, state) ? NONE : flowing('stage');
  }
  if (owner.role !== 'citizen') {
    return NONE;
  }
  const stand = standOf(owner.ticketId, state);
  switch (stand.at) {
    case 'nowhere':
    case 'screening':
      return NONE;
    case 'onDeck':
      return passes(stand, source) && !isRoom(stand.deck.seatId, state) ? prepared('stage') : NONE;
    case 'call':
      return passes(stand, source) && !isRoom(stand.call.seatId, state) ? onStage(stand.call) : NONE;
  }
}

/** Between the people of a stage who sit at desks: its meeting room and the departments' officers who were called to it. */
function betweenOfficials(viewer: PeerIdentity, owner: PeerIdentity, state: SessionMediaState): Grant {
  const here = guestAt(viewer.seatId, state);
  const there = guestAt(owner.seatId, state);
  if (there && there.call.seatId === viewer.seatId) {
    return ofGuest(asGuest(there.call, there.summoned));
  }
  if (here && here.call.seatId === owner.seatId) {
    return asGuest(here.call, here.summoned);
  }
  if (here && there && here.call === there.call) {
    return ofGuest(asGuest(here.call, { ...there.summoned, joined: here.summoned.joined && there.summoned.joined }));
  }
  return NONE;
}

function toOfficial(viewer: PeerIdentity, owner: PeerIdentity, source: MediaSource, state: SessionMediaState): Grant {
  if (owner.role === 'official') {
    return betweenOfficials(viewer, owner, state);
  }
  if (owner.role !== 'citizen' || viewer.seatId === null) {
    return NONE;
  }
  const stand = standOf(owner.ticketId, state);
  switch (stand.at) {
    case 'nowhere':
    case 'screening':
      return NONE;
    case 'onDeck':
      return stand.deck.seatId === viewer.seatId && passes(stand, source) ? prepared('stage') : NONE;
    case 'call':
      if (!passes(stand, source)) {
        return NONE;
      }
      if (stand.call.seatId === viewer.seatId) {
        return onStage(stand.call);
      }
      return toGuest(viewer, stand.call);
  }
}

const toGuest = (viewer: PeerIdentity, call: Call): Grant => {
  const summoned = call.summoned?.find((one) => one.seatId === viewer.seatId);
  return summoned ? asGuest(call, summoned) : NONE;
};

function toCitizen(viewer: PeerIdentity, owner: PeerIdentity, source: MediaSource, state: SessionMediaState): Grant {
  const stand = standOf(viewer.ticketId, state);
  if (stand.at === 'nowhere') {
    return toAudience(owner, source, state);
  }
  if (!passes(stand, source)) {
    return NONE;
  }
  switch (stand.at) {
    case 'screening':
      return isTalkingWith(owner, viewer, state) ? flowing('greenRoom') : NONE;
    case 'onDeck':
      if (owner.role === 'moderator') {
        return isTalkingWith(owner, viewer, state) ? flowing('greenRoom') : NONE;
      }
      return owner.role === 'official' && owner.seatId === stand.deck.seatId ? prepared('stage') : NONE;
    case 'call':
      if (owner.role !== 'official') {
        return NONE;
      }
      return owner.seatId === stand.call.seatId ? onStage(stand.call) : ofGuest(toGuest(owner, stand.call));
  }
}

function toAudience(owner: PeerIdentity, source: MediaSource, state: SessionMediaState): Grant {
  if (owner.role === 'official' && owner.seatId !== null) {
    const guest = guestAt(owner.seatId, state);
    if (guest) {
      const { call, summoned } = guest;
      const shown = call.state === 'live' && call.seatId === state.programmeSeatId && summoned.joined;
      return ofGuest(shown ? flowing('programme') : call.mayBePublic ? prepared('programme') : NONE);
    }
    return seatToAudience(owner.seatId, state);
  }
  if (owner.role !== 'citizen') {
    return NONE;
  }
  const stand = standOf(owner.ticketId, state);
  switch (stand.at) {
    case 'nowhere':
    case 'screening':
      return NONE;
    case 'onDeck':
      return stand.deck.mayBePublic && passes(stand, source) ? prepared('programme') : NONE;
    case 'call':
      if (!passes(stand, source)) {
        return NONE;
      }
      if (stand.call.state === 'live' && stand.call.seatId === state.programmeSeatId) {
        return flowing('programme');
      }
      return stand.call.mayBePublic ? prepared('programme') : NONE;
  }
}
