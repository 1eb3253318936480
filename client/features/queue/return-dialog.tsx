/** Back to the waiting room, with the place kept or at another one; both are written down with why (Q6). */
import { useEffect, useState } from 'react';
import { returnToWaiting } from '../../../shared/actions/desk.ts';
import { ReasonDialog, type Suggestion } from '../../desk/reason-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { Row } from './order.ts';
import { beforeOf, isPlace, type Place, PlaceChoice } from './place-choice.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  row: Row;
  rows: readonly Row[];
  suggestions: readonly Suggestion[];
}

const KEPT: Place = { to: 'kept', before: null };

export function ReturnDialog({ opened, onClose, sessionId, row, rows, suggestions }: Props) {
  const t = useT();
  const run = useRun();
  const [place, setPlace] = useState(KEPT);
  useEffect(() => {
    if (opened) setPlace(KEPT);
  }, [opened]);
  const submit = (reason: string) => {
    const beforeTicketId = beforeOf(place);
    const ofTicket = { sessionId, ticketId: row.ticketId, reason };
    return run(returnToWaiting, beforeTicketId === undefined ? ofTicket : { ...ofTicket, beforeTicketId });
  };
  return (
    <ReasonDialog
      title={t('ticketAction.returnTitle', { number: row.number, name: row.name })}
      opened={opened}
      onClose={onClose}
      suggestions={suggestions}
      canSubmit={isPlace(place)}
      submitLabel={t('ticketAction.return')}
      onSubmit={submit}
    >
      {opened && <PlaceChoice value={place} onChange={setPlace} row={row} rows={rows} mayKeep />}
    </ReasonDialog>
  );
}
