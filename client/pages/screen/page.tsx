/** The meeting-room screen: set up once, then nothing to operate. Esc opens the set-up again. */
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { Connecting, SessionDesk } from '../../desk/session-desk.tsx';
import { useTitle } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { useDeskMedia } from '../../features/stage/desk-media.tsx';
import { keepAwake } from '../../media/wake-lock.ts';
import { useView } from '../../realtime/react.tsx';
import { Room } from './room.tsx';
import { SetUp } from './set-up.tsx';

export default function ScreenPage() {
  const { session = '' } = useParams();
  const [search] = useSearchParams();
  return (
    <SessionDesk introduction={{ as: 'official', sessionId: session, seatId: search.get('seat') }}>
      <Screen />
    </SessionDesk>
  );
}

function Screen() {
  const t = useT();
  const view = useView('screen');
  const [settingUp, setSettingUp] = useState(true);
  useTitle(t('screen.title'));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setSettingUp(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(keepAwake, []);
  const { reportQuality } = useDeskMedia();
  const isOnCall = view?.now?.head.state === 'live';
  useEffect(() => (isOnCall ? reportQuality() : undefined), [isOnCall, reportQuality]);
  if (!view) return <Connecting />;
  return settingUp ? <SetUp view={view} onStart={() => setSettingUp(false)} /> : <Room view={view} />;
}
