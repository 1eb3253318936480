/** A desk's own camera and microphone, and which of the two gives nothing though it was wished for. */
import type { MediaSource } from '../../../shared/states.ts';
import type { DeviceProblem } from '../../media/devices.ts';
import type { LocalSnapshot } from '../../media/local-media.ts';

export interface MissingDevice {
  readonly source: MediaSource;
  readonly problem: DeviceProblem;
}

export interface OwnDevices {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  /** Of either; also where the device from before goes on. */
  readonly problem: DeviceProblem | null;
  readonly missing: readonly MissingDevice[];
}

/** Devices' ids; `null`: whichever the system prefers. */
export type DeskWish = Readonly<Record<MediaSource, string | null>>;

export const NO_DEVICES: OwnDevices = { camera: null, microphone: null, problem: null, missing: [] };
const SOURCES: readonly MediaSource[] = ['camera', 'microphone'];

export function ownOf({ camera, microphone, problems, interrupted }: LocalSnapshot): OwnDevices {
  const tracks = { camera, microphone };
  const missing = SOURCES.flatMap((source) => {
    const problem = problems[source];
    return problem && (tracks[source] === null || interrupted[source]) ? [{ source, problem }] : [];
  });
  return { camera, microphone, problem: problems.camera ?? problems.microphone ?? null, missing };
}

/** Another try for what was chosen and is missing, with any device of its kind; `null` where it would be the same one. */
export function secondWish(first: DeskWish, missing: readonly MissingDevice[]): DeskWish | null {
  const others = missing.filter(({ source, problem }) => first[source] !== null && problem !== 'refused');
  if (others.length === 0) return null;
  return { ...first, ...Object.fromEntries(others.map(({ source }) => [source, null])) };
}
