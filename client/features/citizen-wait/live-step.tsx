/** On the call: the leader large, oneself small, who is there, how long, and whether it is public. */
import { changeConsent } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import type { MediaSession, MediaSnapshot } from '../../media/media-session.ts';
import { useRealtime, useServerNow } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { elapsed } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';
import { OwnPicture } from '../citizen-media/device-panel.tsx';
import { Picture } from '../citizen-media/picture.tsx';
import { SoundOut } from '../citizen-media/sound-out.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';
import { DevicesTrouble } from './devices-trouble.tsx';
import { useSpoken } from './spoken-help.ts';

interface LiveStepProps {
  ticket: TicketView;
  devices: PageDevices;
  session: MediaSession | null;
  media: MediaSnapshot;
  consentVersion: string;
}

export function LiveStep({ ticket, devices, session, media, consentVersion }: LiveStepProps) {
  const t = useT();
  const client = useRealtime();
  const now = useServerNow(1000);
  const { busy, refusal, act } = useAct();
  const { call } = ticket;
  const running = call?.head.state === 'live';
  useSpoken(running ? t('live.said') : '');
  const stage = media.streams.filter((stream) => stream.purpose === 'stage');
  const leader = stage.find((stream) => stream.source === 'camera' && stream.from === 'official');
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
      <p className="air-line" role="status">
        {call && !held && <AirState onAir={call.onAir} />}
        {typeof head?.liveAt === 'number' && !held && (
          <span className="soft" role="timer" aria-live="off">
            {t('live.elapsed')} {elapsed(now - head.liveAt)}
          </span>
        )}
      </p>
      <div className="columns">
        <div className="stack tight">
          {phone ? (
            <p className="note big">{t('live.phoneWhat')}</p>
          ) : (
            <div className="stage">
              <Picture
                track={leader?.track ?? null}
                flowing={!held && (leader?.flowing ?? false)}
                label={labelOf(ticket, 'official') || (call?.withWhom ?? '')}
              >
                <p>{t(held ? 'live.heldWhat' : connecting ? 'live.connecting' : 'live.noPicture')}</p>
              </Picture>
              {video && <OwnPicture devices={devices} className="inset" />}
            </div>
          )}
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
            </div>
          )}
          {media.muted.microphone && <p className="note warn">{t('live.muted')}</p>}
          {!phone && (media.state === 'recovering' || media.state === 'failed') && (
            <p className="note warn" role="status">
              {t('media.failed')} {t('media.failedWhat')}
            </p>
          )}
          {!phone && <DevicesTrouble ticket={ticket} devices={devices} />}
          {call && (
            <section className="stack tight">
              <h2>{t('live.people')}</h2>
              <p>{[...new Set(call.onStage.map((one) => one.label))].join('、')}</p>
            </section>
          )}
          {ticket.consent.broadcast && head?.public && (
            <Button
              wide
              busy={busy}
              onClick={() =>
                void act(() =>
                  client.action(changeConsent, {
                    ticketId: ticket.ticketId,
                    scope: 'broadcast',
                    given: false,
                    version: consentVersion,
                  }),
                )
              }
            >
              {t('live.takeOff')}
            </Button>
          )}
          <RefusalText refusal={refusal} />
        </div>
      </div>
    </Page>
  );
}

/** Red is for on air, and for nothing else. */
function AirState({ onAir }: { onAir: boolean }) {
  const t = useT();
  return (
    <span className={onAir ? 'air on' : 'air'}>
      <strong>{t(onAir ? 'live.onAir' : 'live.offAir')}</strong>
      <span>{t(onAir ? 'live.onAirWhat' : 'live.offAirWhat')}</span>
    </span>
  );
}

const labelOf = (ticket: TicketView, role: 'official'): string =>
  ticket.call?.onStage.find((one) => one.role === role)?.label ?? '';
