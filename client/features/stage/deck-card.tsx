/** Somebody who was screened and waits to be put through. */
import { Group } from '@mantine/core';
import { putThrough, returnToWaiting, swapCall } from '../../../shared/actions/desk.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { CardHead, CardNotes, type CardProps, CardTile } from './card-parts.tsx';
import { canSwap, isBusy, meetsNobody } from './seats.ts';
import css from './stage.module.css';

interface DeckCardProps extends CardProps {
  onAskThrough: (ticketId: string) => void;
}

export function DeckCard({ view, row, hotkey, mine, partner, muted, onSelect, onAskThrough }: DeckCardProps) {
  const t = useT();
  const run = useRun();
  const ofTicket = { sessionId: view.session.id, ticketId: row.ticketId };
  const busy = isBusy(view, row.seatId);
  return (
    <article className={css.card} aria-label={`${t('ticketNumber', { number: row.number })} ${row.name}`}>
      <div className={css.deck}>
        <CardTile row={row} muted={muted} />
        <div>
          <CardHead row={row} onSelect={onSelect} />
          <CardNotes row={row} mine={mine} partner={partner} />
        </div>
      </div>
      <Group gap="xs">
        <ActButton
          size="md"
          hotkey={hotkey}
          disabled={busy}
          title={busy ? t('deck.busy') : undefined}
          act={() => (meetsNobody(view, row) ? void onAskThrough(row.ticketId) : run(putThrough, ofTicket))}
        >
          {t('deck.putThrough')}
        </ActButton>
        <ActButton variant="default" act={() => run(returnToWaiting, { ...ofTicket, reason: 'desk' })}>
          {t('ticketAction.return')}
        </ActButton>
        {busy && canSwap(view, row.seatId) && (
          <ActButton variant="default" title={t('deck.swapHelp')} act={() => run(swapCall, ofTicket)}>
            {t('deck.swap')}
          </ActButton>
        )}
        {busy && <span className={css.quiet}>{t('deck.busy')}</span>}
      </Group>
    </article>
  );
}
