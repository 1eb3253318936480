/** Whether media would reach the server from this network: UDP, and TCP for networks that let no UDP through. */
import type { types } from 'mediasoup-client';
import { newDevice } from './device.ts';
import type { Protocol } from './media-session.ts';
import { roundTripMsOf } from './quality.ts';
import type { Signal } from './signal.ts';

export interface NetworkReport {
  readonly udp: boolean;
  readonly tcp: boolean;
  /** Over the better way; `null`: not measured. */
  readonly roundTripMs: number | null;
}

const LIMIT_MS = 6000;

/** On a connection whose handshake said `check`. Needs no permission: silence is sent. */
export async function checkNetwork(signal: Signal, clientId: string): Promise<NetworkReport> {
  await signal.call('check.open', {});
  const { routerRtpCapabilities, iceServers } = await signal.call('media.join', { clientId, rtpCapabilities: null });
  const device = newDevice();
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as unknown as types.RtpCapabilities });
  const silence = silentTrack();
  try {
    const udp = await tryProtocol(signal, device, iceServers, 'udp', silence.track);
    const tcp = await tryProtocol(signal, device, iceServers, 'tcp', silence.track);
    return { udp: udp !== null, tcp: tcp !== null, roundTripMs: udp?.roundTripMs ?? tcp?.roundTripMs ?? null };
  } finally {
    silence.stop();
  }
}

async function tryProtocol(
  signal: Signal,
  device: types.Device,
  iceServers: RTCIceServer[],
  protocol: Protocol,
  track: MediaStreamTrack,
): Promise<{ roundTripMs: number | null } | null> {
  let transport: types.Transport | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await signal.call('media.createTransport', { direction: 'send', protocol });
    const made = device.createSendTransport({ ...(answer as unknown as types.TransportOptions), iceServers });
    transport = made;
    made.on('connect', ({ dtlsParameters }, done, failed) => {
      signal
        .call('media.connectTransport', { transportId: made.id, dtlsParameters: { ...dtlsParameters } })
        .then(done, failed);
    });
    made.on('produce', ({ kind, rtpParameters }, done, failed) => {
      signal
        .call('media.produce', {
          transportId: made.id,
          source: 'microphone',
          kind,
          rtpParameters: { ...rtpParameters },
        })
        .then(({ producerId }) => done({ id: producerId }), failed);
    });
    const connected = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), LIMIT_MS);
      made.on('connectionstatechange', (state) => {
        if (state === 'connected') resolve(true);
        if (state === 'failed' || state === 'closed') resolve(false);
      });
    });
    made.produce({ track, stopTracks: false }).catch(() => undefined);
    if (!(await connected)) return null;
    return { roundTripMs: roundTripMsOf(await made.getStats()) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    transport?.close();
  }
}

function silentTrack(): { track: MediaStreamTrack; stop: () => void } {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  if (!track) throw new Error('A MediaStreamAudioDestinationNode has one track.');
  return {
    track,
    stop: () => {
      track.stop();
      context.close().catch(() => undefined);
    },
  };
}
