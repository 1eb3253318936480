/** Departments' officers on the stage (C11) as a helper's page shows them: it is not told whose a stream is, and each voice is heard. */
import type { RemoteStream } from '../../media/remote-streams.ts';

export interface Officer {
  readonly camera: RemoteStream | undefined;
  readonly microphone: RemoteStream | undefined;
}

export function officersOf(streams: readonly RemoteStream[]): readonly Officer[] {
  const flowing = streams.filter((one) => one.from === 'officer' && one.purpose === 'stage' && one.flowing);
  const cameras = flowing.filter(({ source }) => source === 'camera');
  const microphones = flowing.filter(({ source }) => source === 'microphone');
  const count = Math.max(cameras.length, microphones.length);
  return Array.from({ length: count }, (_, at) => ({ camera: cameras[at], microphone: microphones[at] }));
}
