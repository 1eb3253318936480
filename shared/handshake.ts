/** What a socket says of itself when it connects (`socket.handshake.auth`). Who it is comes from its cookie. */
import * as z from 'zod/mini';
import { Id } from './ids.ts';

/** A page that was connected before and comes back by itself: nobody pressed anything, and a page opened since goes on. */
const returns = z.optional(z.boolean());

export const Handshake = z.discriminatedUnion('as', [
  z.object({ as: z.literal('audience'), sessionId: Id, clientId: Id }),
  z.object({ as: z.literal('citizen'), sessionId: Id, ticketId: Id, clientId: Id, returns }),
  z.object({ as: z.enum(['moderator', 'aide']), sessionId: Id, clientId: Id }),
  /** The meeting-room screen of one seat; `null`: the first seat. */
  z.object({ as: z.literal('official'), sessionId: Id, seatId: z.nullable(Id), clientId: Id, returns }),
  /** The desk of a department's room. */
  z.object({ as: z.literal('duty'), sessionId: Id, seatId: Id, clientId: Id, returns }),
  /** Whoever has a guest link for this evening. */
  z.object({ as: z.literal('helper'), sessionId: Id, clientId: Id, returns }),
  /** A device check, outside any session. */
  z.object({ as: z.literal('check'), clientId: Id }),
]);
export type Handshake = z.infer<typeof Handshake>;
