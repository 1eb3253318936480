/** Whom the other moderators hold off air, so that nobody works at the same one twice. */
import { UnstyledButton } from '@mantine/core';
import { useT } from '../../desk/texts.ts';
import css from './holds-strip.module.css';
import { heldByOthers, type Row } from './order.ts';

interface Props {
  rows: readonly Row[];
  me: string;
  onSelect: (ticketId: string) => void;
}

export function HoldsStrip({ rows, me, onSelect }: Props) {
  const t = useT();
  const others = heldByOthers(rows, me);
  if (others.length === 0) return null;
  return (
    <ul className={css.strip} aria-label={t('holds.label')}>
      {others.map(([name, held]) => (
        <li key={held[0]?.heldById}>
          <span>{t('holds.by', { name })}</span>
          {held.map((row) => (
            <UnstyledButton key={row.ticketId} className={css.held} onClick={() => onSelect(row.ticketId)}>
              {t('ticketNumber', { number: row.number })} {row.name} · {t(`ticketState.${row.state}`)}
            </UnstyledButton>
          ))}
        </li>
      ))}
    </ul>
  );
}
