/** Off air: who was called, who is being checked, who is next. Each card shows and plays its own person. */
import { Stack } from '@mantine/core';
import type { ViewOf } from '../../../shared/views/all.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import type { Row } from '../queue/order.ts';
import { DeckCard } from './deck-card.tsx';
import { EchoHint } from './echo-hint.tsx';
import { GreenCard } from './green-card.tsx';
import { OwnCamera } from './own-camera.tsx';
import { type ChosenSeats, roomSeats } from './seats.ts';
import css from './stage.module.css';
import { heardBy, isMine, talkingWith } from './talk.ts';

interface Props {
  view: ViewOf<'moderator'>;
  /** Staff person id of whoever sits here. */
  me: string;
  selectedId: string | null;
  muted: boolean;
  onSelect: (ticketId: string) => void;
  /** Nobody would be met: asked first. */
  onAskThrough: (ticketId: string) => void;
  chosenSeats: ChosenSeats;
  onSeat: (ticketId: string, seatId: string) => void;
}

export function GreenRoom({ view, me, selectedId, muted, onSelect, onAskThrough, chosenSeats, onSeat }: Props) {
  const t = useT();
  // Whoever a department's room called is its officer's.
  const rooms = new Set(roomSeats(view.seats).map(({ id }) => id));
  const isHere = ({ seatId }: Row) => seatId === null || !rooms.has(seatId);
  const screening = view.rows.filter((row) => row.state === 'screening' && isHere(row));
  const deck = view.rows.filter((row) => row.state === 'onDeck' && isHere(row));
  const partner = talkingWith(view.rows, me);
  const heard = heardBy(view.rows, me, selectedId);
  const firstDeck = deck.find((row) => isMine(row, me));
  const firstReady = screening.find((row) => isMine(row, me) && row.answered && row.approved);
  return (
    <>
      <Panel title={t('deck.title')} aside={deck.length === 0 ? t('deck.none') : undefined}>
        {deck.length === 0 ? (
          <p className={css.quiet}>{t('deck.help')}</p>
        ) : (
          <Stack gap="xs">
            {deck.map((row) => (
              <DeckCard
                key={row.ticketId}
                view={view}
                row={row}
                hotkey={row === firstDeck ? 'P' : undefined}
                mine={isMine(row, me)}
                partner={partner}
                muted={muted || !heard.has(row.ticketId)}
                onSelect={onSelect}
                onAskThrough={onAskThrough}
              />
            ))}
          </Stack>
        )}
      </Panel>
      <Panel title={t('greenRoom.title')} aside={<OwnCamera />}>
        <EchoHint className={css.echo} />
        {screening.length === 0 ? (
          <p className={css.quiet}>{t(view.session.state === 'live' ? 'greenRoom.none' : 'greenRoom.noneYet')}</p>
        ) : (
          <Stack gap="xs">
            {screening.map((row) => (
              <GreenCard
                key={row.ticketId}
                view={view}
                row={row}
                hotkey={row === firstReady ? 'G' : undefined}
                mine={isMine(row, me)}
                partner={partner}
                muted={muted || !heard.has(row.ticketId)}
                onSelect={onSelect}
                chosenSeats={chosenSeats}
                onSeat={onSeat}
              />
            ))}
          </Stack>
        )}
      </Panel>
    </>
  );
}
