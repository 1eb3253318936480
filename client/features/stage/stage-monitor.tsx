/** What happens on one seat now, and the moderator's hands on it. */

import { Group, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { holdCall, resumeCall, setPublic } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { Icon } from '../../desk/icons.tsx';
import { KEYS } from '../../desk/keys.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { DeskCaptions } from '../captions/desk-captions.tsx';
import { AddCallFile } from '../case-work/add-call-file.tsx';
import { HelperTiles } from '../helpers/helper-tiles.tsx';
import { whyNotPublic } from '../queue/may.ts';
import { airState } from './air-state.ts';
import { bySound } from './by-sound.ts';
import { CallTimer } from './call-timer.tsx';
import { pick, useDeskMedia } from './desk-media.tsx';
import { ExtendButton } from './extend-button.tsx';
import { HandOver } from './hand-over.tsx';
import { HeldFor } from './held-for.tsx';
import { PicturePart } from './picture-part.tsx';
import { RecordingMark } from './recording-mark.tsx';
import { roomSeats } from './seats.ts';
import css from './stage.module.css';
import { SummonsPart } from './summons.tsx';
import { Tile } from './tile.tsx';

type View = ViewOf<'moderator'>;
interface Props {
  view: View;
  seat: View['seats'][number];
  call: View['calls'][number] | undefined;
  /** Held beside the one on stage (C4). */
  beside: View['calls'][number] | undefined;
  /** The keys act on this seat's call. */
  hotkeys: boolean;
  muted: boolean;
  onMuted: (muted: boolean) => void;
  onEnd: () => void;
  onSelect: (ticketId: string) => void;
}

export function StageMonitor({ view, seat, call, beside, hotkeys, muted, onMuted, onEnd, onSelect }: Props) {
  const t = useT();
  const run = useRun();
  const { streams } = useDeskMedia();
  const sessionId = view.session.id;
  const row = call && view.rows.find(({ ticketId }) => ticketId === call.ticketId);
  const whyNot = call && row ? whyNotPublic(view, call, row) : null;
  const rowBeside = beside && view.rows.find(({ ticketId }) => ticketId === beside.ticketId);
  const onAir = call?.shown ?? false;
  const cases = call && call.state !== 'ended' ? view.cases.filter(({ callId }) => callId === call.id) : [];
  const { room } = seat;
  // Two talks at once are noise: a department's room is listened to when somebody wants to.
  const [listens, setListens] = useState(false);
  const isMuted = room ? !listens : muted;
  const next = view.rows.find((one) => (one.state === 'onDeck' || one.state === 'screening') && one.seatId === seat.id);
  return (
    <Panel
      title={room ? seat.name : view.seats.length > 1 ? t('stage.titleOf', { seat: seat.name }) : t('stage.title')}
      aside={
        <>
          {call && <span className={onAir ? deskCss.onAir : deskCss.offAir}>{t(airState(call))}</span>}
          {room && (
            <span className={deskCss.offAir}>
              {[
                call ? null : t(room.open ? 'stage.roomOpen' : 'stage.roomEmpty'),
                t('aide.waiting', { count: room.waiting }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          )}
          {(!room || call) && (
            <Switch
              size="xs"
              label={t('stage.listen')}
              checked={!isMuted}
              onChange={({ currentTarget: { checked } }) => (room ? setListens(checked) : onMuted(!checked))}
            />
          )}
        </>
      }
    >
      <Stack gap="xs">
        {(!room || call) && (
          <div className={css.pair}>
            <Tile
              label={`${seat.officialName} · ${seat.officialTitle}`}
              camera={pick(streams, 'official', ['stage'], 'camera', seat.id)}
              microphone={pick(streams, 'official', ['stage'], 'microphone', seat.id)}
              muted={isMuted}
              empty={t(seat.ready ? 'stage.noPicture' : 'stage.screenNotReady')}
              onAir={onAir}
            />
            <Tile
              label={row ? `${t('ticketNumber', { number: row.number })} ${row.name}` : t('stage.citizen')}
              camera={call && pick(streams, 'citizen', ['stage'], 'camera', call.ticketId)}
              microphone={call && pick(streams, 'citizen', ['stage'], 'microphone', call.ticketId)}
              muted={isMuted}
              empty={call ? t(call.participation === 'video' ? 'stage.noPicture' : bySound(call)) : t('stage.nobody')}
              onAir={onAir}
            />
            <HelperTiles
              helpers={view.helpers.filter((one) => one.seatId === seat.id && one.state === 'here')}
              muted={isMuted}
              onAir={onAir}
            />
          </div>
        )}
        {room && !call && !next && <p className={css.quiet}>{t('stage.nobody')}</p>}
        {next && view.seats.length > 1 && (
          <button type="button" className={css.cardHead} onClick={() => onSelect(next.ticketId)}>
            {t(next.state === 'onDeck' ? 'stage.nextHere' : 'stage.calledHere', {
              number: next.number,
              name: next.name,
            })}
          </button>
        )}
        {beside && rowBeside && (
          <div className={css.card}>
            <Group gap="xs" justify="space-between">
              <button type="button" className={css.cardHead} onClick={() => onSelect(rowBeside.ticketId)}>
                <HeldFor call={beside} number={rowBeside.number} name={rowBeside.name} />
              </button>
              <ActButton
                variant="default"
                title={t('stage.swapBackHelp')}
                act={() => run(resumeCall, { sessionId, callId: beside.id })}
              >
                {t('stage.swapBack')}
              </ActButton>
            </Group>
          </div>
        )}
        {call && row && (
          <>
            <button type="button" className={css.cardHead} onClick={() => onSelect(row.ticketId)}>
              <strong>{row.subject}</strong>
              <CallTimer call={call} lengthMs={view.session.callLengthMs} />
            </button>
            <RecordingMark call={call} />
            {row.presence === 'lost' && call.participation !== 'phone' && (
              <span className={css.warn} role="status">
                <Icon name="unplugged" /> {t('stage.citizenLost')}
              </span>
            )}
            <Group gap="xs">
              {seat.onAir && (
                <ActButton
                  variant="default"
                  hotkey={hotkeys ? KEYS.public : undefined}
                  disabled={whyNot !== null}
                  title={whyNot === null ? undefined : t(whyNot)}
                  act={() => run(setPublic, { sessionId, callId: call.id, public: !call.public })}
                >
                  {t(call.public ? 'stage.makePrivate' : 'stage.makePublic')}
                </ActButton>
              )}
              {call.state === 'held' ? (
                <ActButton
                  variant="default"
                  hotkey={hotkeys ? KEYS.hold : undefined}
                  act={() => run(resumeCall, { sessionId, callId: call.id })}
                >
                  {t('stage.resume')}
                </ActButton>
              ) : (
                <ActButton
                  variant="default"
                  hotkey={hotkeys ? KEYS.hold : undefined}
                  act={() => run(holdCall, { sessionId, callId: call.id })}
                >
                  {t('stage.hold')}
                </ActButton>
              )}
              <ExtendButton session={view.session} call={call} hotkey={hotkeys ? KEYS.extend : undefined} />
              <ActButton
                hotkey={hotkeys ? KEYS.end : undefined}
                act={() => {
                  onEnd();
                  return undefined;
                }}
              >
                {t('stage.end')}
              </ActButton>
            </Group>
            <DeskCaptions callId={call.id} />
            <div className={css.more}>
              {!room && (
                <SummonsPart
                  sessionId={sessionId}
                  callId={call.id}
                  rooms={roomSeats(view.seats)}
                  summons={view.summons}
                  muted={isMuted}
                  onAir={onAir}
                />
              )}
              <PicturePart key={call.id} sessionId={sessionId} call={call} as="moderator" />
              <HandOver key={call.id} view={view} call={call} />
            </div>
            {cases.length > 0 && (
              <section aria-label={t('aide.cases')}>
                {cases.map((one) => (
                  <Group key={one.id} gap="xs" wrap="nowrap" justify="space-between">
                    <Text size="sm" truncate title={one.subject}>
                      <Link to={`/cases/${one.number}`} target="_blank">
                        {one.number}
                      </Link>{' '}
                      {one.subject}
                    </Text>
                    <AddCallFile sessionId={sessionId} callId={call.id} one={one} />
                  </Group>
                ))}
              </section>
            )}
          </>
        )}
      </Stack>
    </Panel>
  );
}
