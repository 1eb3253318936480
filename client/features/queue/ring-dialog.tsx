/** Ringing somebody who is away: the number, and what came of it with one click or the keys 1 to 3 (Q4). */
import { Button, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { rang } from '../../../shared/actions/desk.ts';
import { RUNG, type Rung } from '../../../shared/states.ts';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { Row } from './order.ts';
import { NumberToRing } from './phone-number.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  row: Row;
}

export function RingDialog({ opened, onClose, sessionId, row }: Props) {
  const t = useT();
  const run = useRun();
  const [busy, setBusy] = useState<Rung | null>(null);
  const ofTicket = { sessionId, ticketId: row.ticketId };
  const isOpen = (result: Rung) => result !== 'byPhone' || row.hasPhone;
  const say = async (result: Rung) => {
    if (busy || !isOpen(result)) return;
    setBusy(result);
    const done = await run(rang, { ...ofTicket, result });
    setBusy(null);
    if (!done) return;
    tellDone(t(`ring.done.${result}`));
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('ring.title', { number: row.number, name: row.name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      centered
      onKeyDown={(event) => {
        const result = RUNG[Number(event.key) - 1];
        if (result && !event.ctrlKey && !event.altKey && !event.metaKey) void say(result);
      }}
    >
      <Stack gap="sm">
        {row.hasPhone ? <NumberToRing {...ofTicket} help={t('ring.help')} /> : <Text>{t('details.noPhone')}</Text>}
        {RUNG.map((result, index) => (
          <Button
            key={result}
            variant={result === 'returns' ? 'light' : 'default'}
            loading={busy === result}
            disabled={!isOpen(result)}
            onClick={() => void say(result)}
            aria-keyshortcuts={String(index + 1)}
            rightSection={
              <Kbd size="xs" aria-hidden="true">
                {index + 1}
              </Kbd>
            }
            data-autofocus={result === 'returns' || undefined}
          >
            {t(`ring.result.${result}`)}
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}
