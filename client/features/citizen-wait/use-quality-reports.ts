/** Tells the server how this page receives the running call; kept with the call. */
import { useEffect } from 'react';
import type { MediaSession } from '../../media/media-session.ts';
import { useRealtime } from '../../realtime/react.tsx';

export function useQualityReports(session: MediaSession | null, on: boolean): void {
  const client = useRealtime();
  useEffect(() => {
    if (!session || !on) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void Promise.all([import('../../media/quality.ts'), import('../../realtime/media-signal.ts')]).then(
      ([{ reportQuality }, { mediaSignal }]) => {
        if (!gone) stop = reportQuality(mediaSignal(client), session);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [client, session, on]);
}
