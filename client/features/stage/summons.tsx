/** Departments' officers of one call (C11): who is called, who is there, and whom to call. */
import { Button, Group, Menu, Text } from '@mantine/core';
import { dismissSummons, summon } from '../../../shared/actions/summons.ts';
import type { Seat, SummonsRow } from '../../../shared/views/common.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Icon } from '../../desk/icons.tsx';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { RemoteStream } from '../../media/remote-streams.ts';
import { useDeskMedia } from './desk-media.tsx';
import css from './stage.module.css';
import { Tile } from './tile.tsx';

interface Props {
  sessionId: string;
  callId: string;
  /** Departments' rooms of the evening. */
  rooms: readonly Seat[];
  /** Of all calls. */
  summons: readonly SummonsRow[];
  muted: boolean;
  onAir: boolean;
}

export function SummonsPart({ sessionId, callId, rooms, summons, muted, onAir }: Props) {
  const t = useT();
  const run = useRun();
  const { streams } = useDeskMedia();
  const here = summons.filter((one) => one.callId === callId);
  const joined = here.filter(({ state }) => state === 'joined');
  const open = new Set(summons.flatMap(({ seatId, state }) => (state === 'refused' ? [] : seatId)));
  if (rooms.length === 0) return null;
  return (
    <>
      {joined.length > 0 && (
        <div className={`${css.pair} ${css.wide}`}>
          {joined.map(({ seatId, unitName, lost }) => (
            <OfficerTile
              key={seatId}
              seatId={seatId}
              unitName={unitName}
              lost={lost}
              streams={streams}
              muted={muted}
              onAir={onAir}
            />
          ))}
        </div>
      )}
      {here.map(({ seatId, unitName, state, reason, lost }) => (
        <Group key={seatId} className={css.wide} gap="xs" justify="space-between" role="status">
          {lost ? (
            <span className={css.warn}>
              <Icon name="unplugged" /> {t('summons.lost', { unit: unitName })}
            </span>
          ) : (
            <Text size="sm">{t(`summons.${state}`, { unit: unitName, reason: inWords('why', reason ?? '') })}</Text>
          )}
          {state !== 'refused' && (
            <ActButton
              size="compact-sm"
              variant="default"
              aria-label={t(state === 'joined' ? 'summons.sendAwayThis' : 'summons.takeBackThis', { unit: unitName })}
              act={() => run(dismissSummons, { sessionId, callId, seatId })}
            >
              {t(state === 'joined' ? 'summons.sendAway' : 'summons.takeBack')}
            </ActButton>
          )}
        </Group>
      ))}
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button size="compact-md" variant="default" w="fit-content">
            {t('summons.call')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {rooms.map(({ id, room }) => (
            <Menu.Item
              key={id}
              disabled={open.has(id)}
              onClick={() => void run(summon, { sessionId, callId, seatId: id })}
            >
              {room?.unitName} · {t(room?.open ? 'stage.roomOpen' : 'stage.roomEmpty')}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Moderators receive every room as what it is; everybody else an officer who was called. */
export function OfficerTile({
  seatId,
  unitName,
  lost,
  streams,
  muted,
  onAir,
}: {
  seatId: string;
  unitName: string;
  lost: boolean;
  streams: readonly RemoteStream[];
  muted: boolean;
  onAir: boolean;
}) {
  const t = useT();
  const of = (wanted: RemoteStream['source']) =>
    streams.find(
      (one) =>
        one.seatId === seatId &&
        one.source === wanted &&
        one.purpose === 'stage' &&
        (one.from === 'officer' || one.from === 'official'),
    );
  return (
    <Tile
      label={unitName}
      camera={of('camera')}
      microphone={of('microphone')}
      muted={muted}
      empty={lost ? t('summons.lost', { unit: unitName }) : t('stage.noPicture')}
      onAir={onAir}
    />
  );
}
