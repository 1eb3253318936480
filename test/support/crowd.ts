/** Many who wait, put into the store in one go. */
import type { Store } from '../../server/services/ports/store.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { SESSION } from './evening.ts';
import { ticketIn } from './records.ts';

type Facts = Parameters<typeof ticketIn>[1];

/** In the order of their numbers from 1 on, in the demo's session; answers their ids. `facts` of each by its number. */
export async function fill(
  store: Store,
  tickets: number,
  facts: (number: number) => Partial<Facts> = () => ({}),
): Promise<string[]> {
  return store.transaction(async (tx) => {
    const phoneId = await tx.phoneId(DEMO_COUNTY_ID, '13900000000');
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, phoneId, '众人');
    const session = await tx.lockSession(SESSION);
    if (!session) throw new Error('no session');
    const made = Array.from({ length: tickets }, (_, index) =>
      ticketIn('waiting', { sessionId: SESSION, personId, number: index + 1, ...facts(index + 1) }),
    );
    for (const ticket of made) await tx.insertTicket(ticket);
    await tx.saveSession({ ...session, capacity: 100_000, issued: tickets });
    return made.map((ticket) => ticket.id);
  });
}
