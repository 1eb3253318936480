import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { arrange, isWaiting, type Row } from './order.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: Row;
  rows: readonly Row[];
  /** `null`: to the end. */
  onSubmit: (beforeTicketId: string | null, reason: string) => Promise<unknown>;
}

/** To stand before another number, or at the end; with the reason that is written down (Q6). */
export function MoveDialog({ opened, onClose, row, rows, onSubmit }: Props) {
  const t = useT();
  const [to, setTo] = useState<'before' | 'end'>('before');
  const [before, setBefore] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  useEffect(() => {
    if (!opened) return;
    setTo('before');
    setBefore(null);
    setReason('');
  }, [opened]);
  const choices = useMemo(
    () =>
      opened
        ? arrange(rows, 'waiting')
            .filter((one) => one.ticketId !== row.ticketId && isWaiting(one))
            .map((one) => ({ value: one.ticketId, label: `${t('ticketNumber', { number: one.number })} ${one.name}` }))
        : [],
    [opened, rows, row.ticketId, t],
  );
  return (
    <FormDialog
      title={t('move.title', { number: row.number, name: row.name })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('ticketAction.move')}
      canSubmit={reason.trim() !== '' && (to === 'end' || before !== null)}
      onSubmit={() => onSubmit(to === 'end' ? null : before, reason)}
    >
      <Radio.Group label={t('move.where')} value={to} onChange={(value) => setTo(value as 'before' | 'end')}>
        <Stack gap={6} mt={4}>
          <Radio value="before" label={t('move.before')} />
          <Radio value="end" label={t('move.end')} />
        </Stack>
      </Radio.Group>
      {to === 'before' && (
        <Select
          label={t('move.beforeWhom')}
          data={choices}
          value={before}
          onChange={setBefore}
          searchable
          limit={50}
          nothingFoundMessage={t('choice.none')}
          required
        />
      )}
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
