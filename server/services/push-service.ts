/** Whoever waits is told by their browser, too, if they like (T2). */
import { Refusal } from '../../shared/errors.ts';
import { once, query } from './context.ts';
import { ticketOf } from './support.ts';

export const pushHandlers = {
  'push.offer': query<'push.offer'>(async ({ ticketId }, { read, deps }) => ({
    publicKey: deps.push.publicKey,
    on: (await read.pushSubscription(ticketId)) !== null,
  })),
  'push.subscribe': once<'push.subscribe'>(async (input, { tx, deps, now }) => {
    const { ticketId, endpoint, p256dh, auth, language } = input;
    if (!deps.push.isFit(endpoint)) throw new Refusal('PUSH_ADDRESS');
    const { sessionId, countyId } = await ticketOf(tx, ticketId);
    const page = `/s/${sessionId}/wait/${ticketId}`;
    await tx.savePushSubscription({ ticketId, countyId, endpoint, p256dh, auth, page, language, at: now });
    return {};
  }),
  'push.end': once<'push.end'>(async ({ ticketId }, { tx }) => {
    await tx.deletePushSubscription(ticketId);
    return {};
  }),
};
