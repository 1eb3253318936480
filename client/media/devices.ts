/** Camera and microphone: opening, and why it did not work, as codes that the language files explain. */

import { recall, remember } from '../ui/memory.ts';

export type DeviceProblem = 'refused' | 'noDevice' | 'inUse' | 'insecure' | 'unsupported' | 'unknown';

/** Of a phone, which side the camera looks from. */
export type Facing = 'user' | 'environment';
const FACING = { user: 'facing:user', environment: 'facing:environment' } as const;
/** A wish for a camera by its side instead of a device's id. */
export const facingWish = (facing: Facing): string => FACING[facing];

export interface Wish {
  /** A device's id or a `facingWish`; `null`: whichever the system prefers; `false`: none. */
  readonly camera: string | null | false;
  readonly microphone: string | null | false;
}

export interface Opened {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  /** What was wished for and is missing. */
  readonly problems: { readonly camera?: DeviceProblem; readonly microphone?: DeviceProblem };
}

export interface DeviceChoice {
  readonly id: string;
  /** Empty before the first permission. */
  readonly label: string;
}

/** Problems that no try of a device would change. */
export function mediaProblem(): 'insecure' | 'unsupported' | null {
  if (!window.isSecureContext) return 'insecure';
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function') return 'unsupported';
  return canReceive() ? null : 'unsupported';
}

/** Whether pictures and sounds can be received at all. */
export const canReceive = (): boolean => typeof RTCPeerConnection === 'function';

export function classifyDeviceError(error: unknown): DeviceProblem {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'noDevice';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'inUse';
    case 'NotSupportedError':
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}

export function cameraConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    // What every camera gives by itself: other sizes are scaled for each picture, and a phone is held upright.
    width: { ideal: 640 },
    height: { ideal: 480 },
    frameRate: { ideal: 30, max: 30 },
    ...(deviceId === null
      ? { facingMode: 'user' }
      : deviceId === FACING.user || deviceId === FACING.environment
        ? { facingMode: { exact: deviceId === FACING.user ? 'user' : 'environment' } }
        : { deviceId: { exact: deviceId } }),
  };
}

/** Whether the camera looks away from the person: its picture is not shown as in a mirror. */
export const isRear = (track: MediaStreamTrack | null): boolean =>
  track !== null &&
  (track.getSettings().facingMode === 'environment' || /back|rear|environment|后置|後置/i.test(track.label));

const NOISE = 'directline.noise';
/** On, unless this device's person turned it off: music and a soft voice suffer from it. */
export const quietensNoise = (): boolean => recall(NOISE) !== 'kept';
/** Holds from the next time the microphone is opened. */
export const setQuietensNoise = (on: boolean): void => remember(NOISE, on ? null : 'kept');

export function microphoneConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: quietensNoise(),
    autoGainControl: true,
    channelCount: 1,
    ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  };
}

/** Both in one question to the person; if that fails each on its own, so that a broken camera leaves the voice. */
export async function openDevices(wish: Wish): Promise<Opened> {
  const problem = mediaProblem();
  const missing = (code: DeviceProblem) => ({
    ...(wish.camera === false ? {} : { camera: code }),
    ...(wish.microphone === false ? {} : { microphone: code }),
  });
  if (problem) return { camera: null, microphone: null, problems: missing(problem) };
  try {
    return { ...(await ask(wish)), problems: {} };
  } catch (error) {
    // Asking again would only be refused again.
    if (classifyDeviceError(error) === 'refused')
      return { camera: null, microphone: null, problems: missing('refused') };
  }
  const microphone = await openOne({ camera: false, microphone: wish.microphone });
  const camera = await openOne({ camera: wish.camera, microphone: false });
  return {
    camera: camera.tracks.camera,
    microphone: microphone.tracks.microphone,
    problems: {
      ...(camera.problem ? { camera: camera.problem } : {}),
      ...(microphone.problem ? { microphone: microphone.problem } : {}),
    },
  };
}

/** For the pickers. Labels are there once permission was given. */
export async function listDevices(): Promise<{ cameras: DeviceChoice[]; microphones: DeviceChoice[] }> {
  const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: of('videoinput'), microphones: of('audioinput') };
}

/** Something was plugged in or out. */
export function onDevicesChanged(listener: () => void): () => void {
  const devices = navigator.mediaDevices;
  devices?.addEventListener?.('devicechange', listener);
  return () => devices?.removeEventListener?.('devicechange', listener);
}

type Both = Pick<Opened, 'camera' | 'microphone'>;
const NEITHER: Both = { camera: null, microphone: null };

async function openOne(wish: Wish): Promise<{ tracks: Both; problem: DeviceProblem | null }> {
  try {
    return { tracks: await ask(wish), problem: null };
  } catch (error) {
    return { tracks: NEITHER, problem: classifyDeviceError(error) };
  }
}

async function ask({ camera, microphone }: Wish): Promise<Both> {
  if (camera === false && microphone === false) return NEITHER;
  const stream = await navigator.mediaDevices.getUserMedia({
    video: camera === false ? false : cameraConstraints(camera),
    audio: microphone === false ? false : microphoneConstraints(microphone),
  });
  return { camera: stream.getVideoTracks()[0] ?? null, microphone: stream.getAudioTracks()[0] ?? null };
}
