/** Subject and public name as they may be shown, and the category (C2, T5). Filled in with what the citizen proposed. */
import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { approveTicket } from '../../../shared/actions/desk.ts';
import { LIMITS } from '../../../shared/text.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Icon } from '../../desk/icons.tsx';
import { KEYS } from '../../desk/keys.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useShortcuts } from '../../desk/use-shortcuts.ts';
import { CategorySelect } from '../cases/choices.tsx';
import type { Row } from './order.ts';

const CATEGORY = 'approve-category';
const SUBMIT = 'approve-submit';

export function ApproveForm({ sessionId, row }: { sessionId: string; row: Row }) {
  const t = useT();
  const run = useRun();
  const [subject, setSubject] = useState(row.subject);
  const [publicName, setPublicName] = useState(row.publicName);
  const [category, setCategory] = useState(row.categoryCode);
  const same =
    row.approved && subject === row.subject && publicName === row.publicName && category === row.categoryCode;
  const approve = () => {
    if (category !== null)
      return run(approveTicket, { sessionId, ticketId: row.ticketId, subject, publicName, categoryCode: category });
    document.getElementById(CATEGORY)?.focus();
    return undefined;
  };
  // What is left to do is one key away: the field keeps every letter for its own search.
  const choose = (code: string | null) => {
    setCategory(code);
    if (code !== null) requestAnimationFrame(() => document.getElementById(SUBMIT)?.focus());
  };
  const says = 'shortcuts.approve';
  useShortcuts([{ key: KEYS.approve, says, run: () => void (same ? undefined : approve()) }]);
  return (
    <form
      aria-label={t('approve.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void approve();
      }}
    >
      <Stack gap="xs">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {t('approve.title')}
          </Text>
          {row.approved && (
            <Text size="xs" c="dimmed" component="span" style={{ display: 'inline-flex', gap: 4 }}>
              <Icon name="check" size={14} /> {t('approve.done')}
            </Text>
          )}
        </Group>
        <TextInput
          size="xs"
          label={t('approve.subject')}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          maxLength={LIMITS.subject}
          required
        />
        <Group gap="xs" grow align="flex-start">
          <TextInput
            size="xs"
            label={t('approve.publicName')}
            value={publicName}
            onChange={(event) => setPublicName(event.currentTarget.value)}
            maxLength={LIMITS.publicName}
            required
          />
          <CategorySelect id={CATEGORY} size="xs" value={category} onChange={choose} required />
        </Group>
        <Group justify="flex-end">
          <ActButton
            id={SUBMIT}
            size="compact-sm"
            variant={row.approved ? 'default' : 'light'}
            hotkey={KEYS.approve}
            disabled={same || !category || !subject.trim() || !publicName.trim()}
            act={approve}
          >
            {t(row.approved ? 'approve.change' : 'approve.submit')}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}
