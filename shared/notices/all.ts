/** Server → client, besides views. What travels down the socket under the event name `notice`. */
import * as z from 'zod/mini';
import { Opaque } from '../actions/media.ts';
import { Id } from '../ids.ts';
import { MediaSource } from '../states.ts';

/** `greenRoom`: screening; `stage`: the seat; `programme`: as audience; `check`: device check. */
const Purpose = z.enum(['greenRoom', 'stage', 'programme', 'check']);

export const Notice = z.discriminatedUnion('notice', [
  /** Build the client side of a consumer, then say `media.consumerReady`. The server alone pauses and resumes it. */
  z.object({
    notice: z.literal('media.consumer'),
    consumerId: z.string(),
    producerId: z.string(),
    kind: z.enum(['audio', 'video']),
    rtpParameters: Opaque,
    source: MediaSource,
    /** Whose picture or sound it is. `officer`: a department's, called to this stage; then helpers. `self` comes back in a device check. */
    from: z.enum(['official', 'officer', 'citizen', 'moderator', 'interpreter', 'signLanguage', 'self']),
    /** The owner's ticket, told to staff alone, so that a picture stands under its own name; `null` otherwise. */
    ticketId: z.nullable(Id),
    /** The owner's seat, told likewise. */
    seatId: z.nullable(Id),
    /** Whose link it is, of helpers; told to staff and helpers. */
    helperId: z.nullable(Id),
    purpose: Purpose,
    flowing: z.boolean(),
  }),
  /** Packets begin or stop, or mean something else now. When they stop the page hides the picture: never a frozen frame (C6). */
  z.object({
    notice: z.literal('media.consumerFlow'),
    /** Picture and sound of one moment together. */
    flows: z.array(z.object({ consumerId: z.string(), purpose: Purpose, flowing: z.boolean() })),
  }),
  z.object({ notice: z.literal('media.consumerClosed'), consumerId: z.string() }),
  z.object({ notice: z.literal('media.producerClosed'), producerId: z.string() }),
  /** The router is gone (a worker died): begin again at `media.join`. */
  z.object({ notice: z.literal('media.reset') }),
  /** Another page of the same person took over; this one stops. */
  z.object({ notice: z.literal('superseded') }),
  /** This connection's right to be here ended (signed out, session over). */
  z.object({ notice: z.literal('goodbye'), reason: z.enum(['signedOut', 'restarting']) }),
]);
export type Notice = z.infer<typeof Notice>;
