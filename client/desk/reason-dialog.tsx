/** Asks for the reason that is written down (Q6), and where to go instead when somebody is refused. */
import { Chip, Group, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { LIMITS } from '../../shared/text.ts';
import { FormDialog } from './form-dialog.tsx';
import { useT } from './texts.ts';

interface Props {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Reasons that are often right, to choose with one click. */
  suggestions: readonly string[];
  withWhereTo?: boolean;
  submitLabel: string;
  onSubmit: (reason: string, whereTo: string) => Promise<unknown>;
}

export function ReasonDialog({ title, opened, onClose, suggestions, withWhereTo, submitLabel, onSubmit }: Props) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [whereTo, setWhereTo] = useState('');
  useEffect(() => {
    if (!opened) return;
    setReason('');
    setWhereTo('');
  }, [opened]);
  return (
    <FormDialog
      title={title}
      opened={opened}
      onClose={onClose}
      submitLabel={submitLabel}
      canSubmit={reason.trim() !== '' && (!withWhereTo || whereTo.trim() !== '')}
      onSubmit={() => onSubmit(reason, whereTo)}
    >
      <TextInput
        label={t('reason.label')}
        description={t('reason.help')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={LIMITS.reason}
        required
        data-autofocus
      />
      <Group gap={6}>
        {suggestions.map((text) => (
          <Chip key={text} size="xs" checked={reason === text} onChange={() => setReason(text)}>
            {text}
          </Chip>
        ))}
      </Group>
      {withWhereTo && (
        <TextInput
          label={t('reason.whereTo')}
          description={t('reason.whereToHelp')}
          value={whereTo}
          onChange={(event) => setWhereTo(event.currentTarget.value)}
          maxLength={LIMITS.whereTo}
          required
        />
      )}
    </FormDialog>
  );
}
