/** Somebody who was called: until the answer a countdown, then the check before the call. */
import { Group } from '@mantine/core';
import { passOver, returnToWaiting, toDeck } from '../../../shared/actions/desk.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { elapsed } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useServerNow } from '../../realtime/react.tsx';
import { CardHead, CardNotes, type CardProps, CardTile } from './card-parts.tsx';
import { freeSeat } from './seats.ts';
import css from './stage.module.css';

function Countdown({ until }: { until: number }) {
  const t = useT();
  const left = until - useServerNow();
  return (
    <span className={css.time}>
      {left > 0 ? t('greenRoom.answerIn', { time: elapsed(left) }) : t('greenRoom.timeUp')}
    </span>
  );
}

export function GreenCard({ view, row, hotkey, mine, partner, muted, onSelect }: CardProps) {
  const t = useT();
  const run = useRun();
  const ofTicket = { sessionId: view.session.id, ticketId: row.ticketId };
  const seatId = freeSeat(view);
  return (
    <article className={css.card} aria-label={`${t('ticketNumber', { number: row.number })} ${row.name}`}>
      <CardHead row={row} onSelect={onSelect} />
      {row.answered ? (
        <CardTile row={row} muted={muted} />
      ) : (
        <Group gap="xs" justify="space-between">
          <span className={css.quiet}>{t('greenRoom.called')}</span>
          {row.answerBy !== null && <Countdown until={row.answerBy} />}
        </Group>
      )}
      <CardNotes row={row} mine={mine} partner={partner} />
      <Group gap="xs">
        {row.answered && seatId && (
          <ActButton hotkey={hotkey} disabled={!row.approved} act={() => run(toDeck, { ...ofTicket, seatId })}>
            {t('greenRoom.toDeck')}
          </ActButton>
        )}
        {!row.answered && (
          <ActButton variant="default" act={() => run(passOver, ofTicket)}>
            {t('ticketAction.passOver')}
          </ActButton>
        )}
        <ActButton
          variant="default"
          act={() => run(returnToWaiting, { ...ofTicket, reason: t('ticketAction.returnWhy.desk') })}
        >
          {t('ticketAction.return')}
        </ActButton>
        {row.answered && !row.approved && <span className={css.quiet}>{t('greenRoom.approveFirst')}</span>}
      </Group>
    </article>
  );
}
