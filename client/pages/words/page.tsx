/** The county's word list (T5): looked through, added to one per line or from a file, taken off one by one. */
import {
  Badge,
  Button,
  FileButton,
  Group,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addWords, listWords, removeWord } from '../../../shared/actions/words.ts';
import { WORD_LENGTH, WORD_LEVELS, WORD_REASON, type WordLevel, wordKey, wordsOfLines } from '../../../shared/words.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { tellDone, tellNot, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import css from './words.module.css';

/** Characters that go into one request, and how many words are shown without a search. */
const MOST_TEXT = 5000;
const MOST_SHOWN = 300;

export default function WordsPage() {
  const t = useT();
  const asked = useAsk(listWords, {});
  const mayEdit = useMe().roles.includes('administrator');
  const [search, setSearch] = useState('');
  const cache = useQueryClient();
  const renewed = () => cache.invalidateQueries({ queryKey: [listWords.name] });
  const words = asked.data?.words ?? [];
  const wanted = wordKey(search);
  const found = words.filter(({ word }) => wordKey(word).includes(wanted));
  const remove = async (word: string) => {
    try {
      await callAction(removeWord, { word });
      tellDone(t('words.removed', { word }));
    } catch (error) {
      tellRefusal(error);
    }
    await renewed();
  };
  return (
    <Shell title={t('words.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('words.title')}</Title>
        <Text size="sm">{t('words.what')}</Text>
        {asked.isPending && <Skeleton h={240} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && (
          <div className={css.grid}>
            <Panel title={t('words.count', { count: words.length })}>
              <Stack gap="xs">
                <TextInput
                  type="search"
                  size="xs"
                  label={t('words.search')}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
                {found.length === 0 && <Text size="sm">{t(words.length === 0 ? 'words.none' : 'choice.none')}</Text>}
                <ul className={css.words}>
                  {found.slice(0, MOST_SHOWN).map(({ word, level, reason }) => (
                    <li key={word}>
                      {word} <span className={css.reason}>{reason}</span>
                      {level === 'never' && (
                        <Badge size="xs" variant="outline" color="gray">
                          {t('words.level.never')}
                        </Badge>
                      )}
                      {mayEdit && (
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={t('words.removeOne', { word })}
                          onClick={() => void remove(word)}
                        >
                          {t('words.remove')}
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
                {found.length > MOST_SHOWN && (
                  <Text size="sm">{t('words.more', { count: found.length - MOST_SHOWN })}</Text>
                )}
              </Stack>
            </Panel>
            {mayEdit && <NewWords onAdded={renewed} />}
          </div>
        )}
      </Stack>
    </Shell>
  );
}

function NewWords({ onAdded }: { onAdded: () => Promise<unknown> }) {
  const t = useT();
  const [text, setText] = useState('');
  const [level, setLevel] = useState<WordLevel>('ask');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const { words, faults } = wordsOfLines(text);
    if (faults.length > 0)
      return tellNot(t('words.badLines', { lines: faults.slice(0, 10).join(' / '), most: WORD_LENGTH }));
    setBusy(true);
    const sum = { added: 0, known: 0 };
    try {
      for (const part of partsOf(words)) {
        const { added, known } = await callAction(addWords, { text: part, level, reason });
        sum.added += added;
        sum.known += known;
      }
      tellDone(t('words.added', sum));
      setText('');
    } catch (error) {
      // What went in before stands in the list already; the rest stays in the field, and can be sent again as a whole.
      tellRefusal(error);
    }
    setBusy(false);
    await onAdded();
  };
  return (
    <Panel
      title={t('words.add')}
      aside={
        <FileButton accept=".txt,text/plain" onChange={(file) => void file?.text().then(setText)}>
          {(props) => (
            <Button {...props} size="compact-xs" variant="default">
              {t('words.file')}
            </Button>
          )}
        </FileButton>
      }
    >
      <form onSubmit={(event) => void add(event)}>
        <Stack gap="xs">
          <Textarea
            label={t('words.lines')}
            description={t('words.linesHelp', { most: WORD_LENGTH })}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={6}
            maxRows={16}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('words.level.title')}
            data={WORD_LEVELS.map((value) => ({ value, label: t(`words.level.${value}`) }))}
            value={level}
            onChange={setLevel}
          />
          <TextInput
            size="xs"
            label={t('words.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={WORD_REASON}
            required
          />
          <Group justify="flex-end">
            <Button type="submit" size="xs" loading={busy} disabled={!text.trim() || !reason.trim()}>
              {t('words.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

/** Lines of words, each part small enough for one request. */
function partsOf(words: readonly string[]): string[] {
  const parts: string[] = [];
  for (const word of words) {
    const last = parts.at(-1);
    if (last === undefined || last.length + word.length >= MOST_TEXT) parts.push(word);
    else parts[parts.length - 1] = `${last}\n${word}`;
  }
  return parts;
}
