import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { type TextKey, useT } from './texts.ts';
import type { Shortcut } from './use-shortcuts.ts';

export function ShortcutHelp({
  shortcuts,
  opened,
  onClose,
  moves = true,
  note = 'shortcuts.note',
}: {
  shortcuts: readonly Shortcut[];
  opened: boolean;
  onClose: () => void;
  /** Whether there is a list to go through with the arrows. */
  moves?: boolean;
  note?: TextKey;
}) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="xs">
        {shortcuts.map(({ key, says, always }) => (
          <Group key={key} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(says)}</Text>
            <Group gap={6} wrap="nowrap">
              <Kbd>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
              {always && <Kbd>Alt+{key.toUpperCase()}</Kbd>}
            </Group>
          </Group>
        ))}
        {moves && (
          <Group justify="space-between">
            <Text size="sm">{t('shortcuts.arrows')}</Text>
            <Kbd>↑ ↓</Kbd>
          </Group>
        )}
        <Text size="xs" c="dimmed">
          {t(note)}
        </Text>
      </Stack>
    </Modal>
  );
}
