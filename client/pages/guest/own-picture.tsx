/** What this helper gives to the stage, and its switches. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type HelperKind, sendsAs } from '../../../shared/helpers.ts';
import { useT } from '../../desk/texts.ts';
import { useDeskMedia } from '../../features/stage/desk-media.tsx';
import { keptDevice } from '../../features/stage/device-picker.tsx';
import { EchoHint } from '../../features/stage/echo-hint.tsx';
import stageCss from '../../features/stage/stage.module.css';
import { Picture } from '../../features/stage/tile.tsx';

export function OwnPicture({ kind }: { kind: HelperKind }) {
  const t = useT();
  const media = useDeskMedia();
  const [busy, setBusy] = useState(false);
  const { own, muted, setMuted } = media;
  const sends = sendsAs(kind);
  const open = async () => {
    setBusy(true);
    await media.send({
      camera: keptDevice('camera'),
      microphone: sends.includes('microphone') ? keptDevice('microphone') : false,
    });
    setBusy(false);
  };
  if (!own.camera && !own.microphone)
    return (
      <Button size="md" loading={busy} onClick={() => void open()}>
        {t('guest.check')}
      </Button>
    );
  return (
    <>
      {own.camera && (
        <div className={stageCss.tile}>
          <Picture track={own.camera} mirrored label={t('device.ownPicture')} />
        </div>
      )}
      <Group gap="xs" mt="xs">
        {sends.map(
          (source) =>
            own[source] && (
              <Button
                key={source}
                variant="default"
                aria-pressed={muted[source]}
                onClick={() => setMuted(source, !muted[source])}
              >
                {t(muted[source] ? `device.${source}On` : `device.${source}Off`)}
              </Button>
            ),
        )}
      </Group>
      <EchoHint className={stageCss.echo} />
    </>
  );
}
