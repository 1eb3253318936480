/** In the turn: what belongs to the matter and is at hand on this phone, folded up until it is wanted. */
import { useState } from 'react';
import { useT } from '../../ui/texts.ts';
import { AddPanel } from './add.ts';

export function AddInTurn({ ticketId, onChange }: { ticketId: string; onChange?: () => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('add.title')}</summary>
      {open && <AddPanel ticketId={ticketId} {...(onChange ? { onChange } : {})} />}
    </details>
  );
}
