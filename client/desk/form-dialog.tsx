/** A dialog that asks for a few fields and does one thing; it stays open when the thing was refused. */
import { Button, type ButtonProps, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useT } from './texts.ts';

interface Props {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Resolves to `null` or `false` when refused. */
  onSubmit: () => Promise<unknown>;
  submitLabel: string;
  canSubmit?: boolean;
  submitProps?: ButtonProps;
  size?: string | number;
  children: ReactNode;
}

export function FormDialog({
  title,
  opened,
  onClose,
  onSubmit,
  submitLabel,
  canSubmit = true,
  submitProps,
  size,
  children,
}: Props) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !canSubmit) return;
    setBusy(true);
    const result = await onSubmit();
    setBusy(false);
    if (result !== null && result !== false) onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      centered
    >
      <form
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!canSubmit} {...submitProps}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
