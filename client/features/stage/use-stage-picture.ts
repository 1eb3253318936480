/** The picture on the stage of a call, or one that may be shown there, fetched through the call (C13). */
import { useEffect, useState } from 'react';
import { openPicture } from '../../../shared/actions/pictures.ts';
import { useRealtime } from '../../realtime/react.tsx';

/** `null` until it is there, and where it is no more. */
export function useStagePicture(sessionId: string, callId: string, pictureId: string | null): string | null {
  const client = useRealtime();
  const [found, setFound] = useState<{ id: string; source: string } | null>(null);
  useEffect(() => {
    if (pictureId === null) return;
    let gone = false;
    client.action(openPicture, { sessionId, callId, pictureId }).then(
      ({ jpegBase64 }) => !gone && setFound({ id: pictureId, source: `data:image/jpeg;base64,${jpegBase64}` }),
      // Taken off meanwhile: the view says so.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [client, sessionId, callId, pictureId]);
  return found && found.id === pictureId ? found.source : null;
}
