/** Before the waiting room: does this phone do video? If not, sound only, or the telephone. */
import type { ReactNode } from 'react';
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import type { Participation } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { mediaProblem } from '../../media/devices.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { DeviceHelp, DevicePickers, LevelBar, OwnPicture } from '../citizen-media/device-panel.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';
import { unlockSound } from './alert-turn.ts';
import { ChoicesOfLeader } from './choices.tsx';
import { GiveUp } from './give-up.tsx';
import { ReadAloud } from './read-aloud.tsx';

interface DeviceStepProps {
  ticket: TicketView;
  session: SessionHead | undefined;
  devices: PageDevices;
  messages: ReactNode;
}

export function DeviceStep({ ticket, session, devices, messages }: DeviceStepProps) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const { camera, microphone, problems } = devices.snapshot;
  // No try would change it: whoever cannot take part by this browser is told at once.
  const never = mediaProblem();
  const tried = never !== null || (devices.asked && !devices.opening);
  const problem = never ?? problems.camera ?? problems.microphone;
  const enter = (participation: Participation) => {
    unlockSound();
    void act(async () => {
      await client.action(enterWaitingRoom, { ticketId: ticket.ticketId, participation });
      devices.close();
    });
  };
  return (
    <Page title={t('device.title')}>
      <p className="big">{t('device.lead', { number: ticket.number, name: ticket.name })}</p>
      {messages}
      {!tried && (
        <>
          <Button kind="primary" wide busy={devices.opening} onClick={() => void devices.open({ video: true })}>
            {t('device.open')}
          </Button>
          <p role="status">{devices.opening && t('device.opening')}</p>
        </>
      )}
      {tried && (
        <>
          {camera && <OwnPicture devices={devices} />}
          {microphone && (
            <div className="stack tight">
              <p>{t('check.microphoneSay')}</p>
              <LevelBar track={microphone} />
            </div>
          )}
          {problem && <DeviceHelp problem={problem} ticketId={ticket.ticketId} />}
          {camera && microphone && (
            <Button kind="primary" wide busy={busy} onClick={() => enter('video')}>
              {t('device.enterVideo')}
            </Button>
          )}
          {!camera && microphone && (
            <Button kind="primary" wide busy={busy} onClick={() => enter('audio')}>
              {t('device.enterAudio')}
            </Button>
          )}
          {problem && never === null && (
            <Button wide onClick={() => void devices.open({ video: true })}>
              {t('action.retry')}
            </Button>
          )}
          <DevicePickers devices={devices} />
        </>
      )}
      <RefusalText refusal={refusal} />
      <ReadAloud
        text={tried ? '' : `${t('device.lead', { number: ticket.number, name: ticket.name })} ${t('device.opening')}`}
      />
      <section className="stack tight">
        <h2>{t('device.others')}</h2>
        {!(tried && microphone && !camera) && !(tried && !microphone) && (
          <OtherWay
            label={t('device.enterAudio')}
            what={t('device.audioWhat')}
            busy={busy}
            onChoose={() => enter('audio')}
          />
        )}
        {ticket.hasPhone && (
          <OtherWay
            label={t('device.enterPhone')}
            what={t('device.phoneWhat')}
            busy={busy}
            onChoose={() => enter('phone')}
          />
        )}
      </section>
      <ChoicesOfLeader ticket={ticket} session={session} />
      <GiveUp ticketId={ticket.ticketId} />
    </Page>
  );
}

interface OtherWayProps {
  label: string;
  what: string;
  busy: boolean;
  onChoose: () => void;
}

export function OtherWay({ label, what, busy, onChoose }: OtherWayProps) {
  return (
    <div className="stack tight">
      <Button wide busy={busy} onClick={onChoose}>
        {label}
      </Button>
      <p className="hint">{what}</p>
    </div>
  );
}
