import { Chip, Group, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { sendMessage } from '../../../shared/actions/desk.ts';
import { LIMITS } from '../../../shared/text.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  /** `null`: everybody who waits. */
  ticketId: string | null;
  to: string;
}

export function MessageDialog({ opened, onClose, sessionId, ticketId, to }: Props) {
  const t = useT();
  const run = useRun();
  const [text, setText] = useState('');
  useEffect(() => {
    if (opened) setText('');
  }, [opened]);
  const suggestions = ticketId === null ? (['delay', 'late'] as const) : (['camera', 'soon'] as const);
  return (
    <FormDialog
      title={t('message.to', { to })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('message.send')}
      canSubmit={text.trim() !== ''}
      onSubmit={async () => {
        const sent = await run(sendMessage, { sessionId, ticketId, text });
        if (sent) tellDone(t('message.sent'));
        return sent;
      }}
    >
      <Textarea
        label={t('message.text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\n/g, ' '))}
        maxLength={LIMITS.message}
        autosize
        minRows={2}
        required
        data-autofocus
      />
      <Group gap={6}>
        {suggestions.map((one) => {
          const words = t(`message.${one}`);
          return (
            <Chip key={one} size="xs" checked={text === words} onChange={() => setText(words)}>
              {words}
            </Chip>
          );
        })}
      </Group>
    </FormDialog>
  );
}
