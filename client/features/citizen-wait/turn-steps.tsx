/** The turn: called, in the green room, on deck. */
import { type ReactNode, useEffect } from 'react';
import { answerCall } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import type { MediaSnapshot } from '../../media/media-session.ts';
import { keepAwake } from '../../media/wake-lock.ts';
import { useRealtime, useServerNow } from '../../realtime/react.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { OwnPicture } from '../citizen-media/device-panel.tsx';
import { MediaLost } from '../citizen-media/media-lost.tsx';
import { Picture, PictureAhead } from '../citizen-media/picture.tsx';
import { SoundOut } from '../citizen-media/sound-out.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';
import { AddInTurn } from './add-in-turn.tsx';
import { unlockSound, useTurnAlert } from './alert-turn.ts';
import { DevicesTrouble } from './devices-trouble.tsx';
import { GiveUp } from './give-up.tsx';
import { ReadAloud } from './read-aloud.tsx';
import { SoundOnlySwitch } from './sound-only-switch.tsx';
import { useSpoken } from './spoken-help.ts';
import { whomOf } from './with-whom.tsx';

interface TurnProps {
  ticket: TicketView;
  devices: PageDevices;
  messages: ReactNode;
}

export function CalledStep({ ticket, devices, messages }: TurnProps) {
  const t = useT();
  const client = useRealtime();
  const now = useServerNow(1000);
  const { busy, refusal, act } = useAct();
  const phone = ticket.participation === 'phone';
  const toRoom = ticket.called?.toRoom ?? false;
  const title = t(phone ? 'turn.phoneCalled' : toRoom ? 'turn.calledToRoom' : 'turn.called');
  useTurnAlert(true, t('turn.titleFlash'));
  // A screen that goes dark within the minute would take the button with it.
  useEffect(() => keepAwake(), []);
  useSpoken(phone ? title : t('turn.said'));
  if (phone) {
    return (
      <Page title={title} calm>
        <p className="big">{t('turn.phoneCalledWhat')}</p>
        {messages}
        <GiveUp ticketId={ticket.ticketId} />
      </Page>
    );
  }
  const seconds = Math.max(0, Math.ceil(((ticket.called?.answerBy ?? now) - now) / 1000));
  const answer = () => {
    unlockSound();
    void act(async () => {
      // The camera opens meanwhile; answering does not wait for it.
      if (!devices.asked) void devices.open({ video: ticket.participation === 'video' });
      await client.action(answerCall, { ticketId: ticket.ticketId });
    });
  };
  return (
    <Page title={title} calm>
      <ConnectionNote />
      <p className="big">{toRoom ? t('turn.calledToRoomWhat', { who: whomOf(ticket, t) }) : t('turn.calledWhat')}</p>
      <button type="button" className="button primary wide huge" aria-busy={busy} onClick={answer}>
        {t('turn.ready')}
      </button>
      <p className="big" role="timer" aria-live="off">
        {seconds > 5 ? t('turn.answerIn', { count: seconds }) : t('turn.answerLate')}
      </p>
      <RefusalText refusal={refusal} />
      {messages}
      <GiveUp ticketId={ticket.ticketId} />
    </Page>
  );
}

interface WithMedia extends TurnProps {
  media: MediaSnapshot;
}

export function GreenRoomStep({ ticket, devices, messages, media }: WithMedia) {
  const t = useT();
  const here = media.streams.filter((stream) => stream.purpose === 'greenRoom');
  const picture = here.find((stream) => stream.source === 'camera' && stream.from === 'moderator');
  const sounds = here.filter((stream) => stream.source === 'microphone' && stream.flowing).map((one) => one.track);
  const phone = ticket.participation === 'phone';
  const what = t(phone ? 'turn.phoneReachedWhat' : 'turn.greenRoomWhat');
  return (
    <Page title={t('turn.greenRoom')} calm>
      <ConnectionNote />
      <p className="note good big" role="status">
        {what}
      </p>
      {messages}
      {!phone && (
        <>
          <div className="stage">
            <Picture track={picture?.track ?? null} flowing={picture?.flowing ?? false} label={t('turn.moderator')}>
              <p>{t(sounds.length > 0 ? 'turn.moderator' : 'turn.waitModerator')}</p>
            </Picture>
            {ticket.participation === 'video' && <OwnPicture devices={devices} className="inset" />}
          </div>
          <MediaLost state={media.state} of="turn" />
          <SoundOut tracks={sounds} />
          <SoundOnlySwitch ticket={ticket} />
          <DevicesTrouble ticket={ticket} devices={devices} media={media} />
        </>
      )}
      <AddInTurn ticketId={ticket.ticketId} />
      <ReadAloud text={what} />
      <GiveUp ticketId={ticket.ticketId} />
    </Page>
  );
}

export function OnDeckStep({ ticket, devices, messages, media }: WithMedia) {
  const t = useT();
  const phone = ticket.participation === 'phone';
  const inRoom = ticket.withWhom[0]?.isRoom ?? false;
  const what = phone
    ? t('turn.onDeckPhone')
    : inRoom
      ? t('turn.onDeckRoom', { who: whomOf(ticket, t) })
      : t('turn.onDeckWhat');
  // The stage's are there before anything comes of them.
  const ahead = media.streams.filter((stream) => stream.purpose === 'stage' && stream.from === 'official');
  const sounds = media.streams
    .filter((stream) => stream.source === 'microphone' && (stream.flowing || ahead.includes(stream)))
    .map((one) => one.track);
  const leader = ahead.find((stream) => stream.source === 'camera');
  return (
    <Page title={t(inRoom ? 'turn.onDeckRoomTitle' : 'turn.onDeck')} calm>
      <ConnectionNote />
      <p className="note good big" role="status">
        {what}
      </p>
      {messages}
      {ticket.participation === 'video' && (
        <div className="stage">
          <OwnPicture devices={devices} />
          <PictureAhead track={leader?.track ?? null} />
        </div>
      )}
      <ul className="policy big">
        {!phone && <li>{t('turn.deckTip1')}</li>}
        <li>{t('turn.deckTip2')}</li>
      </ul>
      {!phone && (
        <>
          <MediaLost state={media.state} of="turn" />
          <SoundOut tracks={sounds} />
          <SoundOnlySwitch ticket={ticket} />
          <DevicesTrouble ticket={ticket} devices={devices} media={media} />
        </>
      )}
      <AddInTurn ticketId={ticket.ticketId} />
      <ReadAloud text={`${t(inRoom ? 'turn.onDeckRoomTitle' : 'turn.onDeck')} ${what}`} />
      <GiveUp ticketId={ticket.ticketId} />
    </Page>
  );
}
