/** The own picture and voice of a desk: small, off until wanted. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../desk/icons.tsx';
import { type T, useT } from '../../desk/texts.ts';
import { useDeskMedia } from './desk-media.tsx';
import { DevicePicker, keptDevice } from './device-picker.tsx';
import { type MissingDevice, secondWish } from './own-devices.ts';
import css from './stage.module.css';
import { Picture } from './tile.tsx';

const SOURCES = ['camera', 'microphone'] as const;

export function OwnCamera() {
  const t = useT();
  const media = useDeskMedia();
  const { camera, microphone, missing } = media.own;
  const { unsent } = media;
  const isOn = camera !== null || microphone !== null;
  return (
    <>
      {[...warningsOf(missing, t), ...(unsent ? [t(`device.unsent.${unsent}`)] : [])].map((words) => (
        <span key={words} className={css.warn} role="status">
          <Icon name="warning" size={14} /> {words}
        </span>
      ))}
      {(!isOn || missing.length > 0 || unsent) && <Start isOn={isOn} />}
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
      {isOn && <DevicePicker />}
    </>
  );
}

/** Begins with both; where one of them is on already, opens that one anew as it is: another track is sent anew, too. */
function Start({ isOn }: { isOn: boolean }) {
  const t = useT();
  const { own, send } = useDeskMedia();
  const [busy, setBusy] = useState(false);
  const wished = (source: (typeof SOURCES)[number]) => own[source]?.getSettings().deviceId ?? keptDevice(source);
  /** The devices chosen before; whichever there are when those are gone. */
  const start = async () => {
    const first = { camera: wished('camera'), microphone: wished('microphone') };
    const { missing } = await send(first);
    const second = secondWish(first, missing);
    if (second) await send(second);
  };
  return (
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
      {t(isOn ? 'action.retry' : 'device.start')}
    </Button>
  );
}

/** One for both where both fail alike. */
function warningsOf(missing: readonly MissingDevice[], t: T): string[] {
  const [first, second] = missing;
  if (first && first.problem === second?.problem) return [t(`device.${first.problem}`)];
  return missing.map(({ source, problem }) => t(`device.without.${source}`, { why: t(`device.why.${problem}`) }));
}
