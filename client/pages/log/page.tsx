/** Everything that happened in an evening, for whoever answers for it: filtered, read, taken as a file. */
import { Group, MultiSelect, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { downloadLog, type LogEntry } from '../../../shared/actions/log.ts';
import { csvOf } from '../../../shared/csv.ts';
import { LOG_KINDS, LOG_TEXT_MOST, type LogFilter, type LogKind, NO_LOG_FILTER } from '../../../shared/log-filter.ts';
import { callAction } from '../../api/call-action.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { detailWords } from '../../desk/entry-words.ts';
import { clock, dayAndTime, plainDate } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { inWords } from '../../desk/record.ts';
import { Shell } from '../../desk/shell.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { type T, useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { fileNameOf, saveCsv } from '../../features/log/csv.ts';
import { filterLog, type LogWords } from '../../features/log/filter.ts';
import { type Log, useLog } from '../../features/log/use-log.ts';
import { type Language, useLanguage } from '../../i18n/i18n.ts';
import { LogTable } from './log-table.tsx';

export default function LogPage() {
  const t = useT();
  const sessionId = useParams().session ?? '';
  const log = useLog(sessionId);
  return (
    <Shell title={t('eveningLog.title')}>
      {log.refusal && <Trouble refusal={log.refusal} onRetry={log.again} />}
      {log.session ? (
        <Loaded sessionId={sessionId} session={log.session} log={log} />
      ) : (
        !log.refusal && <Skeleton h={240} />
      )}
    </Shell>
  );
}

type Session = NonNullable<Log['session']>;

function Loaded({ sessionId, session, log }: { sessionId: string; session: Session; log: Log }) {
  const t = useT();
  const language = useLanguage();
  const category = useCategoryPath();
  const [filter, setFilter] = useState(NO_LOG_FILTER);
  const change = (part: Partial<LogFilter>) => setFilter((before) => ({ ...before, ...part }));
  const words = useMemo(
    () => log.entries.map((entry) => wordsOf(entry, session, t, language, category)),
    [log.entries, session, t, language, category],
  );
  const shown = useMemo(() => filterLog(words, filter), [words, filter]);
  const people = useMemo(() => [...new Set(log.entries.map(({ who }) => who))], [log.entries]);

  /** What is filtered now, of the log as the server has it: the download itself is in it. */
  const download = async () => {
    try {
      const all = await callAction(downloadLog, { sessionId, filter });
      const file = filterLog(
        all.entries.map((entry) => wordsOf(entry, session, t, language, category)),
        filter,
      );
      const head = COLUMNS.map((column) => t(`eveningLog.column.${column}`));
      const rows = file.map((one) => [
        plainDate(one.entry.at, session.zone),
        one.time,
        one.who,
        one.what,
        one.about,
        one.more,
      ]);
      const filteredBy = [
        ...filter.kinds.map((kind) => t(`eveningLog.kinds.${kind}`)),
        filter.who === null ? '' : inWords('who', filter.who),
        filter.text,
      ];
      saveCsv(fileNameOf(session.number, filteredBy), csvOf([head, ...rows]));
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <div>
          <Title order={1}>
            {t('session.number', { number: session.number })} {session.title} · {t('eveningLog.title')}
          </Title>
          <Text size="sm">{dayAndTime(session.startsAt, session.zone, language)}</Text>
        </div>
        <ActButton act={download} disabled={!log.whole}>
          {t('eveningLog.download')}
        </ActButton>
      </Group>
      <Text size="xs" c="dimmed">
        {t('eveningLog.logged')}
      </Text>
      <Group gap="sm" align="end">
        <MultiSelect
          label={t('eveningLog.kind')}
          placeholder={filter.kinds.length === 0 ? t('eveningLog.all') : undefined}
          data={LOG_KINDS.map((value) => ({ value, label: t(`eveningLog.kinds.${value}`) }))}
          value={[...filter.kinds]}
          onChange={(kinds) => change({ kinds: kinds as LogKind[] })}
          clearable
          clearButtonProps={{ 'aria-label': t('queue.filter.clear') }}
          style={{ minWidth: '16rem' }}
        />
        <Select
          label={t('eveningLog.who')}
          placeholder={t('eveningLog.all')}
          data={people.map((value) => ({ value, label: inWords('who', value) }))}
          value={filter.who}
          onChange={(who) => change({ who })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('queue.filter.clear') }}
          nothingFoundMessage={t('choice.none')}
        />
        <TextInput
          type="search"
          label={t('eveningLog.text')}
          placeholder={t('eveningLog.textHelp')}
          leftSection={<Icon name="search" size={14} />}
          value={filter.text}
          maxLength={LOG_TEXT_MOST}
          onChange={(event) => change({ text: event.currentTarget.value })}
          style={{ flex: 1, minWidth: '12rem' }}
        />
      </Group>
      <Text size="sm" role="status">
        {t('eveningLog.count', { shown: shown.length, all: words.length })}
      </Text>
      <LogTable log={shown} />
    </Stack>
  );
}

const COLUMNS = ['date', 'time', 'who', 'what', 'about', 'more'] as const;

function wordsOf(
  entry: LogEntry,
  { zone }: Session,
  t: T,
  language: Language,
  category: (code: string | null) => string,
): LogWords {
  const why = entry.why && inWords('why', entry.why);
  return {
    entry,
    time: clock(entry.at, zone, language),
    who: inWords('who', entry.who),
    what: inWords('', entry.what),
    about: entry.number === null ? '' : `${t('ticketNumber', { number: entry.number })} ${entry.name ?? ''}`.trim(),
    more: [entry.seatName, detailWords(entry.details, t, category), why].filter(Boolean).join(' · '),
  };
}
