/** A page that lives on one session: connection, media, and words for every state in which it has nothing to show. */
import { Button, Loader, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { useDeskMedia } from '../features/stage/desk-media.tsx';
import { DeskMediaProvider } from '../features/stage/desk-media-provider.tsx';
import { RealtimeProvider, useConnection, useNewerBuild, useRealtime } from '../realtime/react.tsx';
import type { Introduction } from '../realtime/realtime-client.ts';
import { TABLES } from '../realtime/tables.ts';
import { useMediaLost } from '../realtime/use-media-lost.ts';
import css from './desk.module.css';
import { Icon } from './icons.tsx';
import { wordsOf } from './tell.tsx';
import { useT } from './texts.ts';

export function SessionDesk({ introduction, children }: { introduction: Introduction; children: ReactNode }) {
  return (
    <RealtimeProvider introduction={introduction} tables={TABLES}>
      <Admitted>
        <DeskMediaProvider>{children}</DeskMediaProvider>
      </Admitted>
    </RealtimeProvider>
  );
}

function Admitted({ children }: { children: ReactNode }) {
  const t = useT();
  const connection = useConnection();
  const client = useRealtime();
  // C6: without the beats of a moderator's desk the programme is cut.
  useEffect(() => {
    client.setBeating(true);
    return () => client.setBeating(false);
  }, [client]);
  switch (connection.state) {
    case 'refused':
      return (
        <Stopped words={t('connection.refused', { reason: wordsOf(connection.refusal) })}>
          <Button component={Link} to="/desk">
            {t('nav.home')}
          </Button>
        </Stopped>
      );
    case 'superseded':
      return (
        <Stopped words={t('connection.superseded')}>
          <Button onClick={client.connectAgain}>{t('connection.useHere')}</Button>
        </Stopped>
      );
    case 'signedOut':
      return (
        <Stopped words={t('deskConnection.signedOut')}>
          <Button onClick={() => location.reload()}>{t('signIn.submit')}</Button>
        </Stopped>
      );
    default:
      return children;
  }
}

function Stopped({ words, children }: { words: string; children: ReactNode }) {
  return (
    <main className={css.centre} role="alert">
      <Stack align="center">
        <Icon name="unplugged" size={28} />
        <Text>{words}</Text>
        {children}
      </Stack>
    </main>
  );
}

export function Connecting() {
  const t = useT();
  return (
    <main className={css.centre}>
      <Stack align="center">
        <Loader />
        <Text>{t('connection.connecting')}</Text>
      </Stack>
    </main>
  );
}

/** Said at the top of a desk as long as its connection, or its way for media, is gone, or its page is not the server's any more. */
export function LostBanner() {
  const t = useT();
  const connection = useConnection();
  const isOlder = useNewerBuild();
  const { state } = useDeskMedia();
  const isMediaLost = useMediaLost(state);
  if (connection.state === 'reconnecting')
    return (
      <div className={css.banner} role="alert">
        <Icon name="unplugged" /> {t('deskConnection.lost')}
      </div>
    );
  if (isMediaLost)
    return (
      <div className={css.banner} role="alert">
        <Icon name="unplugged" /> {t('deskConnection.mediaLost')}
      </div>
    );
  if (!isOlder) return null;
  return (
    <div className={css.banner} role="alert">
      <Icon name="warning" /> {t('deskConnection.newerBuild')}
      <Button size="xs" onClick={() => location.reload()}>
        {t('action.reload')}
      </Button>
    </div>
  );
}
