/** C12, by rule: a picture that the network does not carry is turned off, so that the voice comes through. */
import { useEffect, useRef } from 'react';
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';

/** `carries`: what the page's own measurements say. */
export function useLadder(ticket: TicketView | undefined, carries: boolean): void {
  const client = useRealtime();
  const ticketId = ticket?.ticketId;
  const turnsOff = !carries && ticket?.state === 'live' && ticket.participation === 'video';
  // Whoever turns the picture on again against it is left alone until the network was good in between.
  const turned = useRef(false);
  useEffect(() => {
    if (carries) turned.current = false;
  }, [carries]);
  useEffect(() => {
    if (!turnsOff || turned.current || ticketId === undefined) return;
    turned.current = true;
    client.action(enterWaitingRoom, { ticketId, participation: 'audio', why: 'network' }).catch(() => {
      turned.current = false;
    });
  }, [client, turnsOff, ticketId]);
}
