/** mediasoup's picture of this browser. An in-app browser is judged by what it can do, never by its name. */
import { Device, detectDevice, type types } from 'mediasoup-client';
import { Chrome74 } from 'mediasoup-client/handlers/Chrome74';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import { Firefox120 } from 'mediasoup-client/handlers/Firefox120';
import { Safari12 } from 'mediasoup-client/handlers/Safari12';
import { recall, remember } from '../ui/memory.ts';

type HandlerFactory = ReturnType<typeof Chrome111.createFactory>;
type Capabilities = Awaited<ReturnType<HandlerFactory['getNativeRtpCapabilities']>>;
type Direction = Parameters<HandlerFactory['getNativeRtpCapabilities']>[0]['direction'];

const HANDLERS: Readonly<Record<string, { createFactory(options: object): HandlerFactory }>> = {
  Chrome74,
  Chrome111,
  Firefox120,
  Safari12,
};

/** Throws mediasoup's `UnsupportedError` in a browser without WebRTC. */
export function newDevice(): Device {
  // A name that says nothing: transceivers are what today's handlers need, and Chrome's behaviour is the most common.
  const name = detectDevice() ?? (typeof RTCRtpTransceiver === 'function' ? 'Chrome74' : '');
  const handler = HANDLERS[name]?.createFactory({});
  if (!handler) return new Device();
  return new Device({ handlerFactory: { ...handler, getNativeRtpCapabilities: remembering(handler) } });
}

const CODECS = 'directline.codecs';
const CODECS_KEPT_MS = 24 * 3_600_000;

interface KnownCodecs {
  readonly browser: string;
  readonly until: number;
  readonly by: Partial<Record<Direction, Capabilities>>;
}

/** What a browser can decode and encode is asked with two connections that come to nothing; its answer is kept for a day. */
function remembering(handler: HandlerFactory): HandlerFactory['getNativeRtpCapabilities'] {
  return async ({ direction }) => {
    const known = knownCodecs();
    const before = known.by[direction];
    if (before) return before;
    const capabilities = await handler.getNativeRtpCapabilities({ direction });
    const by = { ...knownCodecs().by, [direction]: capabilities };
    remember(CODECS, JSON.stringify({ ...known, by } satisfies KnownCodecs));
    return capabilities;
  };
}

function knownCodecs(): KnownCodecs {
  const now = Date.now();
  const browser = navigator.userAgent;
  try {
    const kept = JSON.parse(recall(CODECS) ?? 'null') as KnownCodecs | null;
    if (kept?.browser === browser && kept.until > now && typeof kept.by === 'object') return kept;
  } catch {
    // Not ours, or cut off: asked anew.
  }
  return { browser, until: now + CODECS_KEPT_MS, by: {} };
}

/** A device that was loaded for one router; `router`: its capabilities as text. */
export interface LoadedDevice {
  readonly device: Device;
  readonly router: string;
}

const ROUTER = 'directline.router';
/** One device serves all of a page's transports. */
const loaded = new Map<string, Promise<LoadedDevice>>();

/**
 * Of the router that this browser met last: it can be made ready while the page still connects, since a county's routers
 * are all alike. `null`: none is remembered, or this browser cannot make it out any more.
 */
export async function deviceOfLastRouter(): Promise<LoadedDevice | null> {
  const router = recall(ROUTER);
  if (router === null) return null;
  return load(router).catch(() => null);
}

export async function deviceFor(routerRtpCapabilities: object): Promise<LoadedDevice> {
  const router = JSON.stringify(routerRtpCapabilities);
  const device = await load(router);
  remember(ROUTER, router);
  return device;
}

function load(router: string): Promise<LoadedDevice> {
  const known = loaded.get(router) ?? loadAnew(router);
  loaded.set(router, known);
  known.catch(() => loaded.delete(router));
  return known;
}

async function loadAnew(router: string): Promise<LoadedDevice> {
  const device = newDevice();
  try {
    await device.load({ routerRtpCapabilities: JSON.parse(router) as types.RtpCapabilities });
  } catch (error) {
    // What is remembered may be what does not fit: the next try asks the browser again.
    remember(CODECS, null);
    throw error;
  }
  return { device, router };
}
