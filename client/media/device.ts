/** mediasoup's picture of this browser. An in-app browser is judged by what it can do, never by its name. */
import { Device, detectDevice } from 'mediasoup-client';

export function newDevice(): Device {
  if (detectDevice()) return new Device();
  // A name that says nothing: transceivers are what today's handlers need, and Chrome's behaviour is the most common.
  return typeof RTCRtpTransceiver === 'function' ? new Device({ handlerName: 'Chrome74' }) : new Device();
}
