/**
 * Media signalling. The client never chooses what it receives: the server creates, pauses and resumes consumers by the
 * grants of its state (C7) and says so in notices; `media.subscribe` only asks again for one that was lost.
 * mediasoup's own structures pass through as they are and are checked by mediasoup itself.
 */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { MediaSource } from '../states.ts';

/** A mediasoup structure (`RtpCapabilities`, `DtlsParameters`, …): an object, its inside checked by mediasoup. */
export const Opaque = z.record(z.string(), z.unknown());
export const Direction = z.enum(['send', 'recv']);
/** `udp` and `tcp` alone are for the device check. */
export const Protocol = z.enum(['any', 'udp', 'tcp']);
const nothing = z.object({});
const Transport = z.object({
  id: z.string(),
  iceParameters: Opaque,
  iceCandidates: z.array(Opaque),
  dtlsParameters: Opaque,
});

export const joinMedia = defineAction({
  name: 'media.join',
  says: 'Begins media on this connection; an earlier media life of the same person on another page is closed.',
  kind: 'query',
  input: z.object({
    /** Stays the same while one page lives: a socket that reconnects finds its transports again. */
    clientId: Id,
    /** `null`: nothing is received, or not any more. */
    rtpCapabilities: z.nullable(Opaque),
    /** Also creates the transport to receive by, which saves a page that knows the router a round trip. */
    receiveBy: z.optional(Protocol),
  }),
  result: z.object({
    routerRtpCapabilities: Opaque,
    iceServers: z.array(
      z.object({ urls: z.array(z.string()), username: z.optional(z.string()), credential: z.optional(z.string()) }),
    ),
    /** Whether transports of an earlier connection of this clientId still live. */
    resumed: z.boolean(),
    /** This page's producers that live: others ended while it could not be told. */
    sending: z.array(Id),
    /** `null`: none was asked for. */
    receiver: z.nullable(Transport),
  }),
});

export const createTransport = defineAction({
  name: 'media.createTransport',
  says: 'Creates a WebRTC transport.',
  kind: 'query',
  input: z.object({ direction: Direction, protocol: Protocol }),
  result: Transport,
});
export const connectTransport = defineAction({
  name: 'media.connectTransport',
  says: 'Gives the client’s DTLS parameters.',
  kind: 'query',
  input: z.object({ transportId: z.string().check(z.maxLength(64)), dtlsParameters: Opaque }),
  result: nothing,
});
export const restartIce = defineAction({
  name: 'media.restartIce',
  says: 'New ICE parameters after a changed network (RFC 8445 §2.4).',
  kind: 'query',
  input: z.object({ transportId: z.string().check(z.maxLength(64)) }),
  result: z.object({ iceParameters: Opaque }),
});
export const produce = defineAction({
  name: 'media.produce',
  says: 'Sends camera or microphone; a second one of the same source replaces the first.',
  kind: 'query',
  input: z.object({
    transportId: z.string().check(z.maxLength(64)),
    source: MediaSource,
    kind: z.enum(['audio', 'video']),
    rtpParameters: Opaque,
  }),
  result: z.object({ producerId: z.string() }),
});
export const setMuted = defineAction({
  name: 'media.setMuted',
  says: 'Mutes or unmutes an own producer.',
  kind: 'query',
  input: z.object({ producerId: z.string().check(z.maxLength(64)), muted: z.boolean() }),
  result: nothing,
});
export const subscribe = defineAction({
  name: 'media.subscribe',
  says: 'Asks for the consumer of one producer; refused unless granted (C7).',
  kind: 'query',
  input: z.object({ producerId: z.string().check(z.maxLength(64)) }),
  result: nothing,
});
export const consumerReady = defineAction({
  name: 'media.consumerReady',
  says: 'The client has built its side of a consumer; a key frame may be sent.',
  kind: 'query',
  input: z.object({ consumerId: z.string().check(z.maxLength(64)) }),
  result: nothing,
});
const Count = z.int().check(z.gte(0), z.lte(10_000_000));
const Millis = z.number().check(z.gte(0), z.lte(600_000));
const Pixels = z.int().check(z.gte(0), z.lte(16_384));
/** What `getStats` showed of the time since the report before: counts of that time, so that the server may add them up. */
export const QualityWindow = z.object({
  overMs: z.int().check(z.gte(1), z.lte(600_000)),
  received: Count,
  lost: Count,
  /** Worst of the streams; `null`: not measured. */
  jitterMs: z.nullable(Millis),
  roundTripMs: z.nullable(Millis),
  /** `null`: no picture is received. */
  freezes: z.nullable(Count),
  width: z.nullable(Pixels),
  height: z.nullable(Pixels),
});
export type QualityWindow = z.infer<typeof QualityWindow>;

export const reportQuality = defineAction({
  name: 'media.reportQuality',
  says: 'What this side of a running call received since its report before; added to what is kept with the call.',
  kind: 'query',
  input: z.object({ quality: QualityWindow }),
  result: nothing,
});
export const openCheck = defineAction({
  name: 'check.open',
  says: 'Begins a device check: what is sent comes back to the same page, nobody else receives it.',
  kind: 'query',
  input: z.object({}),
  result: nothing,
});
export const beat = defineAction({
  name: 'session.beat',
  says: 'Heartbeat every 3 s of desks, screens and people in their turn; after 7 s of silence a page counts as gone.',
  kind: 'query',
  input: z.object({}),
  result: nothing,
});
