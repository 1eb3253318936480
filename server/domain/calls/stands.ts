/** Where people are as far as media go, which `grants.ts` and `helper-grants.ts` decide by. */
import type { MediaSource, Participation } from '../../../shared/states.ts';
import type { Grant, Purpose, SessionMediaState } from './media-types.ts';

export const NONE: Grant = { flow: 'none' };
export const flowing = (purpose: Purpose): Grant => ({ flow: 'flowing', purpose });
export const prepared = (purpose: Purpose): Grant => ({ flow: 'prepared', purpose });

type Call = SessionMediaState['calls'][number];
type Deck = SessionMediaState['onDeck'][number];

/** Where a citizen is, as far as media go. */
export type Stand =
  | { readonly at: 'nowhere' }
  | { readonly at: 'screening'; readonly participation: Participation }
  | { readonly at: 'onDeck'; readonly participation: Participation; readonly deck: Deck }
  | { readonly at: 'call'; readonly participation: Participation; readonly call: Call };

export function standOf(ticketId: string | null, state: SessionMediaState): Stand {
  if (ticketId === null) {
    return { at: 'nowhere' };
  }
  const call = state.calls.find((candidate) => candidate.ticketId === ticketId);
  if (call) {
    return { at: 'call', participation: call.participation, call };
  }
  const deck = state.onDeck.find((candidate) => candidate.ticketId === ticketId);
  if (deck) {
    return { at: 'onDeck', participation: deck.participation, deck };
  }
  const screening = state.screening.find((candidate) => candidate.ticketId === ticketId);
  return screening ? { at: 'screening', participation: screening.participation } : { at: 'nowhere' };
}

/** On stage as the call stands: a held call sends nothing either way. */
export const onStage = (call: Call): Grant => (call.state === 'live' ? flowing('stage') : prepared('stage'));

type Summoned = NonNullable<Call['summoned']>[number];

/** Whether a seat is a department's room; any may be one while it is not known. */
export const isRoom = (seatId: string | null, { rooms }: SessionMediaState): boolean =>
  seatId !== null && (rooms?.includes(seatId) ?? true);

/** Where a department's room was called to, and whether it has joined (C11). */
export function guestAt(
  seatId: string | null,
  state: SessionMediaState,
): { readonly call: Call; readonly summoned: Summoned } | null {
  for (const call of seatId === null ? [] : state.calls) {
    const summoned = call.summoned?.find((one) => one.seatId === seatId);
    if (summoned) {
      return { call, summoned };
    }
  }
  return null;
}

/** While it rings everything is prepared, so that joining resumes only, as a put-through does. */
export const asGuest = (call: Call, { joined }: Summoned): Grant => (joined ? onStage(call) : prepared('stage'));
export const ofGuest = (grant: Grant): Grant => (grant.flow === 'none' ? NONE : { ...grant, guest: true });

/** Whoever is at a seat, to the audience: the programme while it shows that seat; ahead of a call that may be public. */
export function seatToAudience(seatId: string, state: SessionMediaState): Grant {
  // Beside the one on stage another may be held at the same seat.
  const here = state.calls.filter((candidate) => candidate.seatId === seatId);
  if (state.programmeSeatId === seatId && here.some((call) => call.state === 'live')) {
    return flowing('programme');
  }
  const soon = state.onDeck.some((deck) => deck.seatId === seatId && deck.mayBePublic);
  return soon || here.some((call) => call.mayBePublic) ? prepared('programme') : NONE;
}

/** To and from a citizen's page: by telephone there is no medium, with sound only no picture either way. */
export const carries = (participation: Participation, source: MediaSource): boolean =>
  participation === 'video' || (participation === 'audio' && source === 'microphone');
/** The same of where the citizen is. */
export const passes = (stand: Stand, source: MediaSource): boolean =>
  stand.at !== 'nowhere' && carries(stand.participation, source);
