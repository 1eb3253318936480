/**
 * Subject and public name as they may be shown, and the category (C2, T5). Filled in with what the citizen proposed;
 * words of the county's list are marked and confirmed once more.
 */
import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approveTicket } from '../../../shared/actions/desk.ts';
import { listWords } from '../../../shared/actions/words.ts';
import { LIMITS } from '../../../shared/text.ts';
import { type ListedWord, wordsIn, wordsInAny } from '../../../shared/words.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useAsk } from '../../desk/ask.ts';
import { Icon } from '../../desk/icons.tsx';
import { KEYS } from '../../desk/keys.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useShortcuts } from '../../desk/use-shortcuts.ts';
import { CategorySelect } from '../cases/choices.tsx';
import stageCss from '../stage/stage.module.css';
import type { Row } from './order.ts';

const CATEGORY = 'approve-category';
const SUBMIT = 'approve-submit';
const CONFIRM = 'approve-confirm';
const SUBJECT = 'approve-subject';

export function ApproveForm({ sessionId, row }: { sessionId: string; row: Row }) {
  const t = useT();
  const run = useRun();
  const [subject, setSubject] = useState(row.subject);
  const [publicName, setPublicName] = useState(row.publicName);
  const [category, setCategory] = useState(row.categoryCode);
  const same =
    row.approved && subject === row.subject && publicName === row.publicName && category === row.categoryCode;
  const cache = useQueryClient();
  const words = useAsk(listWords, {}, { staleMs: 60_000 }).data?.words ?? [];
  const shown = same ? [] : wordsInAny([subject, publicName], words);
  const mustChange = shown.some(({ level }) => level === 'never');
  const found = same ? [] : [...new Set([...shown, ...wordsIn(row.more, words)])].map(({ word }) => word);
  // Of these very words: others that come in while the text is changed are confirmed anew.
  const [seen, setSeen] = useState('');
  const confirmed = found.length === 0 || seen === found.join('\n');
  const marked = (text: string) => {
    if (same) return undefined;
    const one = ({ word, level, reason }: ListedWord) => t(`approve.word.${level}`, { word, reason });
    return wordsIn(text, words).map(one).join(' ') || undefined;
  };
  const inMore = same
    ? ''
    : wordsIn(row.more, words)
        .map(({ word }) => word)
        .join(' / ');
  const approve = async () => {
    if (category === null || mustChange || !confirmed) {
      document.getElementById(category === null ? CATEGORY : mustChange ? SUBJECT : CONFIRM)?.focus();
      return undefined;
    }
    const asked = { sessionId, ticketId: row.ticketId, subject, publicName, categoryCode: category, despite: found };
    const done = await run(approveTicket, asked);
    // The list may have grown since it was asked for.
    if (done === null) await cache.invalidateQueries({ queryKey: [listWords.name] });
    return done;
  };
  // What is left to do is one key away: the field keeps every letter for its own search.
  const choose = (code: string | null) => {
    setCategory(code);
    if (code !== null) requestAnimationFrame(() => document.getElementById(confirmed ? SUBMIT : CONFIRM)?.focus());
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
          id={SUBJECT}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          maxLength={LIMITS.subject}
          error={marked(subject)}
          required
        />
        <Group gap="xs" grow align="flex-start">
          <TextInput
            size="xs"
            label={t('approve.publicName')}
            value={publicName}
            onChange={(event) => setPublicName(event.currentTarget.value)}
            maxLength={LIMITS.publicName}
            error={marked(publicName)}
            required
          />
          <CategorySelect id={CATEGORY} size="xs" value={category} onChange={choose} required />
        </Group>
        {inMore && (
          <span className={stageCss.warn}>
            <Icon name="warning" size={14} /> {t('approve.inMore', { words: inMore })}
          </span>
        )}
        {found.length > 0 && !mustChange && (
          <Checkbox
            id={CONFIRM}
            size="xs"
            label={t('approve.despite')}
            checked={confirmed}
            onChange={(event) => setSeen(event.currentTarget.checked ? found.join('\n') : '')}
          />
        )}
        <Group justify="flex-end">
          <ActButton
            id={SUBMIT}
            size="compact-sm"
            variant={row.approved ? 'default' : 'light'}
            hotkey={KEYS.approve}
            disabled={same || !category || mustChange || !confirmed || !subject.trim() || !publicName.trim()}
            act={approve}
          >
            {t(row.approved ? 'approve.change' : 'approve.submit')}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}
