/** The ways besides the SMS go with their person to another evening, whose ticket is another one. */
import type { TicketRecord } from '../domain/queue/types.ts';
import type { CommandAsked } from './context.ts';

/** Before the new ticket's person is told. A code that was not given yet is void: it was for the earlier ticket. */
export async function takeWaysAlong({ tx }: CommandAsked, fromId: string, to: TicketRecord): Promise<void> {
  const push = await tx.pushSubscription(fromId);
  if (push) {
    await tx.savePushSubscription({ ...push, ticketId: to.id, page: `/s/${to.sessionId}/wait/${to.id}` });
    await tx.deletePushSubscription(fromId);
  }
  const mail = await tx.ticketMail(fromId);
  if (!mail) return;
  await tx.deleteTicketMail(fromId);
  if (mail.confirmedAt !== null) await tx.saveTicketMail({ ...mail, ticketId: to.id, code: null });
}
