/** Whether anything is heard. A microphone that is open and silent says so after some seconds. */
import { useCallback, useEffect, useState } from 'react';
import { quietensNoise, setQuietensNoise } from '../../media/devices.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { DeviceHelp, LevelBar } from '../citizen-media/device-panel.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';

/** Long enough to read the line and to say a sentence. */
const SILENCE_MS = 8000;

interface MicrophoneCheckProps {
  devices: PageDevices;
  onSilent: (silent: boolean) => void;
}

export function MicrophoneCheck({ devices, onSilent }: MicrophoneCheckProps) {
  const t = useT();
  const { microphone, problems } = devices.snapshot;
  return (
    <section className="card" aria-labelledby="check-microphone">
      <h2 id="check-microphone">{t('check.microphone')}</h2>
      {microphone && <NoiseSwitch devices={devices} microphone={microphone} />}
      {microphone && <Listening key={microphone.id} track={microphone} onSilent={onSilent} />}
      {problems.microphone && problems.microphone !== problems.camera && <DeviceHelp problem={problems.microphone} />}
    </section>
  );
}

/** The browser's noise suppression, which is on by itself. */
function NoiseSwitch({ devices, microphone }: { devices: PageDevices; microphone: MediaStreamTrack }) {
  const t = useT();
  const [on, setOn] = useState(quietensNoise);
  const change = () => {
    setQuietensNoise(!on);
    setOn(!on);
    const { deviceId } = microphone.getSettings();
    if (deviceId !== undefined) devices.choose('microphone', deviceId);
  };
  return (
    <Button aria-pressed={on} onClick={change}>
      {t(on ? 'check.noiseOff' : 'check.noiseOn')}
    </Button>
  );
}

function Listening({ track, onSilent }: { track: MediaStreamTrack; onSilent: (silent: boolean) => void }) {
  const t = useT();
  const [heard, setHeard] = useState<'waiting' | 'something' | 'nothing'>('waiting');
  const onHeard = useCallback(() => setHeard('something'), []);
  useEffect(() => {
    const timer = setTimeout(() => setHeard((now) => (now === 'waiting' ? 'nothing' : now)), SILENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    onSilent(heard === 'nothing');
    return () => onSilent(false);
  }, [heard, onSilent]);
  return (
    <>
      <p>{t('check.microphoneSay')}</p>
      <LevelBar track={track} onHeard={onHeard} />
      <div role="status">
        {heard === 'something' && <p className="note good">{t('check.microphoneGood')}</p>}
        {heard === 'nothing' && <p className="note warn">{t('check.microphoneSilent')}</p>}
      </div>
    </>
  );
}
