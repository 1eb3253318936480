/** Trying phone and network before the evening: camera, microphone, loudspeaker, network. */
import { useState } from 'react';
import { EchoCheck } from '../../features/citizen-check/echo-check.tsx';
import { MicrophoneCheck } from '../../features/citizen-check/microphone-check.tsx';
import { NetworkCheck } from '../../features/citizen-check/network-check.tsx';
import { SpeakerCheck } from '../../features/citizen-check/speaker-check.tsx';
import { TrustCard } from '../../features/citizen-check/trust-steps.tsx';
import { type NetworkVerdict, whatWorks } from '../../features/citizen-check/verdict.ts';
import { DeviceHelp, DevicePickers, OwnPicture } from '../../features/citizen-media/device-panel.tsx';
import { useLocalMedia } from '../../features/citizen-media/use-local-media.ts';
import { RealtimeProvider } from '../../realtime/react.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

export default function CheckPage() {
  const t = useT();
  const devices = useLocalMedia();
  const [begun, setBegun] = useState(false);
  const [silent, setSilent] = useState(false);
  const [network, setNetwork] = useState<NetworkVerdict | null>(null);
  const { camera, problems } = devices.snapshot;
  const works = devices.opening ? 'unknown' : whatWorks(devices.snapshot, silent, network);
  const begin = () => {
    setBegun(true);
    void devices.open({ video: true });
  };
  if (!begun) {
    return (
      <Page title={t('check.title')}>
        <p className="big">{t('check.lead')}</p>
        <Button kind="primary" wide onClick={begin}>
          {t('check.begin')}
        </Button>
        <p className="soft">{t('device.opening')}</p>
        <TrustCard />
      </Page>
    );
  }
  return (
    <Page title={t('check.title')} width="wide">
      <p className={works === 'video' ? 'note good big' : 'note big'} role="status">
        {t(`check.works.${works}`)}
      </p>
      <div className="columns even">
        <section className="card" aria-labelledby="check-camera">
          <h2 id="check-camera">{t('check.camera')}</h2>
          {devices.opening && <p role="status">{t('device.opening')}</p>}
          {camera && (
            <>
              <OwnPicture devices={devices} />
              <p className="note good">{t('check.cameraGood')}</p>
            </>
          )}
          {problems.camera && <DeviceHelp problem={problems.camera} />}
          {(problems.camera ?? problems.microphone) && !devices.opening && (
            <Button onClick={() => void devices.open({ video: true })}>{t('action.retry')}</Button>
          )}
          <DevicePickers devices={devices} of="camera" />
        </section>
        <div className="stack">
          <MicrophoneCheck devices={devices} onSilent={setSilent} />
          <SpeakerCheck />
          <EchoCheck devices={devices} />
          <RealtimeProvider introduction={{ as: 'check' }}>
            <NetworkCheck verdict={network} onVerdict={setNetwork} />
          </RealtimeProvider>
          <TrustCard />
          <ButtonLink href="/" kind="primary" wide>
            {t('check.done')}
          </ButtonLink>
        </div>
      </div>
    </Page>
  );
}
