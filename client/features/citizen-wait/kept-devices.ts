/** Camera and microphone outside the turn: open for the check before the waiting room, and for an answer that is on its way. */
import type { TicketView } from '../../../shared/views/all.ts';

/** Never for whoever is rung by telephone: they would stay on beside that call. */
export const keepsDevices = (ticket: Pick<TicketView, 'entered' | 'state' | 'participation'> | undefined): boolean =>
  !ticket?.entered || (ticket.state === 'screening' && ticket.participation !== 'phone');
