/** What a desk needs of the media session; pages know nothing else of it. */
import { createContext, useContext } from 'react';
import type { Notice } from '../../../shared/notices/all.ts';

type Consumer = Extract<Notice, { notice: 'media.consumer' }>;

export interface RemoteStream {
  readonly consumerId: string;
  readonly from: Consumer['from'];
  readonly purpose: Consumer['purpose'];
  readonly source: Consumer['source'];
  /** Packets come; when they stop the picture is hidden, never frozen (C6). */
  readonly flowing: boolean;
  readonly track: MediaStreamTrack;
}

export interface OwnDevices {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  /** Why a device does not send, as the words' key. */
  readonly trouble: 'denied' | 'missing' | 'busy' | 'failed' | null;
}

export interface DeskMedia {
  readonly state: 'off' | 'connecting' | 'connected' | 'failed';
  readonly streams: readonly RemoteStream[];
  readonly own: OwnDevices;
  /** Takes the devices and sends them; `false` when none could be taken. */
  readonly send: (devices: { cameraId?: string; microphoneId?: string }) => Promise<boolean>;
  readonly stopSending: () => void;
  readonly setMuted: (source: 'camera' | 'microphone', muted: boolean) => void;
}

const SILENT: DeskMedia = {
  state: 'off',
  streams: [],
  own: { camera: null, microphone: null, trouble: null },
  send: async () => false,
  stopSending: () => {},
  setMuted: () => {},
};

export const DeskMediaContext = createContext<DeskMedia>(SILENT);
export const useDeskMedia = (): DeskMedia => useContext(DeskMediaContext);

export const pick = (
  streams: readonly RemoteStream[],
  from: RemoteStream['from'],
  purposes: readonly RemoteStream['purpose'][],
  source: RemoteStream['source'],
): RemoteStream | undefined => {
  const fitting = streams.filter((one) => one.from === from && one.source === source && purposes.includes(one.purpose));
  return fitting.find(({ flowing }) => flowing) ?? fitting[0];
};
