/** To a department's room, or back to the leaders: the place is kept, the reason is written down, the citizen is told (Q6). */
import { Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { sendTicket } from '../../../shared/actions/desk.ts';
import type { Seat } from '../../../shared/views/common.ts';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { roomSeats } from '../stage/seats.ts';
import type { Row } from './order.ts';

/** Codes of `record.why`. */
const SEND_WHYS = ['department', 'leader', 'wish'] as const;
const LEADER = 'leader';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  row: Row;
  seats: readonly Seat[];
}

export function SendDialog({ opened, onClose, sessionId, row, seats }: Props) {
  const t = useT();
  const run = useRun();
  const choices = [
    ...roomSeats(seats)
      .filter((seat) => row.sentTo?.to !== 'room' || row.sentTo.seatId !== seat.id)
      .map(({ id, name, room }) => ({ value: id, label: t(room?.open ? 'send.room' : 'send.roomEmpty', { name }) })),
    ...(row.sentTo?.to === 'leader' ? [] : [{ value: LEADER, label: t('send.leader') }]),
  ];
  const [to, setTo] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled in once, when it opens
  useEffect(() => {
    if (opened) setTo(choices[0]?.value ?? '');
  }, [opened]);
  return (
    <ReasonDialog
      title={t('send.title', { number: row.number, name: row.name })}
      opened={opened}
      onClose={onClose}
      suggestions={SEND_WHYS.map((code) => ({ code, text: t(`record.why.${code}`) }))}
      submitLabel={t('send.submit')}
      onSubmit={(reason) =>
        run(sendTicket, { sessionId, ticketId: row.ticketId, toSeatId: to === LEADER ? null : to, reason })
      }
    >
      <Radio.Group label={t('send.where')} value={to} onChange={setTo}>
        <Stack gap={6} mt={4}>
          {choices.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed">
        {t('send.help')}
      </Text>
    </ReasonDialog>
  );
}
