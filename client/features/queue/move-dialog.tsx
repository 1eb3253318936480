import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import type { Row } from './order.ts';
import { beforeOf, isPlace, type Place, PlaceChoice } from './place-choice.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: Row;
  rows: readonly Row[];
  /** `null`: to the end. */
  onSubmit: (beforeTicketId: string | null, reason: string) => Promise<unknown>;
}

const BEFORE: Place = { to: 'before', before: null };

/** To stand before another number, or at the end; with the reason that is written down (Q6). */
export function MoveDialog({ opened, onClose, row, rows, onSubmit }: Props) {
  const t = useT();
  const [place, setPlace] = useState<Place>(BEFORE);
  const [reason, setReason] = useState('');
  useEffect(() => {
    if (!opened) return;
    setPlace(BEFORE);
    setReason('');
  }, [opened]);
  return (
    <FormDialog
      title={t('move.title', { number: row.number, name: row.name })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('ticketAction.move')}
      canSubmit={reason.trim() !== '' && isPlace(place)}
      onSubmit={() => onSubmit(beforeOf(place) ?? null, reason)}
    >
      {opened && <PlaceChoice value={place} onChange={setPlace} row={row} rows={rows} />}
      <TextInput
        label={t('reason.label')}
        description={t('reason.help')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={LIMITS.reason}
        required
      />
    </FormDialog>
  );
}
