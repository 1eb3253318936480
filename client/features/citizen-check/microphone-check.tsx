/** Whether anything is heard. A microphone that is open and silent says so after some seconds. */
import { useCallback, useEffect, useState } from 'react';
import { useT } from '../../ui/texts.ts';
import { DeviceHelp, DevicePickers, LevelBar } from '../citizen-media/device-panel.tsx';
import { NoiseSwitch } from '../citizen-media/noise-switch.tsx';
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
      {microphone && <Listening key={microphone.id} track={microphone} onSilent={onSilent} />}
      <DevicePickers devices={devices} of="microphone" />
      {microphone && <NoiseSwitch devices={devices} />}
      {problems.microphone && problems.microphone !== problems.camera && <DeviceHelp problem={problems.microphone} />}
    </section>
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
