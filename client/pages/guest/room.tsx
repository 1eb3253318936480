/** A helper on the stage: who is there, whether they are on air, and what this helper gives to it. */
import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { leaveAsGuest } from '../../../shared/actions/helpers.ts';
import { sendsAs } from '../../../shared/helpers.ts';
import type { HelperView } from '../../../shared/views/all.ts';
import { callAction } from '../../api/call-action.ts';
import deskCss from '../../desk/desk.module.css';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { Icon } from '../../desk/icons.tsx';
import { Panel } from '../../desk/panel.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { DeskCaptions } from '../../features/captions/desk-captions.tsx';
import { HelperTiles } from '../../features/helpers/helper-tiles.tsx';
import { pick, useDeskMedia } from '../../features/stage/desk-media.tsx';
import { DevicePicker } from '../../features/stage/device-picker.tsx';
import { Tile } from '../../features/stage/tile.tsx';
import { keepAwake } from '../../media/wake-lock.ts';
import { useConnection, useNewerBuild } from '../../realtime/react.tsx';
import { useMediaLost } from '../../realtime/use-media-lost.ts';
import { CaptionField } from './caption-field.tsx';
import css from './guest.module.css';
import { GuestHead } from './head.tsx';
import { officersOf } from './officers.ts';
import { OwnPicture } from './own-picture.tsx';

export function GuestRoom({ view, onLeft }: { view: HelperView; onLeft: () => void }) {
  const t = useT();
  const [leaving, setLeaving] = useState(false);
  const { now, self } = view;
  useEffect(keepAwake, []);
  const leave = async () => {
    try {
      await callAction(leaveAsGuest, {});
    } catch (error) {
      tellRefusal(error);
      return false;
    }
    onLeft();
    return true;
  };
  return (
    <div className={deskCss.page}>
      <GuestHead view={view}>
        <Button size="compact-md" variant="default" onClick={() => setLeaving(true)}>
          {t('guest.leave')}
        </Button>
      </GuestHead>
      <Trouble />
      <main className={css.room}>
        <h1 className={css.hidden}>{t('guest.title')}</h1>
        <Panel title={t('stage.title')} aside={<Stands view={view} />}>
          <div className={css.pictures}>
            <Stage view={view} />
          </div>
          {now && (
            <Stack gap="xs" mt="xs">
              <DeskCaptions callId={now.callId} />
              <Text>
                <strong>{now.publicName}</strong> {now.subject}
              </Text>
            </Stack>
          )}
        </Panel>
        {self.kind === 'captioner' && (
          <Panel title={t('captions.title')}>
            <CaptionField callId={now?.callId ?? null} live={now?.state === 'live'} />
          </Panel>
        )}
        {sendsAs(self.kind).length > 0 && (
          <Panel title={t('guest.own')} aside={<DevicePicker />}>
            <OwnPicture kind={self.kind} />
          </Panel>
        )}
      </main>
      <FormDialog
        title={t('guest.leaveTitle')}
        opened={leaving}
        onClose={() => setLeaving(false)}
        submitLabel={t('guest.leave')}
        onSubmit={leave}
      >
        <Text size="sm">{t('guest.leaveWhat')}</Text>
      </FormDialog>
    </div>
  );
}

function Stands({ view: { session, now, next } }: { view: HelperView }) {
  const t = useT();
  if (now?.state === 'live')
    return (
      <span className={now.shown ? deskCss.onAir : deskCss.offAir} role="status">
        {t(now.shown ? 'guest.onAir' : now.soon ? 'programme.soon' : 'guest.private')}
      </span>
    );
  const begun = session.state !== 'scheduled' && session.state !== 'lobby' && session.state !== 'postponed';
  const words = now?.state === 'held' ? 'held' : next ? 'soon' : begun ? 'waiting' : 'notStarted';
  return (
    <span className={deskCss.offAir} role="status">
      {t(`guest.${words}`)}
    </span>
  );
}

function Stage({ view }: { view: HelperView }) {
  const t = useT();
  const { streams } = useDeskMedia();
  const { now, others } = view;
  const empty = now?.state === 'held' ? t('guest.heldWhat') : now ? t('stage.noPicture') : t('guest.waitingWhat');
  const onAir = now?.shown ?? false;
  const of = (from: 'official' | 'citizen', source: 'camera' | 'microphone') => pick(streams, from, ['stage'], source);
  const isHeard = now !== null && now.participation !== 'video';
  return (
    <>
      <Tile
        label={`${view.officialTitle} ${view.officialName}`}
        camera={of('official', 'camera')}
        microphone={of('official', 'microphone')}
        muted={false}
        empty={empty}
        onAir={onAir}
      />
      <Tile
        label={now?.publicName || t('guest.citizen')}
        camera={of('citizen', 'camera')}
        microphone={of('citizen', 'microphone')}
        muted={false}
        empty={isHeard ? t(`stage.by.${now.participation === 'phone' ? 'phone' : 'audio'}`) : empty}
        onAir={onAir}
      />
      {officersOf(streams).map(({ camera, microphone }, at) => (
        <Tile
          // biome-ignore lint/suspicious/noArrayIndexKey: which of them has which picture is not known
          key={at}
          label={t('guest.officer')}
          camera={camera}
          microphone={microphone}
          muted={false}
          empty={empty}
          onAir={onAir}
        />
      ))}
      <HelperTiles helpers={others} muted={false} onAir={onAir} />
    </>
  );
}

/** Trouble of this page's own connection or sending, in words. */
function useTrouble(): string | null {
  const t = useT();
  const connection = useConnection();
  const isOlder = useNewerBuild();
  const { state, unsent, own } = useDeskMedia();
  const isMediaLost = useMediaLost(state);
  if (connection.state === 'reconnecting') return t('guest.lost');
  if (isMediaLost) return t('deskConnection.mediaLost');
  if (own.problem) return t(`device.${own.problem}`);
  if (unsent) return t('guest.unsent', { what: t(`device.unsent.${unsent}`) });
  return isOlder ? t('deskConnection.newerBuild') : null;
}

function Trouble() {
  const words = useTrouble();
  if (words === null) return null;
  return (
    <div className={deskCss.banner} role="alert">
      <Icon name="unplugged" /> {words}
    </div>
  );
}
