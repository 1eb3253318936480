/** For how long somebody takes no numbers, and why (Q10): told to the phone, seen by the supervisor. */
import { Radio, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { barsOfTicket, barTicketHolder } from '../../../shared/actions/bars.ts';
import { BAR_LENGTHS, type BarLength } from '../../../shared/states.ts';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { Row } from './order.ts';

/** Told to the citizen as they stand. */
const BAR_WHYS = ['abuse', 'falseName', 'noShows', 'repeats'] as const;

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  row: Row;
}

export function BarDialog({ opened, onClose, sessionId, row }: Props) {
  const t = useT();
  const run = useRun();
  const queries = useQueryClient();
  const [length, setLength] = useState<BarLength>('evening');
  useEffect(() => {
    if (opened) setLength('evening');
  }, [opened]);
  const bar = async (reason: string) => {
    const done = await run(barTicketHolder, { sessionId, ticketId: row.ticketId, length, reason });
    if (done) void queries.invalidateQueries({ queryKey: [barsOfTicket.name] });
    if (done) tellDone(t('bar.done', { name: row.name }));
    return done;
  };
  return (
    <ReasonDialog
      title={t('bar.title', { number: row.number, name: row.name })}
      opened={opened}
      onClose={onClose}
      suggestions={BAR_WHYS.map((why) => ({ text: t(`bar.why.${why}`) }))}
      submitLabel={t('bar.submit')}
      onSubmit={bar}
    >
      <Text size="sm">{t('bar.help')}</Text>
      <Radio.Group label={t('bar.length.label')} value={length} onChange={(value) => setLength(value as BarLength)}>
        <Stack gap={6} mt={4}>
          {BAR_LENGTHS.map((one) => (
            <Radio key={one} value={one} label={t(`bar.length.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </ReasonDialog>
  );
}
