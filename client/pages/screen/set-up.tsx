/** Choosing camera and microphone; pressing start also lets the page play sound. */
import { Alert, Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ViewOf } from '../../../shared/views/all.ts';
import deskCss from '../../desk/desk.module.css';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { UserMenu } from '../../desk/user-menu.tsx';
import { useDeskMedia } from '../../features/stage/desk-media.tsx';
import { NoiseSwitch } from '../../features/stage/device-picker.tsx';
import stageCss from '../../features/stage/stage.module.css';
import { Picture } from '../../features/stage/tile.tsx';
import { type DeviceChoice, listDevices } from '../../media/devices.ts';

const STORED = 'directline.screen.devices';
const DEFAULT = 'default-device';

interface Chosen {
  readonly camera: string;
  readonly microphone: string;
}

/** A meeting room keeps its devices: the last choice is the first offered. */
function recallChosen(): Chosen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null');
    if (kept && typeof kept === 'object' && 'camera' in kept && 'microphone' in kept)
      return { camera: String(kept.camera), microphone: String(kept.microphone) };
  } catch {
    // Nothing kept, or not readable: the defaults.
  }
  return { camera: DEFAULT, microphone: DEFAULT };
}

export function SetUp({ view, onStart }: { view: ViewOf<'screen'>; onStart: () => void }) {
  const t = useT();
  const media = useDeskMedia();
  const [search, setSearch] = useSearchParams();
  const [devices, setDevices] = useState<{ cameras: DeviceChoice[]; microphones: DeviceChoice[] }>({
    cameras: [],
    microphones: [],
  });
  const [chosen, setChosen] = useState(recallChosen);
  const [busy, setBusy] = useState(false);
  const { camera, problem } = media.own;

  // biome-ignore lint/correctness/useExhaustiveDependencies: names of devices are known once one was opened
  useEffect(() => {
    void listDevices().then(setDevices);
  }, [camera]);

  const start = async () => {
    setBusy(true);
    const known = (id: string, among: DeviceChoice[]) => (among.some((one) => one.id === id) ? id : null);
    const sent = await media.send({
      camera: known(chosen.camera, devices.cameras),
      microphone: known(chosen.microphone, devices.microphones),
    });
    setBusy(false);
    try {
      localStorage.setItem(STORED, JSON.stringify(chosen));
    } catch {
      // A browser without storage asks again next time.
    }
    if (sent.camera || sent.microphone) onStart();
  };
  const choices = (among: DeviceChoice[]) => [
    { value: DEFAULT, label: t('screen.default') },
    ...among.filter(({ id, label }) => id && label && id !== 'default').map(({ id, label }) => ({ value: id, label })),
  ];
  const pick = (source: keyof Chosen, among: DeviceChoice[]) => (
    <Select
      size="md"
      label={t(`screen.${source}`)}
      data={choices(among)}
      value={among.some((one) => one.id === chosen[source]) ? chosen[source] : DEFAULT}
      onChange={(value) => value && setChosen({ ...chosen, [source]: value })}
      allowDeselect={false}
    />
  );

  return (
    <main className={deskCss.page}>
      <div className={deskCss.centre} style={{ flex: 1, textAlign: 'start' }}>
        <Card withBorder w="min(32rem, 100%)" padding="lg">
          <Stack gap="md">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Title order={1}>{t('screen.setUp')}</Title>
                <Text size="sm" c="dimmed">
                  {t('session.number', { number: view.session.number })} {view.session.title}
                </Text>
              </div>
              <UserMenu compact />
            </Group>
            <Text>{t('screen.help')}</Text>
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
            {view.seats.length > 1 && (
              <Select
                size="md"
                label={t('screen.seat')}
                data={view.seats.map((seat) => ({ value: seat.id, label: `${seat.name} · ${seat.officialName}` }))}
                value={search.get('seat') ?? view.seats[0]?.id ?? null}
                onChange={(value) => value && setSearch({ seat: value }, { replace: true })}
                allowDeselect={false}
              />
            )}
            {pick('camera', devices.cameras)}
            {pick('microphone', devices.microphones)}
            <NoiseSwitch />
            <Button size="lg" onClick={() => void start()} loading={busy} data-autofocus>
              {t('screen.start')}
            </Button>
            {problem && (
              <Button variant="default" onClick={onStart}>
                {t('screen.withoutDevices')}
              </Button>
            )}
          </Stack>
        </Card>
      </div>
    </main>
  );
}
