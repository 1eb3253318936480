/** The programme for the audience; its code and its connection come with the tap that asks for it. */
import { RealtimeProvider, useView } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { useT } from '../../ui/texts.ts';
import { ProgrammePicture } from '../citizen-media/programme.tsx';
import { useMediaSession } from '../citizen-media/use-media-session.ts';

export default function Watching({ sessionId, onStop }: { sessionId: string; onStop: () => void }) {
  return (
    <RealtimeProvider introduction={{ as: 'audience', sessionId }}>
      <Inner onStop={onStop} />
    </RealtimeProvider>
  );
}

function Inner({ onStop }: { onStop: () => void }) {
  const t = useT();
  const view = useView('programme');
  const { snapshot } = useMediaSession(true);
  return (
    <div className="stack tight">
      <ConnectionNote />
      <ProgrammePicture view={view} streams={snapshot.streams} />
      <Button kind="quiet" onClick={onStop}>
        {t('session.stop')}
      </Button>
    </div>
  );
}
