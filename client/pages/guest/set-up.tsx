/** Before a helper comes in: what they do here, their devices tried where they send, and a tap, which sound needs. */
import { Alert, Button, Card, Progress, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { sendsAs } from '../../../shared/helpers.ts';
import type { HelperView } from '../../../shared/views/all.ts';
import deskCss from '../../desk/desk.module.css';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useDeskMedia } from '../../features/stage/desk-media.tsx';
import { DevicePicker, keptDevice } from '../../features/stage/device-picker.tsx';
import stageCss from '../../features/stage/stage.module.css';
import { Picture } from '../../features/stage/tile.tsx';
import { watchLevel } from '../../media/level-meter.ts';
import { GuestHead } from './head.tsx';

export function GuestSetUp({ view, onEnter }: { view: HelperView; onEnter: () => void }) {
  const t = useT();
  const { kind } = view.self;
  const sends = sendsAs(kind);
  return (
    <div className={deskCss.page}>
      <GuestHead view={view} />
      <main className={deskCss.centre} style={{ flex: 1, textAlign: 'start' }}>
        <Card withBorder w="min(32rem, 100%)" padding="lg">
          <Stack gap="md">
            <Title order={1} size="h2">
              {t('guest.hello', { name: view.self.name })}
            </Title>
            <Text>{t(`guest.role.${kind}`)}</Text>
            {sends.length > 0 && <Devices hears={sends.includes('microphone')} onEnter={onEnter} />}
            {kind === 'captioner' && (
              <Button size="lg" onClick={onEnter} data-autofocus>
                {t('guest.enterHear')}
              </Button>
            )}
          </Stack>
        </Card>
      </main>
    </div>
  );
}

function Devices({ hears, onEnter }: { hears: boolean; onEnter: () => void }) {
  const t = useT();
  const media = useDeskMedia();
  const [busy, setBusy] = useState(false);
  const { camera, microphone, problem } = media.own;
  const open = async () => {
    setBusy(true);
    await media.send({ camera: keptDevice('camera'), microphone: hears ? keptDevice('microphone') : false });
    setBusy(false);
  };
  const isOpen = camera !== null || microphone !== null;
  return (
    <>
      <Text>{t(hears ? 'guest.checkBoth' : 'guest.checkCamera')}</Text>
      {problem && (
        <Alert color="orange" icon={<Icon name="warning" />} role="alert">
          {t(`device.${problem}`)}
        </Alert>
      )}
      {camera && (
        <div className={stageCss.tile}>
          <Picture track={camera} mirrored label={t('device.ownPicture')} />
        </div>
      )}
      {microphone && <Level track={microphone} />}
      {isOpen && (
        <div>
          <DevicePicker />
        </div>
      )}
      {isOpen ? (
        <Button size="lg" onClick={onEnter}>
          {t('guest.enter')}
        </Button>
      ) : (
        <Button size="lg" loading={busy} onClick={() => void open()} data-autofocus>
          {t('guest.check')}
        </Button>
      )}
      {problem && !isOpen && (
        <Button variant="default" onClick={onEnter}>
          {t('guest.without')}
        </Button>
      )}
    </>
  );
}

function Level({ track }: { track: MediaStreamTrack }) {
  const t = useT();
  const [level, setLevel] = useState(0);
  useEffect(() => watchLevel(track, (heard) => setLevel(Math.round(heard * 100))), [track]);
  return <Progress value={level} aria-label={t('guest.level')} size="lg" transitionDuration={80} />;
}
