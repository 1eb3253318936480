/** Holidays and the days that make up for them: set by hand, or taken from an iCalendar file. */
import { Button, FileButton, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type CalendarDay, importCalendar, setCalendarDay } from '../../../shared/actions/calendar.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellNot } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useOffice } from './use-office.ts';

/** The largest file that fits into one request, in bytes. */
const MOST_BYTES = 15_000;

export function Holidays({ days, mayEdit }: { days: readonly CalendarDay[]; mayEdit: boolean }) {
  const t = useT();
  const office = useOffice();
  const set = (day: { date: string; works: boolean | null; name: string }) =>
    office(setCalendarDay, day, ({ evenings }) =>
      evenings > 0 && day.works === false
        ? t('calendar.dayHasEvenings', { count: evenings })
        : t('calendar.daySaved', { date: day.date }),
    );
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return tellNot(t('calendar.fileTooLarge'));
    await office(importCalendar, { text: await file.text() }, ({ days: count }) => t('calendar.imported', { count }));
  };
  return (
    <Panel
      title={t('calendar.holidays')}
      aside={
        mayEdit && (
          <FileButton accept=".ics,text/calendar" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} size="compact-xs" variant="default">
                {t('calendar.import')}
              </Button>
            )}
          </FileButton>
        )
      }
    >
      <Stack gap="xs">
        {days.length === 0 && <Text size="sm">{t('calendar.noHolidays')}</Text>}
        {days.map((day) => (
          <Group key={day.date} justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm">
              {day.date} {day.name} · {t(day.works ? 'calendar.works' : 'calendar.free')}
            </Text>
            {mayEdit && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('calendar.removeDay', { date: day.date })}
                onClick={() => void set({ ...day, works: null })}
              >
                {t('calendar.remove')}
              </Button>
            )}
          </Group>
        ))}
        {mayEdit && <NewDay onAdd={set} />}
      </Stack>
    </Panel>
  );
}

function NewDay({ onAdd }: { onAdd: (day: CalendarDay) => Promise<unknown> }) {
  const t = useT();
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState('free');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if ((await onAdd({ date, works: kind === 'works', name })) === null) return;
    setDate('');
    setName('');
  };
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group gap="xs" align="flex-end">
        <TextInput
          type="date"
          size="xs"
          label={t('calendar.date')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
          required
        />
        <TextInput
          size="xs"
          label={t('calendar.dayName')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={20}
          required
          style={{ flex: 1, minWidth: 90 }}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('calendar.dayKind')}
          value={kind}
          onChange={setKind}
          data={[
            { value: 'free', label: t('calendar.free') },
            { value: 'works', label: t('calendar.works') },
          ]}
        />
        <Button type="submit" size="xs" disabled={date === '' || name.trim() === ''}>
          {t('calendar.addDay')}
        </Button>
      </Group>
    </form>
  );
}
