/** The link that was made, this once: the server keeps its hash alone. */
import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { HelperKind } from '../../../shared/helpers.ts';
import { useT } from '../../desk/texts.ts';

interface Props {
  made: { link: string; name: string; kind: HelperKind } | null;
  onClose: () => void;
}

export function LinkDialog({ made, onClose }: Props) {
  const t = useT();
  return (
    <Modal
      opened={made !== null}
      onClose={onClose}
      title={t('helpers.linkOf', { name: made?.name ?? '' })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      centered
    >
      <Stack gap="sm">
        <Text size="sm">{t('helpers.linkOnce')}</Text>
        {made?.kind === 'recogniser' && <Text size="sm">{t('helpers.recogniserWhat')}</Text>}
        <TextInput
          label={t('helpers.link')}
          value={made?.link ?? ''}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end" gap="xs">
          <CopyButton value={made?.link ?? ''}>
            {({ copied, copy }) => (
              <Button onClick={copy} data-autofocus aria-live="polite">
                {t(copied ? 'helpers.copied' : 'helpers.copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {t('helpers.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
