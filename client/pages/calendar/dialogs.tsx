/** Planning and changing evenings: one of its own, one and those that follow, a series. */
import { Chip, Group, Input, Switch, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { changeEvening, type PlannedEvening, planEvening, planSeries } from '../../../shared/actions/calendar.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { type Draft, draftOf, emptyDraft, followingOf, isWhole, toldOfLeader } from './plan.ts';
import { PlanFields } from './plan-fields.tsx';
import { useOffice } from './use-office.ts';

const WIDE = 720;

interface Props {
  opened: boolean;
  onClose: () => void;
  /** `YYYY-MM-DD` in the county's zone. */
  today: string;
}

function useDraft(opened: boolean, fresh: () => Draft): [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(fresh);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew each time that it opens, and then left alone.
  useEffect(() => {
    if (opened) setDraft(fresh());
  }, [opened]);
  return [draft, setDraft];
}

function When({ draft, onChange, today }: { draft: Draft; onChange: (draft: Draft) => void; today: string }) {
  const t = useT();
  return (
    <Group gap="xs" grow>
      <TextInput
        type="date"
        label={t('calendar.date')}
        value={draft.date}
        min={today}
        onChange={(event) => onChange({ ...draft, date: event.currentTarget.value })}
        required
      />
      <TextInput
        type="time"
        label={t('calendar.time')}
        value={draft.time}
        onChange={(event) => onChange({ ...draft, time: event.currentTarget.value })}
        required
      />
    </Group>
  );
}

export function NewEvening({ opened, onClose, today }: Props) {
  const t = useT();
  const office = useOffice();
  const [draft, setDraft] = useDraft(opened, () => emptyDraft(today, t('calendar.seatName', { number: 1 })));
  return (
    <FormDialog
      title={t('calendar.newEvening')}
      opened={opened}
      onClose={onClose}
      size={WIDE}
      submitLabel={t('calendar.plan')}
      canSubmit={isWhole(draft)}
      onSubmit={() => office(planEvening, draft, () => t('calendar.planned', { count: 1 }))}
    >
      <When draft={draft} onChange={setDraft} today={today} />
      <PlanFields plan={draft.plan} onChange={(plan) => setDraft({ ...draft, plan })} />
    </FormDialog>
  );
}

export function ChangeEvening({
  evening,
  evenings,
  onClose,
  today,
}: Omit<Props, 'opened'> & { evening: PlannedEvening | null; evenings: readonly PlannedEvening[] }) {
  const t = useT();
  const office = useOffice();
  const [draft, setDraft] = useDraft(evening !== null, () =>
    evening ? draftOf(evening) : emptyDraft(today, t('calendar.seatName', { number: 1 })),
  );
  const [following, setFollowing] = useState(false);
  useEffect(() => {
    if (evening) setFollowing(false);
  }, [evening]);
  const told = evening ? toldOfLeader(evening, draft.plan, following ? followingOf(evening, evenings) : []) : 0;
  const moved = evening !== null && (draft.date !== evening.date || draft.time !== evening.time);
  return (
    <FormDialog
      title={t('calendar.change')}
      opened={evening !== null}
      onClose={onClose}
      size={WIDE}
      submitLabel={t('action.save')}
      canSubmit={isWhole(draft)}
      onSubmit={async () =>
        evening &&
        office(changeEvening, { sessionId: evening.sessionId, ...draft, following }, ({ evenings, told }) =>
          t('calendar.changed', { count: evenings, told }),
        )
      }
    >
      <When draft={draft} onChange={setDraft} today={today} />
      {moved && evening.people > 0 && <Text size="sm">{t('calendar.toldOfMove', { count: evening.people })}</Text>}
      {told > 0 && <Text size="sm">{t('calendar.toldOfLeader', { count: told })}</Text>}
      <PlanFields plan={draft.plan} onChange={(plan) => setDraft({ ...draft, plan })} />
      {evening?.seriesId && (
        <Switch
          label={t('calendar.following')}
          description={t('calendar.followingHelp')}
          checked={following}
          onChange={(event) => setFollowing(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function NewSeries({ opened, onClose, today }: Props) {
  const t = useT();
  const office = useOffice();
  const [draft, setDraft] = useDraft(opened, () => emptyDraft(today, t('calendar.seatName', { number: 1 })));
  const [weekdays, setWeekdays] = useState<string[]>(['2', '4']);
  const [until, setUntil] = useState('');
  return (
    <FormDialog
      title={t('calendar.newSeries')}
      opened={opened}
      onClose={onClose}
      size={WIDE}
      submitLabel={t('calendar.plan')}
      canSubmit={isWhole(draft) && weekdays.length > 0 && (until === '' || until >= draft.date)}
      onSubmit={() =>
        office(
          planSeries,
          {
            weekdays: weekdays.map(Number),
            time: draft.time,
            from: draft.date,
            until: until || null,
            plan: draft.plan,
          },
          ({ evenings }) => t('calendar.planned', { count: evenings }),
        )
      }
    >
      <Input.Wrapper label={t('calendar.weekdays')} required>
        <Chip.Group multiple value={weekdays} onChange={setWeekdays}>
          <Group gap={6}>
            {WEEKDAYS.map((day) => (
              <Chip key={day} value={String(day)} size="sm">
                {t(`calendar.weekday.${day}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Group gap="xs" grow>
        <TextInput
          type="time"
          label={t('calendar.time')}
          value={draft.time}
          onChange={(event) => setDraft({ ...draft, time: event.currentTarget.value })}
          required
        />
        <TextInput
          type="date"
          label={t('calendar.from')}
          value={draft.date}
          min={today}
          onChange={(event) => setDraft({ ...draft, date: event.currentTarget.value })}
          required
        />
        <TextInput
          type="date"
          label={t('calendar.until')}
          value={until}
          min={draft.date}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <PlanFields plan={draft.plan} onChange={(plan) => setDraft({ ...draft, plan })} />
      <Text size="xs" c="dimmed">
        {t('calendar.seriesHelp')}
      </Text>
    </FormDialog>
  );
}
