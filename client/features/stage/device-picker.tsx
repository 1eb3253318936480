/** Which camera and microphone this desk sends; the choice is kept on this computer. */
import { Button, Popover, Select, Stack, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useT } from '../../desk/texts.ts';
import {
  type DeviceChoice,
  listDevices,
  onDevicesChanged,
  quietensNoise,
  setQuietensNoise,
} from '../../media/devices.ts';
import { recall, remember } from '../../ui/memory.ts';
import { useDeskMedia } from './desk-media.tsx';

type Source = 'camera' | 'microphone';
const keyOf = (source: Source) => `directline.desk.${source}`;
export const keptDevice = (source: Source): string | null => recall(keyOf(source));

export function DevicePicker() {
  const t = useT();
  const media = useDeskMedia();
  const [devices, setDevices] = useState<Record<Source, DeviceChoice[]>>({ camera: [], microphone: [] });
  const { camera, microphone } = media.own;
  // biome-ignore lint/correctness/useExhaustiveDependencies: names of devices are known once one was opened
  useEffect(() => {
    const look = () =>
      void listDevices().then((found) => setDevices({ camera: found.cameras, microphone: found.microphones }));
    look();
    return onDevicesChanged(look);
  }, [camera, microphone]);

  const choice = (source: Source) => (
    <Select
      size="xs"
      label={t(`screen.${source}`)}
      data={devices[source].filter(({ id, label }) => id && label).map(({ id, label }) => ({ value: id, label }))}
      value={media.own[source]?.getSettings().deviceId ?? null}
      onChange={(id) => {
        if (id === null) return;
        remember(keyOf(source), id);
        void media.choose(source, id);
      }}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
    />
  );
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="default">
          {t('device.choose')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" w={240}>
          {choice('camera')}
          {choice('microphone')}
          <NoiseSwitch />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The browser's noise suppression, which is on by itself; the microphone is opened anew. */
export function NoiseSwitch() {
  const t = useT();
  const media = useDeskMedia();
  const [on, setOn] = useState(quietensNoise);
  return (
    <Switch
      size="sm"
      label={t('device.quietensNoise')}
      checked={on}
      onChange={({ currentTarget: { checked } }) => {
        setQuietensNoise(checked);
        setOn(checked);
        media.renewMicrophone();
      }}
    />
  );
}
