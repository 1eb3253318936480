/** This page's own camera and microphone in React; the choice of device is kept on this phone. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { MediaSource } from '../../../shared/states.ts';
import { LocalMedia, type LocalSnapshot } from '../../media/local-media.ts';
import { recall, remember } from '../../ui/memory.ts';

const OFF: LocalSnapshot = {
  camera: null,
  microphone: null,
  problems: {},
  interrupted: { camera: false, microphone: false },
};
const never = () => () => undefined;
const keyOf = (source: MediaSource) => `directline.device.${source}`;

export interface PageDevices {
  readonly snapshot: LocalSnapshot;
  /** Asking the person or the system now. */
  readonly opening: boolean;
  /** Was asked for since the last `close`. */
  readonly asked: boolean;
  /** From a tap where possible. Resolves also when it failed; the snapshot tells. */
  readonly open: (want: { video: boolean }) => Promise<LocalSnapshot>;
  /** Begins or ends the camera of devices that are open. */
  readonly setVideo: (video: boolean) => void;
  readonly choose: (source: MediaSource, deviceId: string) => void;
  /** The microphone anew, as this device now wishes for its sound. */
  readonly renewMicrophone: () => void;
  /** The camera on the other side of the phone, and back; not kept for another evening. */
  readonly turn: () => Promise<void>;
  readonly close: () => void;
}

export function useLocalMedia(): PageDevices {
  const [local, setLocal] = useState<LocalMedia | null>(null);
  const [opening, setOpening] = useState(false);
  const current = useRef<LocalMedia | null>(null);

  const close = useCallback(() => {
    current.current?.close();
    current.current = null;
    setLocal(null);
  }, []);
  useEffect(() => close, [close]);

  const open = useCallback(async ({ video }: { video: boolean }) => {
    current.current ??= new LocalMedia();
    const mine = current.current;
    setLocal(mine);
    setOpening(true);
    await mine.open({ camera: video ? recall(keyOf('camera')) : false, microphone: recall(keyOf('microphone')) });
    let { problems } = mine.getSnapshot();
    // The device chosen another day is not here today: any other will do.
    if (problems.camera === 'noDevice' || problems.microphone === 'noDevice') {
      remember(keyOf('camera'), null);
      remember(keyOf('microphone'), null);
      await mine.open({ camera: video ? null : false, microphone: null });
      problems = mine.getSnapshot().problems;
    }
    setOpening(false);
    return mine.getSnapshot();
  }, []);

  const setVideo = useCallback((video: boolean) => {
    void current.current?.setCamera(video ? recall(keyOf('camera')) : false);
  }, []);

  const choose = useCallback((source: MediaSource, deviceId: string) => {
    remember(keyOf(source), deviceId);
    void current.current?.choose(source, deviceId);
  }, []);

  const renewMicrophone = useCallback(() => void current.current?.renewMicrophone(), []);

  const turn = useCallback(async () => current.current?.turn(), []);

  const snapshot = useSyncExternalStore(local?.subscribe ?? never, () => local?.getSnapshot() ?? OFF);
  return { snapshot, opening, asked: local !== null, open, setVideo, choose, renewMicrophone, turn, close };
}
