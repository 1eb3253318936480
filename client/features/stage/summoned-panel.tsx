/** At the desk of a department's room: a leader's call rings, and its stage once the officer has joined (C11). */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { acceptSummons, leaveSummons, refuseSummons } from '../../../shared/actions/summons.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { KEYS } from '../../desk/keys.ts';
import { Panel } from '../../desk/panel.tsx';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRing } from '../../desk/use-ring.ts';
import { useRun } from '../../desk/use-run.ts';
import { DeskCaptions } from '../captions/desk-captions.tsx';
import { HelperTiles } from '../helpers/helper-tiles.tsx';
import { airState } from './air-state.ts';
import { pick, useDeskMedia } from './desk-media.tsx';
import { OwnCamera } from './own-camera.tsx';
import { PicturePart } from './picture-part.tsx';
import css from './stage.module.css';
import { OfficerTile } from './summons.tsx';
import { Tile } from './tile.tsx';

/** Codes of `record.why`. */
const REFUSAL_WHYS = ['busy', 'notOurs', 'offDuty'] as const;

interface Props {
  sessionId: string;
  /** This room. */
  seatId: string;
  summoned: NonNullable<ViewOf<'duty'>['summoned']>;
  /** Somebody is on the own call: that is ended first. */
  isBusy: boolean;
}

export function SummonedPanel({ sessionId, seatId, summoned, isBusy }: Props) {
  const t = useT();
  const run = useRun();
  const { streams, own } = useDeskMedia();
  const [refusing, setRefusing] = useState(false);
  const { callId, joined, held, shown, soon } = summoned;
  const ofRoom = { sessionId, callId, seatId };
  const who = `${summoned.officialTitle} ${summoned.officialName}`;
  useRing(!joined, t('summons.rings', { who }));
  return (
    <Panel
      title={t(joined ? 'summons.onStage' : 'summons.rings', { who })}
      aside={
        joined && (
          <span className={shown ? deskCss.onAir : deskCss.offAir}>
            {t(airState({ state: held ? 'held' : 'live', shown, soon }))}
          </span>
        )
      }
    >
      <Stack gap="sm" role={joined ? undefined : 'alert'}>
        {joined && (
          <div className={css.pair}>
            <Tile
              label={who}
              camera={pick(streams, 'official', ['stage'], 'camera', summoned.seatId)}
              microphone={pick(streams, 'official', ['stage'], 'microphone', summoned.seatId)}
              muted={false}
              empty={t(held ? 'stage.held' : 'stage.noPicture')}
              onAir={shown}
            />
            <Tile
              label={summoned.publicName}
              camera={pick(streams, 'citizen', ['stage'], 'camera', summoned.ticketId)}
              microphone={pick(streams, 'citizen', ['stage'], 'microphone', summoned.ticketId)}
              muted={false}
              empty={t(held ? 'stage.held' : 'stage.noPicture')}
              onAir={shown}
            />
            {summoned.others.map((one) => (
              <OfficerTile key={one.seatId} {...one} streams={streams} muted={false} onAir={shown} />
            ))}
            <HelperTiles helpers={summoned.helpers} muted={false} onAir={shown} />
          </div>
        )}
        {joined && <DeskCaptions callId={callId} />}
        <div>
          <Text fw={600}>{summoned.subject}</Text>
          <Text size="sm" c="dimmed">
            {summoned.publicName} · {summoned.placeName}
          </Text>
        </div>
        {joined && (
          <PicturePart
            sessionId={sessionId}
            call={{ id: summoned.callId, state: held ? 'held' : 'live', picture: summoned.picture, shown }}
            as="duty"
          />
        )}
        {!own.camera && !own.microphone && (
          <div className={deskCss.aside}>
            <Text size="sm" c="var(--warn-text)">
              {t('summons.devicesFirst')}
            </Text>
            <OwnCamera />
          </div>
        )}
        {joined ? (
          <ActButton size="md" variant="default" act={() => run(leaveSummons, ofRoom)}>
            {t('summons.leave')}
          </ActButton>
        ) : (
          <div className={deskCss.aside}>
            <ActButton
              size="md"
              hotkey={KEYS.approve}
              disabled={isBusy}
              title={isBusy ? t('summons.busy') : undefined}
              act={() => run(acceptSummons, ofRoom)}
            >
              {t('summons.accept')}
            </ActButton>
            <ActButton
              size="md"
              variant="default"
              act={() => {
                setRefusing(true);
                return undefined;
              }}
            >
              {t('summons.refuse')}
            </ActButton>
            {isBusy && <span className={css.quiet}>{t('summons.busy')}</span>}
          </div>
        )}
      </Stack>
      <ReasonDialog
        title={t('summons.refuse')}
        opened={refusing}
        onClose={() => setRefusing(false)}
        suggestions={REFUSAL_WHYS.map((code) => ({ code, text: t(`record.why.${code}`) }))}
        submitLabel={t('summons.refuse')}
        onSubmit={(reason) => run(refuseSummons, { ...ofRoom, reason })}
      />
    </Panel>
  );
}
