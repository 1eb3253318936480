/** mediasoup's picture of this browser. An in-app browser is judged by what it can do, never by its name. */
import { Device, detectDevice, type types } from 'mediasoup-client';
import { recall, remember } from '../ui/memory.ts';

export function newDevice(): Device {
  if (detectDevice()) return new Device();
  // A name that says nothing: transceivers are what today's handlers need, and Chrome's behaviour is the most common.
  return typeof RTCRtpTransceiver === 'function' ? new Device({ handlerName: 'Chrome74' }) : new Device();
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
  await device.load({ routerRtpCapabilities: JSON.parse(router) as types.RtpCapabilities });
  return { device, router };
}
