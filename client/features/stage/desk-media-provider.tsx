/** Joins this desk's media session with its own devices and gives both to the page. */
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { LocalMedia } from '../../media/local-media.ts';
import { MediaSession } from '../../media/media-session.ts';
import { unsentOf } from '../../media/media-trouble.ts';
import { reportQuality } from '../../media/quality.ts';
import { mediaSignal } from '../../realtime/media-signal.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { type DeskMedia, DeskMediaContext } from './desk-media.tsx';
import { ownOf } from './own-devices.ts';

interface Pair {
  readonly session: MediaSession;
  readonly local: LocalMedia;
  readonly report: () => () => void;
}

const keep = () => () => {};

export function DeskMediaProvider({ children }: { children: ReactNode }) {
  const client = useRealtime();
  const [pair, setPair] = useState<Pair | null>(null);
  useEffect(() => {
    const signal = mediaSignal(client);
    const session = new MediaSession(signal, client.clientId);
    const made: Pair = { session, local: new LocalMedia(), report: () => reportQuality(signal, session) };
    const off = made.local.onTrack((source, track) => void made.session.setTrack(source, track));
    void made.session.start({ send: null, receive: true });
    setPair(made);
    return () => {
      off();
      made.session.stop();
      made.local.close();
      setPair(null);
    };
  }, [client]);

  const remote = useSyncExternalStore(pair?.session.subscribe ?? keep, () => pair?.session.getSnapshot());
  const own = useSyncExternalStore(pair?.local.subscribe ?? keep, () => pair?.local.getSnapshot());
  const value = useMemo<DeskMedia | null>(() => {
    if (!pair || !remote || !own) return null;
    return {
      state: remote.state,
      streams: remote.streams,
      own: ownOf(own),
      send: async ({ camera = null, microphone = null }) => {
        await pair.local.open({ camera, microphone });
        return ownOf(pair.local.getSnapshot());
      },
      choose: (source, deviceId) => pair.local.choose(source, deviceId),
      renewMicrophone: () => void pair.local.renewMicrophone(),
      setMuted: (source, muted) => void pair.session.setMuted(source, muted),
      muted: remote.muted,
      unsent: unsentOf(remote, own),
      reportQuality: pair.report,
    };
  }, [pair, remote, own]);
  return value ? <DeskMediaContext value={value}>{children}</DeskMediaContext> : children;
}
