/** On the call: the leader large, oneself small, who is there, how long, and whether it is public. */
import type { ReactNode } from 'react';
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import { ranMs } from '../../../shared/call-time.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import type { OnStage, SessionHead } from '../../../shared/views/common.ts';
import { useLeaveGuard } from '../../app/router.tsx';
import { listed } from '../../i18n/lists.ts';
import type { MediaSession, MediaSnapshot } from '../../media/media-session.ts';
import { isMediaLost } from '../../media/media-trouble.ts';
import { useRealtime, useServerNow } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Question } from '../../ui/confirm.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { onDemand } from '../../ui/on-demand.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, elapsed } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';
import { Beside } from '../citizen-media/beside.tsx';
import { PageCaptions } from '../citizen-media/captions.tsx';
import { OwnPicture } from '../citizen-media/device-panel.tsx';
import { MediaLost } from '../citizen-media/media-lost.tsx';
import { Picture } from '../citizen-media/picture.tsx';
import { SoundOut } from '../citizen-media/sound-out.tsx';
import { TurnCamera } from '../citizen-media/turn-camera.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';
import { BroadcastChoice, Consents } from './consents.tsx';
import { DevicesTrouble } from './devices-trouble.tsx';
import { SoundOnlySwitch } from './sound-only-switch.tsx';
import { useSpoken } from './spoken-help.ts';
import type { NetworkNow } from './use-quality-reports.ts';

const Nothing = () => null;
const SharedPicture = onDemand(() => import('../citizen-media/shared-picture.tsx'), Loading);
const ShowPhoto = onDemand(() => import('./show-photo.tsx'), Nothing);
const SoundCare = onDemand(() => import('../citizen-media/sound-care.tsx'), Nothing);

interface LiveStepProps {
  ticket: TicketView;
  devices: PageDevices;
  session: MediaSession | null;
  media: MediaSnapshot;
  consentVersion: string | null;
  evening: SessionHead | undefined;
  network: NetworkNow;
  messages: ReactNode;
}

export function LiveStep(props: LiveStepProps) {
  const { ticket, devices, session, media, consentVersion, evening, network, messages } = props;
  const open = evening?.public ?? false;
  const t = useT();
  const now = useServerNow(1000);
  const { call } = ticket;
  const leaving = useLeaveGuard(ticket.state === 'live' && ticket.participation !== 'phone');
  const running = call?.head.state === 'live';
  useSpoken(running ? t('live.said') : call?.head.state === 'held' ? t('live.heldWhat') : '');
  const stage = media.streams.filter((stream) => stream.purpose === 'stage');
  const cameras = stage.filter(({ source }) => source === 'camera');
  // An officer to whom the call was handed over is the one whom this person talks with now; a guest never passes for the leader.
  const isRoom = ticket.withWhom[0]?.isRoom ?? false;
  const leader =
    cameras.find(({ from }) => from === 'official') ??
    (isRoom ? cameras.find(({ from }) => from === 'officer') : undefined);
  // The picture comes before the view that says so, and is shown at once.
  if (!call && !leader?.flowing) {
    return (
      <Page title={t('live.title')} calm>
        <Loading text={t('live.connecting')} />
      </Page>
    );
  }
  const head = call?.head;
  const held = head?.state === 'held';
  const picture = head?.picture ?? null;
  const connecting = head?.state === 'connecting';
  const sounds = stage
    .filter((stream) => stream.source === 'microphone' && stream.from !== 'citizen' && stream.flowing)
    .map((one) => one.track);
  const phone = ticket.participation === 'phone';
  const video = ticket.participation === 'video';
  const title = held ? t('live.held') : t('live.title');

  return (
    <Page title={title} heading={held || !call ? title : t('live.with', { who: call.withWhom })} width="wide" calm>
      <ConnectionNote />
      {leaving.asking && (
        <Question question={t('live.leaveAsk')} yes={t('live.leaveYes')} onYes={leaving.leave} onNo={leaving.stay} />
      )}
      <p className="air-line" role="status">
        {call && !held && <AirState as={call.onAir ? 'onAir' : call.head.soon ? 'soon' : 'offAir'} />}
        {typeof head?.liveAt === 'number' && !held && (
          <span className="soft" role="timer" aria-live="off">
            {t('live.elapsed')} {elapsed(ranMs(head, now))}
          </span>
        )}
        {(head?.recording === 'on' || head?.recording === 'again') && <span className="tag">{t('live.recorded')}</span>}
      </p>
      <div className="columns">
        <div className="stack tight">
          {picture && evening && head && (
            <SharedPicture sessionId={evening.id} callId={head.id} pictureId={picture.id} />
          )}
          {phone ? (
            <p className="note big">{t('live.phoneWhat')}</p>
          ) : (
            <div className={picture ? 'stage small' : 'stage'}>
              <Picture
                track={leader?.track ?? null}
                flowing={!held && (leader?.flowing ?? false)}
                label={labelOf(ticket, 'official') || (call?.withWhom ?? '')}
              >
                <p>
                  {t(
                    held
                      ? 'live.heldWhat'
                      : connecting
                        ? 'live.connecting'
                        : video
                          ? 'live.noPicture'
                          : 'live.onlySound',
                  )}
                </p>
              </Picture>
              {video && <OwnPicture devices={devices} className="inset" />}
            </div>
          )}
          {call && <PageCaptions callId={call.head.id} />}
          {!held && <Beside streams={cameras} except={leader} />}
          <SoundOut tracks={held ? [] : sounds} />
        </div>
        <div className="stack">
          {!phone && (
            <div className="row">
              <Button
                aria-pressed={media.muted.microphone}
                onClick={() => void session?.setMuted('microphone', !media.muted.microphone)}
              >
                {t(media.muted.microphone ? 'live.unmute' : 'live.mute')}
              </Button>
              {video && (
                <Button
                  aria-pressed={media.muted.camera}
                  onClick={() => void session?.setMuted('camera', !media.muted.camera)}
                >
                  {t(media.muted.camera ? 'live.cameraOn' : 'live.cameraOff')}
                </Button>
              )}
              {video && !media.muted.camera && <TurnCamera devices={devices} />}
            </div>
          )}
          {!held && ticket.ladder?.soundFor === 'network' && <SoundByRule good={network.carriesPicture} />}
          {!held && <SoundOnlySwitch ticket={ticket} offered={network.carriesPicture} />}
          {media.muted.microphone && <p className="note warn">{t('live.muted')}</p>}
          {!phone && <MediaLost state={media.state} of="turn" />}
          {!phone && <WeakNote weak={network.weak && !held && !isMediaLost(media.state)} video={video} />}
          {ticket.hasPhone && !phone && !held && (media.state === 'failed' || (!video && network.weak)) && (
            <RingMe ticketId={ticket.ticketId} />
          )}
          {evening && evening.overtimeUntil !== null && (
            <p className="note warn" role="status">
              {t('live.overtime', { time: clockOf(evening.overtimeUntil, evening.zone) })}
            </p>
          )}
          {running && <ShowPhoto ticketId={ticket.ticketId} picture={picture} />}
          {messages}
          {!phone && <SoundCare devices={devices} muted={media.muted.microphone} played={held ? [] : sounds} />}
          {!phone && <DevicesTrouble ticket={ticket} devices={devices} media={media} />}
          {call && !held && (
            <section className="stack tight">
              <h2>{t(video ? 'live.people' : 'live.peopleHear')}</h2>
              <p>{listed([...othersOf(call.onStage, t), ...(call.onAir ? [t('live.role.public')] : [])])}</p>
            </section>
          )}
          {open && head?.public && <BroadcastChoice ticket={ticket} version={consentVersion} />}
          <Consents ticket={ticket} version={consentVersion} open={open} scopes={['recording', 'broadcast']} live />
        </div>
      </div>
    </Page>
  );
}

/** The page turned the picture off by itself, and says what comes of it (C12). */
function SoundByRule({ good }: { good: boolean }) {
  const t = useT();
  return (
    <p className={good ? 'note good' : 'note warn'} role="status">
      {t(good ? 'ladder.pictureAgain' : 'ladder.soundByRule')}
    </p>
  );
}

/** Not even sound comes through: the desk dials, the turn is the same. */
function RingMe({ ticketId }: { ticketId: string }) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  return (
    <>
      <Button
        wide
        busy={busy}
        onClick={() => void act(() => client.action(enterWaitingRoom, { ticketId, participation: 'phone' }))}
      >
        {t('ladder.take.phone')}
      </Button>
      <RefusalText refusal={refusal} />
    </>
  );
}

/** A weak network, in calm words. */
function WeakNote({ weak, video }: { weak: boolean; video: boolean }) {
  const t = useT();
  return (
    <div role="status">{weak && <p className="note warn">{t(video ? 'live.network' : 'live.networkSound')}</p>}</div>
  );
}

/** Red is for on air, and for nothing else. */
function AirState({ as }: { as: 'onAir' | 'soon' | 'offAir' }) {
  const t = useT();
  return (
    <span className={as === 'onAir' ? 'air on' : 'air'}>
      <strong>{t(`live.${as}`)}</strong>
      <span>{t(`live.${as}What`)}</span>
    </span>
  );
}

/** Everybody but oneself; desks by their function. */
const othersOf = (onStage: readonly OnStage[], t: ReturnType<typeof useT>): string[] =>
  onStage
    .filter((one) => one.role !== 'citizen')
    .map(({ role, label, lost }) => {
      if (lost) return t('live.lost', { name: label });
      if (role === 'official' || role === 'officer' || role === 'citizen') return label;
      return label ? `${t(`live.role.${role}`)} ${label}` : t(`live.role.${role}`);
    });

const labelOf = (ticket: TicketView, role: 'official'): string =>
  ticket.call?.onStage.find((one) => one.role === role)?.label ?? '';
