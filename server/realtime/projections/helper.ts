/** What somebody sees who came by a guest link: approved words only, as on the leader's screen (T5). */
import type { HelperView } from '../../../shared/views/all.ts';
import type { SessionSnapshot } from '../../services/live/snapshot.ts';
import {
  callAt,
  callHead,
  helperRows,
  helpersAt,
  type PresenceNow,
  sessionHead,
  soonShown,
  ticketOf,
} from './common.ts';

/** `null`: of no link of this evening. */
export function helperView(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  helperId: string | null,
): HelperView | null {
  const self = helperRows(snapshot, presence).find(({ id }) => id === helperId);
  const seat = snapshot.session.seats.find(({ id }) => id === self?.seatId);
  if (!self || !seat) return null;
  const call = callAt(snapshot.calls, seat.id);
  const ticket = call && ticketOf(snapshot, call.ticketId);
  return {
    session: sessionHead(snapshot),
    self,
    officialName: seat.officialName,
    officialTitle: seat.officialTitle,
    ready: presence.seatSending(seat.id),
    now:
      call && ticket && call.state !== 'ended'
        ? {
            callId: call.id,
            state: call.state,
            publicName: ticket.approval ? ticket.publicName : '',
            subject: ticket.approval ? ticket.subject : '',
            participation: call.participation,
            shown: callHead(snapshot, presence, call).shown,
            soon: soonShown(snapshot) === call.id,
          }
        : null,
    next: snapshot.tickets.elsewhere.some((one) => one.state === 'onDeck' && one.seatId === seat.id),
    others: helpersAt(snapshot, presence, seat.id).filter(({ id }) => id !== helperId),
  };
}
