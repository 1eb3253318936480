/** What the person of a ticket was told, for the moderators. */
import { renderNotice } from '../domain/notices/templates.ts';
import { query } from './context.ts';

const LISTED = 30;

export const noticeHandlers = {
  'notices.ofTicket': query<'notices.ofTicket'>(async ({ ticketId }, { read }) => {
    const notices = await read.noticesOfTicket(ticketId, LISTED);
    return {
      notices: notices.map(({ id, template, fields, at, deliveries }) => ({
        id,
        // Whoever has the link of a receipt reads it; a desk has its own ways (T5).
        text: renderNotice(template, { ...fields, link: '…', code: '······' }),
        at,
        deliveries: [...deliveries],
      })),
    };
  }),
};
