/** To the camera on the other side of the phone and back, while the call goes on: the track is another, nothing is negotiated. */
import { useEffect, useState } from 'react';
import { isRear, listDevices, onDevicesChanged } from '../../media/devices.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import type { PageDevices } from './use-local-media.ts';

export function TurnCamera({ devices }: { devices: PageDevices }) {
  const t = useT();
  const { camera } = devices.snapshot;
  const [several, setSeveral] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let gone = false;
    const look = () => void listDevices().then(({ cameras }) => !gone && setSeveral(cameras.length > 1));
    look();
    const stop = onDevicesChanged(look);
    return () => {
      gone = true;
      stop();
    };
  }, []);
  if (!camera || !several) return null;
  const turn = async () => {
    setBusy(true);
    await devices.turn();
    setBusy(false);
  };
  return (
    <Button disabled={busy} onClick={() => void turn()}>
      {t(isRear(camera) ? 'live.toFront' : 'live.toRear')}
    </Button>
  );
}
