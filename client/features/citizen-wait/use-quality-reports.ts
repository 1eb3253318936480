/** Tells the server how this page receives the running call; kept with the call. Answers whether the network is weak. */
import { useEffect, useState } from 'react';
import type { MediaSession } from '../../media/media-session.ts';
import { afterReport, STRONG } from '../../media/network-strength.ts';
import { useRealtime } from '../../realtime/react.tsx';

export function useQualityReports(session: MediaSession | null, on: boolean): boolean {
  const client = useRealtime();
  const [strength, setStrength] = useState(STRONG);
  useEffect(() => {
    if (!session || !on) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void Promise.all([import('../../media/quality.ts'), import('../../realtime/media-signal.ts')]).then(
      ([{ reportQuality }, { mediaSignal }]) => {
        if (gone) return;
        stop = reportQuality(mediaSignal(client), session, (quality) =>
          setStrength((before) => afterReport(before, quality)),
        );
      },
      () => undefined,
    );
    return () => {
      gone = true;
      stop?.();
      setStrength(STRONG);
    };
  }, [client, session, on]);
  return strength.weak;
}
