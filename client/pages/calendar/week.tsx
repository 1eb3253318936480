/** The office's plan of one week, to read, to fill in and to print. */
import { Badge, Button, Group, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { setDuty, setRehearsed, showWeek, type WeekEvening } from '../../../shared/actions/week.ts';
import { actsAs } from '../../../shared/roles.ts';
import { useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { day, dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Facts, Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './calendar.module.css';
import { daysAfter } from './plan.ts';
import { useOffice } from './use-office.ts';

export default function WeekPage() {
  const t = useT();
  // In the address, so that a week can be sent and opened again; by the device's date otherwise.
  const [params, setParams] = useSearchParams();
  const shown = params.get('day') ?? new Date().toISOString().slice(0, 10);
  const setShown = (day: string) => setParams({ day }, { replace: true });
  const asked = useAsk(showWeek, { day: shown });
  const { data } = asked;
  const [onDuty, setOnDuty] = useState<WeekEvening | null>(null);
  return (
    <Shell title={t('week.title')}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={1}>{t('week.title')}</Title>
          <Group gap="xs" className={css.noPrint}>
            <Button variant="default" onClick={() => setShown(daysAfter(shown, -7))}>
              {t('week.before')}
            </Button>
            <Button variant="default" onClick={() => setShown(daysAfter(shown, 7))}>
              {t('week.after')}
            </Button>
            <Button onClick={() => window.print()}>{t('week.print')}</Button>
          </Group>
        </Group>
        {asked.isPending && <Skeleton h={240} />}
        {asked.error && !data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {data && (
          <>
            <Text size="sm">
              {data.from} – {data.until}
            </Text>
            {data.evenings.length === 0 && <Text>{t('week.none')}</Text>}
            {data.evenings.map((evening) => (
              <Evening key={evening.sessionId} evening={evening} zone={data.zone} onDuty={() => setOnDuty(evening)} />
            ))}
          </>
        )}
      </Stack>
      <DutyDialog
        evening={onDuty}
        zone={data?.zone ?? 'UTC'}
        units={data?.units ?? []}
        onClose={() => setOnDuty(null)}
      />
    </Shell>
  );
}

function Evening({ evening, zone, onDuty }: { evening: WeekEvening; zone: string; onDuty: () => void }) {
  const t = useT();
  const language = useLanguage();
  const office = useOffice();
  const as = actsAs(useMe().roles);
  const { sessionId, rehearsed } = evening;
  const mark = () => void office(setRehearsed, { sessionId, rehearsed: rehearsed === null }, () => t('week.saved'));
  return (
    <Panel
      title={`${day(evening.startsAt, zone, language)} ${evening.time} · ${evening.title}`}
      aside={
        <Group gap={4}>
          {evening.missing.map((what) => (
            <Badge key={what} color="orange.3" c="dark.9" miw="max-content">
              {t(`week.missing.${what}`)}
            </Badge>
          ))}
          {evening.missing.length === 0 && <Badge variant="light">{t(`sessionState.${evening.state}`)}</Badge>}
        </Group>
      }
    >
      <Facts
        rows={[
          [
            t('week.attends'),
            evening.seats.map(({ name, officialTitle, officialName, unitName }) => (
              <div key={name}>
                {name}: {unitName ?? `${officialTitle} ${officialName || '–'}`}
              </div>
            )),
          ],
          [
            t('week.duty'),
            evening.duty.length === 0
              ? '–'
              : evening.duty.map(({ unitId, unitName, name, reach }) => (
                  <div key={unitId}>
                    {unitName} {name} {reach}
                  </div>
                )),
          ],
          [
            t('week.places'),
            t('week.placesWhat', { taken: evening.placesTaken, left: evening.placesLeft, listed: evening.listed }),
          ],
          [
            t('week.rehearsed'),
            rehearsed ? `${dayAndTime(rehearsed.at, zone, language)} ${rehearsed.by}` : t('week.notRehearsed'),
          ],
        ]}
      />
      <Group gap="xs" mt="xs" className={css.noPrint}>
        {as.has('moderator') && (
          <Button size="compact-sm" variant="default" onClick={onDuty}>
            {t('week.setDuty')}
          </Button>
        )}
        {as.has('aide') || as.has('moderator') ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              component={Link}
              to={`/desk/rehearsal?session=${encodeURIComponent(sessionId)}`}
            >
              {t('week.rehearse')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={mark}>
              {t(rehearsed ? 'week.takeBack' : 'week.mark')}
            </Button>
          </>
        ) : null}
      </Group>
    </Panel>
  );
}

interface DutyProps {
  evening: WeekEvening | null;
  zone: string;
  units: readonly { readonly id: string; readonly name: string }[];
  onClose: () => void;
}

/** One department at a time; what it has now stands there when it is chosen. */
function DutyDialog({ evening, zone, units, onClose }: DutyProps) {
  const t = useT();
  const language = useLanguage();
  const office = useOffice();
  const [unitId, setUnitId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [reach, setReach] = useState('');
  const choose = (id: string | null) => {
    const officer = evening?.duty.find((one) => one.unitId === id);
    setUnitId(id);
    setName(officer?.name ?? '');
    setReach(officer?.reach ?? '');
  };
  const close = () => {
    choose(null);
    onClose();
  };
  const save = async () => {
    if (!evening || !unitId) return null;
    const input = { sessionId: evening.sessionId, unitId, name: name.trim() || null, reach: reach.trim() || null };
    return office(setDuty, input, () => t('week.saved'));
  };
  return (
    <FormDialog
      title={t('week.setDuty')}
      opened={evening !== null}
      onClose={close}
      onSubmit={save}
      submitLabel={t('action.save')}
      canSubmit={unitId !== null}
    >
      {evening && (
        <Text size="sm">
          {day(evening.startsAt, zone, language)} {evening.time} · {evening.title}
        </Text>
      )}
      <Select
        label={t('week.unit')}
        data={units.map(({ id, name: label }) => ({ value: id, label }))}
        value={unitId}
        onChange={choose}
        required
      />
      <TextInput
        label={t('week.officer')}
        description={t('week.officerHelp')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={40}
      />
      <TextInput
        label={t('week.reach')}
        value={reach}
        onChange={(event) => setReach(event.currentTarget.value)}
        maxLength={30}
      />
    </FormDialog>
  );
}
