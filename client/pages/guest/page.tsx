/**
 * `/guest`: whoever was booked to help comes in by a link, without an account (C14). The secret is behind `#`; it is taken
 * for a cookie and leaves the address before anything else happens.
 */
import { Button, Loader, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { openGuestLink, showGuest } from '../../../shared/actions/helpers.ts';
import { Refusal } from '../../../shared/errors.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import deskCss from '../../desk/desk.module.css';
import { Icon } from '../../desk/icons.tsx';
import { useTitle } from '../../desk/shell.tsx';
import { wordsOf } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { DeskMediaProvider } from '../../features/stage/desk-media-provider.tsx';
import { RealtimeProvider, useConnection, useRealtime, useView } from '../../realtime/react.tsx';
import { GuestRoom } from './room.tsx';
import { GuestSetUp } from './set-up.tsx';

type Door =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly sessionId: string }
  | { readonly state: 'over' }
  | { readonly state: 'left' }
  | { readonly state: 'closed'; readonly refusal: Refusal };

export default function GuestPage() {
  const t = useT();
  const [door, setDoor] = useState<Door>({ state: 'opening' });
  const [secret] = useState(() => location.hash.slice(1));
  useTitle(t('guest.title'));
  const look = useCallback(async () => {
    setDoor({ state: 'opening' });
    setDoor(await comeIn(secret));
  }, [secret]);
  useEffect(() => {
    void look();
  }, [look]);
  switch (door.state) {
    case 'opening':
      return (
        <Card>
          <Loader />
          <Text>{t('guest.opening')}</Text>
        </Card>
      );
    case 'open':
      return (
        <RealtimeProvider introduction={{ as: 'helper', sessionId: door.sessionId }}>
          <Admitted onOver={() => void look()} onLeft={() => setDoor({ state: 'left' })} />
        </RealtimeProvider>
      );
    case 'left':
      return (
        <Card title={t('guest.left')}>
          <Text>{t('guest.leftWhat')}</Text>
        </Card>
      );
    case 'over':
      return (
        <Card title={t('guest.overTitle')}>
          <Text>{t('guest.overWhat')}</Text>
        </Card>
      );
    case 'closed': {
      const { refusal } = door;
      const isKnown = refusal.code === 'NOT_SIGNED_IN' || refusal.code === 'GUEST_LINK_WRONG';
      return (
        <Card title={t('guest.wrongTitle')} alert>
          <Text>{refusal.code === 'NOT_SIGNED_IN' ? t('guest.noLink') : wordsOf(refusal)}</Text>
          {!isKnown && <Button onClick={() => void look()}>{t('guest.again')}</Button>}
        </Card>
      );
    }
  }
}

/** By the link in the address, or by the cookie that an earlier look at it left. */
async function comeIn(secret: string): Promise<Door> {
  try {
    if (secret !== '') {
      await callAction(openGuestLink, { secret });
      forgetAddress();
    }
    const { sessionId, over } = await callAction(showGuest, {});
    return over ? { state: 'over' } : { state: 'open', sessionId };
  } catch (error) {
    const refusal = asRefusal(error);
    const isRead = refusal.code === 'BAD_INPUT' || refusal.code.startsWith('GUEST_LINK_');
    // Where the server could not be reached, opening the page anew tries again.
    if (isRead) forgetAddress();
    // Cut off by a messenger, or typed.
    if (refusal.code === 'BAD_INPUT') return { state: 'closed', refusal: new Refusal('GUEST_LINK_WRONG') };
    return refusal.code === 'GUEST_LINK_OVER' ? { state: 'over' } : { state: 'closed', refusal };
  }
}

const forgetAddress = (): void => history.replaceState(null, '', location.pathname);

function Admitted({ onOver, onLeft }: { onOver: () => void; onLeft: () => void }) {
  const t = useT();
  const client = useRealtime();
  const connection = useConnection();
  useEffect(() => {
    client.setBeating(true);
    return () => client.setBeating(false);
  }, [client]);
  switch (connection.state) {
    case 'signedOut':
      return (
        <Card title={t('guest.overTitle')} alert>
          <Text>{t('guest.overWhat')}</Text>
        </Card>
      );
    case 'refused':
      return (
        <Card title={t('guest.wrongTitle')} alert>
          <Text>{wordsOf(connection.refusal)}</Text>
          <Button onClick={onOver}>{t('guest.again')}</Button>
        </Card>
      );
    case 'superseded':
      return (
        <Card alert>
          <Text>{t('guest.superseded')}</Text>
          <Button onClick={client.connectAgain}>{t('connection.useHere')}</Button>
        </Card>
      );
    default:
      return (
        <DeskMediaProvider>
          <Inside onLeft={onLeft} />
        </DeskMediaProvider>
      );
  }
}

function Inside({ onLeft }: { onLeft: () => void }) {
  const t = useT();
  const view = useView('helper');
  const [entered, setEntered] = useState(false);
  if (!view)
    return (
      <Card>
        <Loader />
        <Text>{t('connection.connecting')}</Text>
      </Card>
    );
  return entered ? (
    <GuestRoom view={view} onLeft={onLeft} />
  ) : (
    <GuestSetUp view={view} onEnter={() => setEntered(true)} />
  );
}

function Card({ title, alert, children }: { title?: string; alert?: boolean; children: ReactNode }) {
  return (
    <main className={deskCss.centre} role={alert ? 'alert' : undefined}>
      <Stack align="center" gap="sm" maw="28rem">
        {title && (
          <Title order={1} size="h2">
            {alert && <Icon name="unplugged" />} {title}
          </Title>
        )}
        {children}
      </Stack>
    </main>
  );
}
