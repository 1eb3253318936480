/** Says for five seconds what was just done to a ticket, and takes it back (Q9). */
import { type CSSProperties, useState } from 'react';
import { undoTicket } from '../../../shared/actions/desk.ts';
import { UNDO_SHOWN_MS } from '../../../shared/states.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { KEYS } from '../../desk/keys.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useServerNow } from '../../realtime/react.tsx';
import type { Row } from './order.ts';
import { type UndoableRow, undoableRow } from './undo.ts';
import css from './undo-toast.module.css';

interface Props {
  sessionId: string;
  rows: readonly Row[];
  me: string;
}

export function UndoToast({ sessionId, rows, me }: Props) {
  const now = useServerNow(500);
  const row = undoableRow(rows, me, now);
  return (
    <div className={css.place} role="status">
      {row && (
        <Toast key={`${row.ticketId}${row.undo.until}`} sessionId={sessionId} row={row} leftMs={row.undo.until - now} />
      )}
    </div>
  );
}

function Toast({ sessionId, row, leftMs }: { sessionId: string; row: UndoableRow; leftMs: number }) {
  const t = useT();
  const run = useRun();
  return (
    <div className={css.toast}>
      <span>{t(`undo.did.${row.undo.what}`, { number: row.number, name: row.name })}</span>
      <ActButton variant="light" hotkey={KEYS.undo} act={() => run(undoTicket, { sessionId, ticketId: row.ticketId })}>
        {t('undo.button')}
      </ActButton>
      <Bar leftMs={leftMs} />
    </div>
  );
}

/** Runs down once by itself: where it began stays as it was when the toast came. */
function Bar({ leftMs }: { leftMs: number }) {
  const [beganMs] = useState(leftMs);
  const style = { '--from': String(Math.min(1, beganMs / UNDO_SHOWN_MS)), animationDuration: `${beganMs}ms` };
  return <div className={css.bar} style={style as CSSProperties} aria-hidden="true" />;
}
