/** What a desk needs of the media session; pages know nothing else of it. */
import { createContext, useContext } from 'react';
import type { MediaState } from '../../media/media-session.ts';
import type { Unsent } from '../../media/media-trouble.ts';
import type { RemoteStream } from '../../media/remote-streams.ts';
import { NO_DEVICES, type OwnDevices } from './own-devices.ts';

export interface DeskMedia {
  readonly state: MediaState;
  readonly streams: readonly RemoteStream[];
  readonly own: OwnDevices;
  /** Takes the devices (`null`: whichever the system prefers) and sends them; resolves with what could be taken. */
  readonly send: (devices: { camera?: string | null; microphone?: string | null | false }) => Promise<OwnDevices>;
  /** Another device of the same source. */
  readonly choose: (source: 'camera' | 'microphone', deviceId: string) => Promise<void>;
  /** The microphone anew, as this computer now wishes for its sound; nothing where it is not open. */
  readonly renewMicrophone: () => void;
  readonly setMuted: (source: 'camera' | 'microphone', muted: boolean) => void;
  readonly muted: Readonly<Record<'camera' | 'microphone', boolean>>;
  /** What of the own devices goes out to nobody. */
  readonly unsent: Unsent | null;
  /** Tells the server how this page receives, until it is stopped; kept with the running call. */
  readonly reportQuality: () => () => void;
}

const SILENT: DeskMedia = {
  state: 'idle',
  streams: [],
  own: NO_DEVICES,
  send: async () => NO_DEVICES,
  choose: async () => {},
  renewMicrophone: () => {},
  setMuted: () => {},
  muted: { camera: false, microphone: false },
  unsent: null,
  reportQuality: () => () => {},
};

export const DeskMediaContext = createContext<DeskMedia>(SILENT);
export const useDeskMedia = (): DeskMedia => useContext(DeskMediaContext);

export const pick = (
  streams: readonly RemoteStream[],
  from: RemoteStream['from'],
  purposes: readonly RemoteStream['purpose'][],
  source: RemoteStream['source'],
  /** Whose picture or sound: a citizen's ticket, a meeting room's seat. */
  whose?: string,
): RemoteStream | undefined => {
  const fitting = streams.filter(
    (one) =>
      one.from === from &&
      one.source === source &&
      purposes.includes(one.purpose) &&
      (whose === undefined || one.ticketId === whose || one.seatId === whose),
  );
  return fitting.find(({ flowing }) => flowing) ?? fitting[0];
};
