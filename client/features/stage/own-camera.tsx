/** The moderator's own picture and voice in the green room: small, off until wanted. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useDeskMedia } from './desk-media.tsx';
import css from './stage.module.css';
import { Picture } from './tile.tsx';

export function OwnCamera() {
  const t = useT();
  const media = useDeskMedia();
  const [busy, setBusy] = useState(false);
  const { camera, microphone, trouble } = media.own;
  const on = camera !== null || microphone !== null;
  const toggle = () => {
    if (on) {
      media.stopSending();
      return;
    }
    setBusy(true);
    void media.send({}).finally(() => setBusy(false));
  };
  return (
    <>
      {trouble && (
        <span className={css.warn} role="status">
          <Icon name="warning" size={14} /> {t(`device.${trouble}`)}
        </span>
      )}
      {camera && (
        <div className={css.own}>
          <div className={css.tile}>
            <Picture track={camera} mirrored label={t('device.own')} />
          </div>
        </div>
      )}
      <Button size="compact-xs" variant="default" loading={busy} onClick={toggle} aria-pressed={on} leftSection={<Icon name="camera" size={14} />}>
        {t(on ? 'device.stop' : 'device.start')}
      </Button>
    </>
  );
}
