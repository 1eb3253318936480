/** One ticket from the device check to afterwards. The server's state alone chooses what is shown, so a reload returns here. */
import { useEffect, useState } from 'react';
import { TICKET_ENDS } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { keepAwake } from '../../media/wake-lock.ts';
import { useConnection, useRealtime, useView } from '../../realtime/react.tsx';
import type { Connection } from '../../realtime/realtime-client.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { type PageDevices, useLocalMedia } from '../citizen-media/use-local-media.ts';
import { hasEntered, type Receives, rememberEntered, useMediaSession } from '../citizen-media/use-media-session.ts';
import { AfterStep } from './after-step.tsx';
import { BookedStep } from './booked-step.tsx';
import { DeviceStep } from './device-step.tsx';
import { keepsDevices } from './kept-devices.ts';
import { dropMessage } from './kept-message.ts';
import { LadderOffer } from './ladder-offer.tsx';
import { LiveStep } from './live-step.tsx';
import { hasKept } from './message-marks.ts';
import { Messages } from './messages.tsx';
import { Others } from './others.tsx';
import { isDone, isOverFor } from './over.ts';
import { OverStep } from './over-step.tsx';
import { isToldOfLeader } from './told-of-leader.ts';
import { CalledStep, GreenRoomStep, OnDeckStep } from './turn-steps.tsx';
import { useLadder } from './use-ladder.ts';
import { useQualityReports } from './use-quality-reports.ts';
import { useSending } from './use-sending.ts';
import { WaitingStep } from './waiting-step.tsx';

const isEnd = (ticket: TicketView): boolean => (TICKET_ENDS as readonly string[]).includes(ticket.state);

/** Steps of the turn have room for the newest words only. */
const IN_TURN_MESSAGES = 2;

/** It goes on elsewhere, or not at all: what this page knows of the ticket may be long past. */
const HAS_GONE: readonly Connection['state'][] = ['superseded', 'signedOut', 'refused'];

/** In the turn: answered in the green room, on deck, on the call. */
const isInTurn = (ticket: TicketView): boolean =>
  ticket.state === 'onDeck' ||
  ticket.state === 'live' ||
  (ticket.state === 'screening' && ticket.called?.answered === true);

/** With sound only, who waits receives nothing of the programme unless they ask to listen. */
function receivedBy(ticket: TicketView | undefined, listens: boolean): Receives {
  if (!ticket?.entered || ticket.participation === 'phone' || isEnd(ticket)) return 'nothing';
  const waits = ticket.state === 'waiting' || ticket.state === 'away';
  if (ticket.participation === 'video' || !waits) return 'all';
  return listens ? 'sound' : 'nothing';
}

interface TicketRoomProps {
  sessionId: string;
  ticketId: string;
  /** `null` until the words of the consents are known. */
  consentVersion: string | null;
}

export function TicketRoom({ sessionId, ticketId, consentVersion }: TicketRoomProps) {
  const t = useT();
  const client = useRealtime();
  const connection = useConnection();
  const ticket = useView('ticket');
  const waiting = useView('waiting');
  const programme = useView('programme');
  const devices = useLocalMedia();
  const soundOnly = ticket?.participation === 'audio';
  const byMedia = ticket !== undefined && ticket.participation !== 'phone';
  const over = ticket !== undefined && isOverFor(ticket.state, programme?.session.state);
  const isHere = !HAS_GONE.includes(connection.state);
  const inTurn = ticket !== undefined && isInTurn(ticket) && !over && isHere;
  const done = ticket !== undefined && isDone(ticket.state, programme?.session.state);
  const [listens, setListens] = useState(false);
  const receives = over ? 'nothing' : receivedBy(ticket, listens);
  // Until the ticket is known, what it was like when this phone was last here.
  const { session, snapshot } = useMediaSession(ticket || !hasEntered(ticketId) ? receives : 'all');
  useOwnDevicesInTurn(ticket, devices, inTurn && byMedia, over || !isHere || (ticket !== undefined && isEnd(ticket)));
  useSending(session, devices.snapshot, ticket, inTurn && byMedia);
  const network = useQualityReports(session, ticket?.state === 'live' && byMedia);
  useLadder(ticket, network.carriesPicture);
  useEffect(() => {
    if (receives === 'all') rememberEntered(ticketId);
    else if (soundOnly && hasEntered(ticketId)) rememberEntered(null);
  }, [receives, soundOnly, ticketId]);
  useEffect(() => {
    if (done && hasKept(ticketId)) void dropMessage(ticketId);
  }, [done, ticketId]);
  useEffect(() => {
    client.setBeating(inTurn);
    return inTurn ? keepAwake() : undefined;
  }, [client, inTurn]);

  if (connection.state === 'superseded') {
    return (
      <Page title={t('wait.title')}>
        <p className="note warn">{t('wait.elsewhere')}</p>
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
  const evening = programme?.session;
  const open = evening?.public ?? false;
  const waits = !over && (ticket.state === 'waiting' || ticket.state === 'away');
  const toAll = waits || isToldOfLeader(ticket, waiting, evening) ? waiting : undefined;
  const others = <Others ticket={ticket} waiting={waiting} sessionId={sessionId} quiet={inTurn} />;
  const everything = (
    <>
      {others}
      {waits && <LadderOffer ticket={ticket} />}
      <Messages ticket={ticket} waiting={toAll} zone={evening?.zone} />
    </>
  );
  const messages = (
    <>
      {others}
      <LadderOffer ticket={ticket} />
      <Messages ticket={ticket} waiting={undefined} zone={evening?.zone} atMost={IN_TURN_MESSAGES} />
    </>
  );
  if (isEnd(ticket)) {
    return <AfterStep {...{ ticket, sessionId, open, consentVersion, zone: evening?.zone, messages: everything }} />;
  }
  if (over && evening) return <OverStep ticket={ticket} session={evening} messages={everything} />;
  if (ticket.state === 'booked' && evening?.state === 'scheduled') {
    return <BookedStep ticket={ticket} session={evening} messages={everything} />;
  }
  if (!ticket.entered) return <DeviceStep ticket={ticket} session={evening} devices={devices} messages={everything} />;
  // Put through: packets flow a moment before the ticket's view says that the call is live (C1).
  const putThrough = snapshot.streams.some(({ purpose, flowing }) => purpose === 'stage' && flowing);
  if (ticket.state === 'live' || (ticket.state === 'onDeck' && putThrough)) {
    const media = snapshot;
    return <LiveStep {...{ ticket, devices, session, media, consentVersion, evening, network, messages }} />;
  }
  switch (ticket.state) {
    case 'screening':
      return ticket.called?.answered ? (
        <GreenRoomStep ticket={ticket} devices={devices} messages={messages} media={snapshot} />
      ) : (
        <CalledStep ticket={ticket} devices={devices} messages={messages} />
      );
    case 'onDeck':
      return <OnDeckStep ticket={ticket} devices={devices} messages={messages} media={snapshot} />;
    default:
      return (
        <WaitingStep
          ticket={ticket}
          waiting={waiting}
          programme={programme}
          media={snapshot}
          listening={{ on: listens, set: setListens }}
          consentVersion={consentVersion}
          messages={everything}
        />
      );
  }
}

/** Camera and microphone are on during the turn only; after a reload they open by themselves. */
function useOwnDevicesInTurn(ticket: TicketView | undefined, devices: PageDevices, on: boolean, over: boolean): void {
  const { asked, open, setVideo, close } = devices;
  const video = ticket?.participation === 'video';
  const kept = keepsDevices(ticket);
  useEffect(() => {
    if (on && !asked) void open({ video });
    if (!on && asked && (over || !kept)) close();
  }, [on, asked, open, close, video, kept, over]);
  useEffect(() => {
    if (on && asked) setVideo(video);
  }, [on, asked, setVideo, video]);
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
          {t('connection.signIn')}
        </ButtonLink>
      )}
      {signIn && (
        <ButtonLink href="/go" wide>
          {t('go.haveCode')}
        </ButtonLink>
      )}
      <ButtonLink href="/" kind={signIn ? 'quiet' : 'primary'} wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
