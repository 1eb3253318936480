/** One ticket from the device check to afterwards. The server's state alone chooses what is shown, so a reload returns here. */
import { useEffect } from 'react';
import { TICKET_ENDS } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { keepAwake } from '../../media/wake-lock.ts';
import { useConnection, useRealtime, useView } from '../../realtime/react.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { type PageDevices, useLocalMedia } from '../citizen-media/use-local-media.ts';
import { rememberEntered, useMediaSession } from '../citizen-media/use-media-session.ts';
import { AfterStep } from './after-step.tsx';
import { DeviceStep } from './device-step.tsx';
import { LiveStep } from './live-step.tsx';
import { CalledStep, GreenRoomStep, OnDeckStep } from './turn-steps.tsx';
import { useQualityReports } from './use-quality-reports.ts';
import { useSending } from './use-sending.ts';
import { WaitingStep } from './waiting-step.tsx';

const isEnd = (ticket: TicketView): boolean => (TICKET_ENDS as readonly string[]).includes(ticket.state);

/** In the turn: answered in the green room, on deck, on the call. */
const isInTurn = (ticket: TicketView): boolean =>
  ticket.state === 'onDeck' ||
  ticket.state === 'live' ||
  (ticket.state === 'screening' && ticket.called?.answered === true);

interface TicketRoomProps {
  sessionId: string;
  consentVersion: string;
  admitting: boolean;
}

export function TicketRoom({ sessionId, consentVersion, admitting }: TicketRoomProps) {
  const t = useT();
  const client = useRealtime();
  const connection = useConnection();
  const ticket = useView('ticket');
  const waiting = useView('waiting');
  const programme = useView('programme');
  const devices = useLocalMedia();
  const byMedia = ticket !== undefined && ticket.participation !== 'phone';
  const inTurn = ticket !== undefined && isInTurn(ticket);
  const { session, snapshot } = useMediaSession(byMedia && ticket.entered && !isEnd(ticket));
  useOwnDevicesInTurn(ticket, devices, inTurn && byMedia);
  useSending(session, devices.snapshot, ticket, inTurn && byMedia);
  useQualityReports(session, ticket?.state === 'live' && byMedia);
  const enteredId = ticket?.entered ? ticket.ticketId : null;
  useEffect(() => {
    if (enteredId !== null) rememberEntered(enteredId);
  }, [enteredId]);
  useEffect(() => {
    client.setBeating(inTurn);
    return inTurn ? keepAwake() : undefined;
  }, [client, inTurn]);

  if (connection.state === 'superseded') {
    return (
      <Page title={t('wait.title')}>
        <p className="note warn">{t('connection.superseded')}</p>
        <Button kind="primary" wide onClick={client.connectAgain}>
          {t('connection.useHere')}
        </Button>
      </Page>
    );
  }
  if (connection.state === 'signedOut' || connection.state === 'refused') {
    return <Turned sessionId={sessionId} code={connection.state === 'refused' ? connection.refusal.code : null} />;
  }
  if (!ticket) {
    return (
      <Page title={t('wait.title')}>
        <ConnectionNote />
        <Loading text={t('wait.finding')} />
      </Page>
    );
  }
  if (isEnd(ticket)) return <AfterStep ticket={ticket} sessionId={sessionId} admitting={admitting} />;
  if (!ticket.entered) return <DeviceStep ticket={ticket} devices={devices} />;
  const { streams } = snapshot;
  // Put through: packets flow a moment before the ticket's view says that the call is live (C1).
  const putThrough = streams.some(({ purpose, flowing }) => purpose === 'stage' && flowing);
  if (ticket.state === 'live' || (ticket.state === 'onDeck' && putThrough)) {
    return (
      <LiveStep ticket={ticket} devices={devices} session={session} media={snapshot} consentVersion={consentVersion} />
    );
  }
  switch (ticket.state) {
    case 'screening':
      return ticket.called?.answered ? (
        <GreenRoomStep ticket={ticket} devices={devices} streams={streams} />
      ) : (
        <CalledStep ticket={ticket} devices={devices} />
      );
    case 'onDeck':
      return <OnDeckStep ticket={ticket} devices={devices} streams={streams} />;
    default:
      return (
        <WaitingStep
          ticket={ticket}
          waiting={waiting}
          programme={programme}
          streams={streams}
          consentVersion={consentVersion}
        />
      );
  }
}

/** Camera and microphone are on during the turn only; after a reload they open by themselves. */
function useOwnDevicesInTurn(ticket: TicketView | undefined, devices: PageDevices, on: boolean): void {
  const { asked, open, close } = devices;
  const video = ticket?.participation === 'video';
  const called = ticket?.state === 'screening';
  const entered = ticket?.entered ?? false;
  useEffect(() => {
    if (on && !asked) void open({ video });
    if (!on && asked && entered && !called) close();
  }, [on, asked, open, close, video, called, entered]);
}

function Turned({ sessionId, code }: { sessionId: string; code: string | null }) {
  const t = useT();
  const signIn = code === null || code === 'NOT_SIGNED_IN';
  return (
    <Page title={t('wait.title')}>
      <p className="note warn" role="alert">
        {signIn ? t('connection.signedOut') : t(`error.${code}` as 'error.NOT_FOUND')}
      </p>
      {signIn && (
        <ButtonLink href={`/s/${sessionId}/join`} kind="primary" wide>
          {t('join.phone')}
        </ButtonLink>
      )}
      <ButtonLink href="/" kind={signIn ? 'quiet' : 'primary'} wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
