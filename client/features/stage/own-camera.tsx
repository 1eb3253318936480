/** The own picture and voice of a desk: small, off until wanted. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useDeskMedia } from './desk-media.tsx';
import { DevicePicker, keptDevice } from './device-picker.tsx';
import css from './stage.module.css';
import { Picture } from './tile.tsx';

const SOURCES = ['camera', 'microphone'] as const;

export function OwnCamera() {
  const t = useT();
  const media = useDeskMedia();
  const [busy, setBusy] = useState(false);
  const { camera, microphone, problem } = media.own;
  /** The devices chosen before; whichever there are when those are gone. */
  const start = async () => {
    const kept = { camera: keptDevice('camera'), microphone: keptDevice('microphone') };
    const sends = await media.send(kept);
    if (!sends && (kept.camera || kept.microphone)) await media.send({});
  };
  if (!camera && !microphone) {
    return (
      <>
        {problem && (
          <span className={css.warn} role="status">
            <Icon name="warning" size={14} /> {t(`device.${problem}`)}
          </span>
        )}
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          leftSection={<Icon name="camera" size={14} />}
          onClick={() => {
            setBusy(true);
            void start().finally(() => setBusy(false));
          }}
        >
          {t('device.start')}
        </Button>
      </>
    );
  }
  return (
    <>
      {camera && (
        <div className={css.own}>
          <div className={css.tile}>
            <Picture track={camera} mirrored label={t('device.ownPicture')} />
          </div>
        </div>
      )}
      {SOURCES.map(
        (source) =>
          media.own[source] && (
            <Button
              key={source}
              size="compact-xs"
              variant="default"
              aria-pressed={media.muted[source]}
              onClick={() => media.setMuted(source, !media.muted[source])}
            >
              {t(media.muted[source] ? `device.${source}On` : `device.${source}Off`)}
            </Button>
          ),
      )}
      <DevicePicker />
    </>
  );
}
