/** The programme for the audience; its code and its connection come with the tap that asks for it. */
import { useEffect, useRef } from 'react';
import { RealtimeProvider, useView } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { useT } from '../../ui/texts.ts';
import { ProgrammePicture } from '../citizen-media/programme.tsx';
import { useMediaSession } from '../citizen-media/use-media-session.ts';

interface Props {
  sessionId: string;
  onStop: () => void;
  /** The session went on to another state: what stands around the picture is of the one before. */
  onMove: () => void;
}

export default function Watching({ sessionId, onStop, onMove }: Props) {
  return (
    <RealtimeProvider introduction={{ as: 'audience', sessionId }}>
      <Inner onStop={onStop} onMove={onMove} />
    </RealtimeProvider>
  );
}

function Inner({ onStop, onMove }: Omit<Props, 'sessionId'>) {
  const t = useT();
  const view = useView('programme');
  const state = view?.session.state;
  const known = useRef(state);
  useEffect(() => {
    if (known.current !== undefined && state !== known.current) onMove();
    known.current = state;
  }, [state, onMove]);
  const { snapshot } = useMediaSession('all');
  return (
    <div className="stack tight">
      <ConnectionNote />
      <ProgrammePicture view={view} media={snapshot} />
      <Button kind="quiet" onClick={onStop}>
        {t('session.stop')}
      </Button>
    </div>
  );
}
