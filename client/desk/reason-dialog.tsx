/** Asks for the reason that is written down (Q6), and where to go instead when somebody is refused. */
import { Chip, Group, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { LIMITS } from '../../shared/text.ts';
import { FormDialog } from './form-dialog.tsx';
import { useT } from './texts.ts';

export interface Suggestion {
  readonly text: string;
  readonly code?: string;
}

interface Props {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Reasons that are often right, to choose with one click; one with a code is written down as that, in no language. */
  suggestions: readonly Suggestion[];
  /** Nothing is asked when no reason is needed; what stands above is confirmed. */
  asksReason?: boolean;
  /** What stands above is whole. */
  canSubmit?: boolean;
  children?: ReactNode;
  withWhereTo?: boolean;
  submitLabel: string;
  onSubmit: (reason: string, whereTo: string) => Promise<unknown>;
}

export function ReasonDialog({
  title,
  opened,
  onClose,
  suggestions,
  asksReason = true,
  canSubmit = true,
  children,
  withWhereTo,
  submitLabel,
  onSubmit,
}: Props) {
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
      canSubmit={canSubmit && (!asksReason || reason.trim() !== '') && (!withWhereTo || whereTo.trim() !== '')}
      onSubmit={() => onSubmit(suggestions.find(({ text }) => text === reason)?.code ?? reason, whereTo)}
    >
      {children}
      {asksReason && <ReasonField value={reason} onChange={setReason} suggestions={suggestions} />}
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

function ReasonField({
  value,
  onChange,
  suggestions,
}: {
  value: string;
  onChange: (reason: string) => void;
  suggestions: readonly Suggestion[];
}) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t('reason.label')}
        description={t('reason.help')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        maxLength={LIMITS.reason}
        required
        data-autofocus
      />
      <Group gap={6}>
        {suggestions.map(({ text }) => (
          <Chip key={text} size="xs" checked={value === text} onChange={() => onChange(text)}>
            {text}
          </Chip>
        ))}
      </Group>
    </>
  );
}
