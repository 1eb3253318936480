/** Trying phone and network before the evening: camera, microphone, loudspeaker, network. */
import { useCallback, useState } from 'react';
import { NetworkCheck } from '../../features/citizen-check/network-check.tsx';
import { SpeakerCheck } from '../../features/citizen-check/speaker-check.tsx';
import { TrustCard } from '../../features/citizen-check/trust-steps.tsx';
import { DeviceHelp, DevicePickers, LevelBar, OwnPicture } from '../../features/citizen-media/device-panel.tsx';
import { useLocalMedia } from '../../features/citizen-media/use-local-media.ts';
import { RealtimeProvider } from '../../realtime/react.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

export default function CheckPage() {
  const t = useT();
  const devices = useLocalMedia();
  const [begun, setBegun] = useState(false);
  const [heard, setHeard] = useState(false);
  const onHeard = useCallback(() => setHeard(true), []);
  const { camera, microphone, problems } = devices.snapshot;
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
          <DevicePickers devices={devices} />
        </section>
        <div className="stack">
          <section className="card" aria-labelledby="check-microphone">
            <h2 id="check-microphone">{t('check.microphone')}</h2>
            {microphone && (
              <>
                <p>{t('check.microphoneSay')}</p>
                <LevelBar track={microphone} onHeard={onHeard} />
                <div role="status">{heard && <p className="note good">{t('check.microphoneGood')}</p>}</div>
              </>
            )}
            {problems.microphone && problems.microphone !== problems.camera && (
              <DeviceHelp problem={problems.microphone} />
            )}
          </section>
          <SpeakerCheck />
          <RealtimeProvider introduction={{ as: 'check' }}>
            <NetworkCheck />
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
