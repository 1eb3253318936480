import { eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { pushSubscription } from '../schema.ts';

type Reads = Pick<Reader, 'pushSubscription'>;
type Writes = Pick<Writer, 'savePushSubscription' | 'deletePushSubscription'>;

const Content = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string(), page: z.string() });
const placeOf = (ticketId: string) => `push_subscription:${ticketId}`;

export const pushReads = ({ db, crypto }: Link): Reads => ({
  async pushSubscription(ticketId) {
    const its = eq(pushSubscription.ticketId, ticketId);
    const row = first(await db.select().from(pushSubscription).where(its));
    if (!row) return null;
    const { countyId, language, at, contentSealed } = row;
    const content = Content.parse(JSON.parse(crypto.open(placeOf(ticketId), contentSealed)));
    return { ticketId, countyId, language, at, ...content };
  },
});

export const pushWrites = ({ db, crypto }: Link): Writes => ({
  async savePushSubscription({ ticketId, countyId, language, at, endpoint, p256dh, auth, page }) {
    const contentSealed = crypto.seal(placeOf(ticketId), JSON.stringify({ endpoint, p256dh, auth, page }));
    const row = { countyId, language, at, contentSealed };
    await db
      .insert(pushSubscription)
      .values({ ticketId, ...row })
      .onConflictDoUpdate({ target: pushSubscription.ticketId, set: row });
  },
  async deletePushSubscription(ticketId) {
    await db.delete(pushSubscription).where(eq(pushSubscription.ticketId, ticketId));
  },
});
