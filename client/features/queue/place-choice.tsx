/** Where in the queue: before another number, at the end, or where somebody stood. */
import { Radio, Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useT } from '../../desk/texts.ts';
import { arrange, isWaiting, type Row } from './order.ts';

export interface Place {
  readonly to: 'kept' | 'before' | 'end';
  readonly before: string | null;
}

export const isPlace = ({ to, before }: Place): boolean => to !== 'before' || before !== null;
/** As the actions want it; `undefined`: the place is kept. */
export const beforeOf = ({ to, before }: Place): string | null | undefined =>
  to === 'kept' ? undefined : to === 'end' ? null : before;

interface Props {
  value: Place;
  onChange: (place: Place) => void;
  row: Row;
  rows: readonly Row[];
  /** Offers to keep the place. */
  mayKeep?: boolean;
}

export function PlaceChoice({ value, onChange, row, rows, mayKeep = false }: Props) {
  const t = useT();
  const choices = useMemo(
    () =>
      arrange(rows, 'waiting')
        .filter((one) => one.ticketId !== row.ticketId && isWaiting(one))
        .map((one) => ({ value: one.ticketId, label: `${t('ticketNumber', { number: one.number })} ${one.name}` })),
    [rows, row.ticketId, t],
  );
  return (
    <>
      <Radio.Group
        label={t('move.where')}
        value={value.to}
        onChange={(to) => onChange({ ...value, to: to as Place['to'] })}
      >
        <Stack gap={6} mt={4}>
          {mayKeep && <Radio value="kept" label={t('move.kept')} />}
          <Radio value="before" label={t('move.before')} />
          <Radio value="end" label={t('move.end')} />
        </Stack>
      </Radio.Group>
      {value.to === 'before' && (
        <Select
          label={t('move.beforeWhom')}
          data={choices}
          value={value.before}
          onChange={(before) => onChange({ ...value, before })}
          searchable
          limit={50}
          nothingFoundMessage={t('choice.none')}
          required
        />
      )}
    </>
  );
}
