/** A dialog about one ticket at a desk: it stays with the ticket it was opened for, and is closed for good when that leaves. */
import { useState } from 'react';

type OfTicket = { readonly ticketId: string };

interface Asked extends OfTicket {
  readonly opened: boolean;
}

/** What stays of it: nothing once its ticket is gone, so that it does not open by itself for the next, nor for the same one later. */
export const stillAsked = (asked: Asked | null, here: readonly OfTicket[]): Asked | null =>
  here.some(({ ticketId }) => ticketId === asked?.ticketId) ? asked : null;

export function useTicketDialog<One extends OfTicket>(here: readonly One[]) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const kept = stillAsked(asked, here);
  if (kept !== asked) setAsked(kept);
  return {
    /** Whom it is about; known while it closes, too. */
    subject: here.find(({ ticketId }) => ticketId === kept?.ticketId),
    opened: kept?.opened ?? false,
    open: (ticketId: string) => setAsked({ ticketId, opened: true }),
    close: () => setAsked((old) => old && { ...old, opened: false }),
  };
}
