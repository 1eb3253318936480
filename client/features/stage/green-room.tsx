/** Off air: who was called, who is being checked, who is next. */
import { Group, Stack } from '@mantine/core';
import { passOver, putThrough, returnToWaiting, toDeck } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { elapsed } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useServerNow } from '../../realtime/react.tsx';
import type { Row } from '../queue/order.ts';
import { pick, useDeskMedia } from './desk-media.tsx';
import { OwnCamera } from './own-camera.tsx';
import css from './stage.module.css';
import { Tile } from './tile.tsx';

type View = ViewOf<'moderator'>;

/** The seat that the next one is for: one without a call first. */
export const freeSeat = (view: View): string | undefined =>
  (
    view.seats.find((seat) => !view.calls.some((call) => call.seatId === seat.id && call.state !== 'ended')) ??
    view.seats[0]
  )?.id;

interface Props {
  view: View;
  muted: boolean;
  onSelect: (ticketId: string) => void;
}

export function GreenRoom({ view, muted, onSelect }: Props) {
  const t = useT();
  const screening = view.rows
    .filter(({ state }) => state === 'screening')
    .sort((a, b) => (a.calledAt ?? 0) - (b.calledAt ?? 0));
  const deck = view.rows.filter(({ state }) => state === 'onDeck');
  return (
    <>
      <Panel title={t('deck.title')} aside={deck.length === 0 ? t('deck.none') : undefined}>
        {deck.length === 0 ? (
          <p className={css.quiet}>{t('deck.help')}</p>
        ) : (
          <Stack gap="xs">
            {deck.map((row, index) => (
              <DeckCard key={row.ticketId} view={view} row={row} first={index === 0} onSelect={onSelect} />
            ))}
          </Stack>
        )}
      </Panel>
      <Panel title={t('greenRoom.title')} aside={<OwnCamera />}>
        {screening.length === 0 ? (
          <p className={css.quiet}>{t('greenRoom.none')}</p>
        ) : (
          <Stack gap="xs">
            {screening.map((row, index) => (
              <GreenCard
                key={row.ticketId}
                view={view}
                row={row}
                first={index === 0}
                muted={muted}
                onSelect={onSelect}
              />
            ))}
          </Stack>
        )}
      </Panel>
    </>
  );
}

function Head({ row, onSelect }: { row: Row; onSelect: (ticketId: string) => void }) {
  const t = useT();
  return (
    <button type="button" className={css.cardHead} onClick={() => onSelect(row.ticketId)}>
      <strong>
        {t('ticketNumber', { number: row.number })} {row.name} · {row.subject}
      </strong>
    </button>
  );
}

function DeckCard({
  view,
  row,
  first,
  onSelect,
}: {
  view: View;
  row: Row;
  first: boolean;
  onSelect: Props['onSelect'];
}) {
  const t = useT();
  const run = useRun();
  const sessionId = view.session.id;
  const busy = view.calls.some((call) => call.seatId === row.seatId && call.state !== 'ended');
  return (
    <div className={css.card}>
      <Head row={row} onSelect={onSelect} />
      {row.presence === 'lost' && (
        <span className={css.warn}>
          <Icon name="unplugged" size={14} /> {t('presence.lost')}
        </span>
      )}
      <Group gap="xs">
        <ActButton
          size="md"
          hotkey={first ? 'P' : undefined}
          disabled={busy}
          title={busy ? t('deck.busy') : undefined}
          act={() => run(putThrough, { sessionId, ticketId: row.ticketId })}
        >
          {t('deck.putThrough')}
        </ActButton>
        <ActButton
          variant="default"
          act={() =>
            run(returnToWaiting, { sessionId, ticketId: row.ticketId, reason: t('ticketAction.returnWhy.desk') })
          }
        >
          {t('ticketAction.return')}
        </ActButton>
        {busy && <span className={css.quiet}>{t('deck.busy')}</span>}
      </Group>
    </div>
  );
}

function Countdown({ until }: { until: number }) {
  const t = useT();
  const left = until - useServerNow();
  return (
    <span className={css.time}>
      {left > 0 ? t('greenRoom.answerIn', { time: elapsed(left) }) : t('greenRoom.timeUp')}
    </span>
  );
}

interface GreenProps extends Props {
  row: Row;
  first: boolean;
}

function GreenCard({ view, row, first, muted, onSelect }: GreenProps) {
  const t = useT();
  const run = useRun();
  const { streams } = useDeskMedia();
  const sessionId = view.session.id;
  const seatId = freeSeat(view);
  const camera = first ? pick(streams, 'citizen', ['greenRoom'], 'camera') : undefined;
  return (
    <div className={css.card}>
      <Head row={row} onSelect={onSelect} />
      {row.answered ? (
        first && (
          <Tile
            label={row.name}
            camera={camera}
            microphone={pick(streams, 'citizen', ['greenRoom'], 'microphone')}
            muted={muted}
            empty={t(
              row.participation === 'video'
                ? row.mediaReady
                  ? 'stage.noPicture'
                  : 'greenRoom.connecting'
                : `stage.by.${row.participation}`,
            )}
          />
        )
      ) : (
        <Group gap="xs" justify="space-between">
          <span className={css.quiet}>{t('greenRoom.called')}</span>
          {row.answerBy !== null && <Countdown until={row.answerBy} />}
        </Group>
      )}
      {row.heldBy && <span className={css.quiet}>{t('greenRoom.heldBy', { name: row.heldBy })}</span>}
      <Group gap="xs">
        {row.answered && seatId && (
          <ActButton
            hotkey={first ? 'G' : undefined}
            disabled={!row.approved}
            act={() => run(toDeck, { sessionId, ticketId: row.ticketId, seatId })}
          >
            {t('greenRoom.toDeck')}
          </ActButton>
        )}
        {!row.answered && (
          <ActButton variant="default" act={() => run(passOver, { sessionId, ticketId: row.ticketId })}>
            {t('ticketAction.passOver')}
          </ActButton>
        )}
        <ActButton
          variant="default"
          act={() =>
            run(returnToWaiting, { sessionId, ticketId: row.ticketId, reason: t('ticketAction.returnWhy.desk') })
          }
        >
          {t('ticketAction.return')}
        </ActButton>
        {row.answered && !row.approved && <span className={css.quiet}>{t('greenRoom.approveFirst')}</span>}
      </Group>
    </div>
  );
}
