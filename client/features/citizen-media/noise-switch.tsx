/** The browser's noise suppression, which is on by itself. The microphone is opened anew with it, or without. */
import { useState } from 'react';
import { quietensNoise, setQuietensNoise } from '../../media/devices.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import type { PageDevices } from './use-local-media.ts';

export function NoiseSwitch({ devices }: { devices: PageDevices }) {
  const t = useT();
  const [on, setOn] = useState(quietensNoise);
  const change = () => {
    setQuietensNoise(!on);
    setOn(!on);
    devices.renewMicrophone();
  };
  return <Button onClick={change}>{t(on ? 'check.noiseOff' : 'check.noiseOn')}</Button>;
}
