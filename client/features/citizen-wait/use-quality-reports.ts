/** Tells the server how this page receives the running call, kept with the call, and this page how its network does. */
import { useEffect, useState } from 'react';
import type { MediaSession } from '../../media/media-session.ts';
import { afterReport, STRONG } from '../../media/network-strength.ts';
import { afterUplink, CARRIES } from '../../media/uplink.ts';
import { useRealtime } from '../../realtime/react.tsx';

export interface NetworkNow {
  /** What comes is poor. */
  readonly weak: boolean;
  /** What goes carries a picture (C12). */
  readonly carriesPicture: boolean;
}

export function useQualityReports(session: MediaSession | null, on: boolean): NetworkNow {
  const client = useRealtime();
  const [strength, setStrength] = useState(STRONG);
  const [carrying, setCarrying] = useState(CARRIES);
  useEffect(() => {
    if (!session || !on) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void Promise.all([import('../../media/quality.ts'), import('../../realtime/media-signal.ts')]).then(
      ([{ reportQuality }, { mediaSignal }]) => {
        if (gone) return;
        stop = reportQuality(mediaSignal(client), session, (quality, uplink) => {
          setStrength((before) => afterReport(before, quality));
          setCarrying((before) => afterUplink(before, uplink));
        });
      },
      () => undefined,
    );
    return () => {
      gone = true;
      stop?.();
      setStrength(STRONG);
      setCarrying(CARRIES);
    };
  }, [client, session, on]);
  return { weak: strength.weak, carriesPicture: carrying.carries };
}
