/** Somebody who was called: until the answer a countdown, by telephone the number to ring; then the check before the call. */
import { Group, NativeSelect } from '@mantine/core';
import { reached, returnToWaiting, toDeck } from '../../../shared/actions/desk.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { elapsed } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useServerNow } from '../../realtime/react.tsx';
import { whyNotDeck } from '../queue/may.ts';
import { PassOverButton } from '../queue/pass-over-button.tsx';
import { PhoneNumber } from '../queue/phone-number.tsx';
import { CardHead, CardNotes, type CardProps, CardTile } from './card-parts.tsx';
import { type ChosenSeats, deckSeat, leaderSeats } from './seats.ts';
import css from './stage.module.css';

/** How long an answer is still awaited (Q4). */
export function Countdown({ until }: { until: number }) {
  const t = useT();
  const left = until - useServerNow();
  return (
    <span className={css.time}>
      {left > 0 ? t('greenRoom.answerIn', { time: elapsed(left) }) : t('greenRoom.timeUp')}
    </span>
  );
}

interface Props extends CardProps {
  chosenSeats: ChosenSeats;
  onSeat: (ticketId: string, seatId: string) => void;
}

export function GreenCard({ view, row, hotkey, mine, partner, muted, onSelect, chosenSeats, onSeat }: Props) {
  const t = useT();
  const run = useRun();
  const ofTicket = { sessionId: view.session.id, ticketId: row.ticketId };
  const byPhone = row.participation === 'phone';
  const seats = leaderSeats(view.seats);
  const seatId = deckSeat(view, row.ticketId, chosenSeats);
  const whyNot = seatId ? whyNotDeck(view, row, seatId) : null;
  return (
    <article className={css.card} aria-label={`${t('ticketNumber', { number: row.number })} ${row.name}`}>
      <CardHead row={row} onSelect={onSelect} />
      {row.answered && !byPhone && <CardTile row={row} muted={muted} />}
      {!row.answered && !byPhone && (
        <Group gap="xs" justify="space-between">
          <span className={css.quiet}>{t('greenRoom.called')}</span>
          {row.answerBy !== null && <Countdown until={row.answerBy} />}
        </Group>
      )}
      {byPhone && (
        <Group gap="xs" justify="space-between">
          <span className={css.quiet}>{t(row.answered ? 'stage.by.phone' : 'greenRoom.ring')}</span>
          <PhoneNumber {...ofTicket} />
        </Group>
      )}
      <CardNotes row={row} mine={mine} partner={partner} />
      <Group gap="xs">
        {row.answered && seatId && seats.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('greenRoom.forSeat')}
            value={seatId}
            onChange={(event) => onSeat(row.ticketId, event.currentTarget.value)}
            data={seats.map((seat) => ({ value: seat.id, label: `${seat.name} · ${seat.officialName}` }))}
          />
        )}
        {row.answered && seatId && (
          <ActButton
            hotkey={hotkey}
            disabled={whyNot !== null}
            title={whyNot === null ? undefined : t(whyNot)}
            act={() => run(toDeck, { ...ofTicket, seatId })}
          >
            {t('greenRoom.toDeck')}
          </ActButton>
        )}
        {!row.answered && byPhone && <ActButton act={() => run(reached, ofTicket)}>{t('greenRoom.reached')}</ActButton>}
        {!row.answered && <PassOverButton sessionId={view.session.id} row={row} />}
        <ActButton variant="default" act={() => run(returnToWaiting, { ...ofTicket, reason: 'desk' })}>
          {t('ticketAction.return')}
        </ActButton>
        {row.answered && whyNot && <span className={css.quiet}>{t(whyNot)}</span>}
      </Group>
    </article>
  );
}
