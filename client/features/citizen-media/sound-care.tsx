/** On the call: a hint to whoever's loudspeaker goes into their own microphone, and the choice of noise suppression. */
import { useState } from 'react';
import { useEcho } from '../../media/use-echo.ts';
import { Button } from '../../ui/button.tsx';
import { useCallT } from './call-texts.ts';
import { NoiseSwitch } from './noise-switch.tsx';
import type { PageDevices } from './use-local-media.ts';

interface SoundCareProps {
  devices: PageDevices;
  muted: boolean;
  played: readonly MediaStreamTrack[];
}

export default function SoundCare({ devices, muted, played }: SoundCareProps) {
  const t = useCallT();
  const { microphone } = devices.snapshot;
  const echo = useEcho(muted ? null : microphone, played);
  const [dismissed, setDismissed] = useState(false);
  if (!microphone) return null;
  return (
    <>
      <div role="status">{echo && !dismissed && <p className="note warn">{t('call.echo')}</p>}</div>
      {echo && !dismissed && <Button onClick={() => setDismissed(true)}>{t('call.echoRead')}</Button>}
      <details className="card">
        <summary>{t('call.soundCare')}</summary>
        <p>{t('call.soundCareWhat')}</p>
        <NoiseSwitch devices={devices} />
      </details>
    </>
  );
}
