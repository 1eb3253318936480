/** Why something cannot be done to a ticket or a call now, as the server would refuse it; `null`: it can. */

import type { ViewOf } from '../../../shared/views/all.ts';
import type { TextKey } from '../../desk/texts.ts';
import { isBusy } from '../stage/seats.ts';
import type { Row } from './order.ts';

type View = ViewOf<'moderator'>;

export function whyNotCall(view: View, row: Row): TextKey | null {
  if (row.state === 'away') return 'mayNot.away';
  if (row.state !== 'waiting' || !row.entered) return 'mayNot.notEntered';
  return view.session.state === 'live' ? null : 'mayNot.notLive';
}

/** By telephone: out of the queue, the green room or the deck, to a seat that is free. */
export function whyNotPhone(view: View, row: Row, seatId: string | undefined): TextKey | null {
  if (row.state === 'away') return 'mayNot.away';
  if (row.state === 'booked') return 'mayNot.notEntered';
  if (!row.hasPhone) return 'mayNot.noPhone';
  if (!row.approved) return 'greenRoom.approveFirst';
  if (!row.consent.call) return 'mayNot.noCallConsent';
  if (seatId === undefined || isBusy(view, seatId)) return 'deck.busy';
  return view.session.state === 'live' ? null : 'mayNot.notLive';
}

/** To a department's room, or back to the leaders, with the place kept. */
export function whyNotSend(view: View, row: Row): TextKey | null {
  if (row.state !== 'waiting' && row.state !== 'away' && row.state !== 'screening' && row.state !== 'onDeck')
    return 'mayNot.notEntered';
  return isOver(view) ? 'mayNot.notLive' : null;
}

/** Nobody of this evening is called any more: whoever waits is asked what comes next (S4). */
export const isOver = ({ session: { state } }: View): boolean =>
  state === 'closing' || state === 'ended' || state === 'postponed' || state === 'cancelled';

/** Whether the server wants to know why this one is rung before others (Q6). */
export const isOutOfTurn = (view: View, row: Row): boolean =>
  row.state === 'waiting' && view.nextTicketId !== row.ticketId;

/** Whose page says nothing, who stepped away, was passed over or did not answer: worth ringing. */
export const isAbsent = (row: Row): boolean =>
  row.state === 'away' ||
  row.state === 'noShow' ||
  (row.participation !== 'phone' &&
    (row.state === 'waiting' || row.state === 'booked' || (row.state === 'screening' && !row.answered)) &&
    (row.presence !== 'here' || row.passes > 0));

export function whyNotDeck(view: View, row: Row, seatId: string): TextKey | null {
  if (!row.approved) return 'greenRoom.approveFirst';
  if (!row.consent.call) return 'mayNot.noCallConsent';
  return view.rows.some((other) => other.state === 'onDeck' && other.seatId === seatId) ? 'mayNot.deckTaken' : null;
}

/** After 60 s without an answer; by telephone as soon as nobody was reached (Q4). */
export function whyNotPassOver(row: Row, now: number): TextKey | null {
  if (row.state !== 'screening') return 'mayNot.notCalled';
  if (row.answered) return 'mayNot.answered';
  return row.participation === 'phone' || now >= (row.answerBy ?? 0) ? null : 'mayNot.answerTime';
}

/** Once for each call (C10); after the closing time the session's own overtime holds (S3). */
export function whyNotExtend(session: View['session'], call: View['calls'][number]): TextKey | null {
  if (session.state === 'closing') return 'mayNot.closing';
  if (call.extendedMs > 0) return 'needs.WRONG_STATE.notExtended';
  return call.state === 'live' || call.state === 'held' ? null : 'mayNot.notLive';
}

/** Taking a call off the programme is always possible; putting it on needs all of C2 that a desk can lack. */
export function whyNotPublic(view: View, call: View['calls'][number], row: Row): TextKey | null {
  if (call.public) return null;
  if (!view.session.public) return 'mayNot.sessionNotPublic';
  if (!view.seats.some((seat) => seat.id === call.seatId && seat.onAir)) return 'mayNot.seatOffAir';
  if (!row.consent.broadcast) return 'stage.noBroadcastConsent';
  return row.approved ? null : 'greenRoom.approveFirst';
}
