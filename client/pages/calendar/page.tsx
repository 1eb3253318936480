/** The county's evenings, week by week: planned, moved and called off by the office, read by every desk. */
import { Badge, Button, Group, Menu, Skeleton, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { cancelEvening, type PlannedEvening, postponeEvening, showCalendar } from '../../../shared/actions/calendar.ts';
import { actsAs } from '../../../shared/roles.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { day } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { reviewsPublications } from '../../features/publication/may.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './calendar.module.css';
import { ChangeEvening, NewEvening, NewSeries } from './dialogs.tsx';
import { Holidays } from './holidays.tsx';
import { byWeek, daysAfter } from './plan.ts';
import { useOffice } from './use-office.ts';

const SHOWN_DAYS = 120;
type Open =
  | { readonly what: 'newEvening' | 'newSeries' }
  | { readonly what: 'change' | 'postpone' | 'cancel'; readonly evening: PlannedEvening };

export default function CalendarPage() {
  const t = useT();
  const me = useMe();
  const mayPlan = me.roles.includes('administrator');
  const as = actsAs(me.roles);
  const readsWeek = as.has('moderator') || as.has('aide') || as.has('supervisor');
  // By the device's date; the county's own comes with the answer.
  const from = daysAfter(new Date().toISOString().slice(0, 10), -7);
  const asked = useAsk(showCalendar, { from, until: daysAfter(from, SHOWN_DAYS) }, { everyMs: 60_000 });
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const today = asked.data?.today ?? from;
  const evenings = asked.data?.evenings ?? [];
  // They are in no week any more.
  const postponed = evenings.filter(({ state, date }) => state === 'postponed' && date < today);
  const groups = [
    ...(postponed.length > 0 ? [['postponed', postponed] as const] : []),
    ...byWeek(evenings.filter((one) => !postponed.includes(one))),
  ];
  const holidays = new Map(asked.data?.days.filter(({ works }) => !works).map(({ date, name }) => [date, name]));
  return (
    <Shell title={t('calendar.title')}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={1}>{t('calendar.title')}</Title>
          <Group gap="xs">
            {readsWeek && (
              <Button component={Link} to="/desk/calendar/week" variant="default" size="sm">
                {t('week.title')}
              </Button>
            )}
            <Button component="a" href="/calendar.ics" variant="default" size="sm">
              {t('calendar.subscribe')}
            </Button>
            {mayPlan && asked.data && (
              <>
                <Button variant="default" size="sm" onClick={() => setOpen({ what: 'newEvening' })}>
                  {t('calendar.newEvening')}
                </Button>
                <Button size="sm" onClick={() => setOpen({ what: 'newSeries' })}>
                  {t('calendar.newSeries')}
                </Button>
              </>
            )}
          </Group>
        </Group>
        {asked.isPending && <Skeleton h={240} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && (
          <div className={css.grid}>
            <Stack gap="sm">
              {evenings.length === 0 && <Text>{t(mayPlan ? 'calendar.noneYet' : 'home.none')}</Text>}
              {groups.map(([group, its]) => (
                <Panel
                  key={group}
                  title={group === 'postponed' ? t('calendar.postponed') : t('calendar.weekOf', { date: group })}
                >
                  <ul className={css.evenings}>
                    {its.map((evening) => (
                      <Evening
                        key={evening.sessionId}
                        evening={evening}
                        zone={asked.data.zone}
                        holiday={holidays.get(evening.date)}
                        onOpen={mayPlan ? (what) => setOpen({ what, evening }) : null}
                      />
                    ))}
                  </ul>
                </Panel>
              ))}
            </Stack>
            <Holidays days={asked.data.days} mayEdit={mayPlan} />
          </div>
        )}
      </Stack>
      <NewEvening opened={open?.what === 'newEvening'} onClose={close} today={today} />
      <NewSeries opened={open?.what === 'newSeries'} onClose={close} today={today} />
      <ChangeEvening
        evening={open?.what === 'change' ? open.evening : null}
        evenings={evenings}
        onClose={close}
        today={today}
      />
      <CallOff
        evening={open?.what === 'postpone' || open?.what === 'cancel' ? open.evening : null}
        what={open?.what === 'postpone' ? 'postpone' : 'cancel'}
        onClose={close}
      />
    </Shell>
  );
}

function Evening({
  evening,
  zone,
  holiday,
  onOpen,
}: {
  evening: PlannedEvening;
  zone: string;
  holiday: string | undefined;
  onOpen: ((what: 'change' | 'postpone' | 'cancel') => void) | null;
}) {
  const t = useT();
  const language = useLanguage();
  const { roles } = useMe();
  const moderates = actsAs(roles).has('moderator');
  const { state, plan } = evening;
  const changes = state === 'scheduled' || state === 'postponed';
  const off = state === 'cancelled' || state === 'postponed';
  return (
    <li className={css.evening} data-off={off || undefined}>
      <div className={css.when}>
        <strong>{day(evening.startsAt, zone, language)}</strong>
        <span>{evening.time}</span>
      </div>
      <div className={css.what}>
        <span>
          <Link to={`/s/${evening.sessionId}`} reloadDocument>
            {t('session.number', { number: evening.number })} {plan.title}
          </Link>{' '}
          <Badge variant="light" color={off ? 'gray' : 'blue'} miw="max-content">
            {t(`sessionState.${state}`)}
          </Badge>
          {plan.public && (
            <Badge variant="outline" ml={4} miw="max-content">
              {t('home.isPublic')}
            </Badge>
          )}
          {holiday && state === 'scheduled' && (
            <Badge color="orange.3" c="dark.9" ml={4} miw="max-content">
              {t('calendar.onHoliday', { name: holiday })}
            </Badge>
          )}
        </span>
        <Text size="xs" c="dimmed">
          {plan.seats
            .map((seat) => (seat.unitId === null ? `${seat.officialTitle} ${seat.officialName}` : seat.name))
            .join(' · ')}{' '}
          · {t('calendar.people', { count: evening.people })}
          {evening.listed > 0 && ` · ${t('calendar.listed', { count: evening.listed })}`}
          {evening.reason ? ` · ${evening.reason}` : ''}
        </Text>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={t('calendar.actionsOf', { date: evening.date })}>
            {t('calendar.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={`/s/${evening.sessionId}/poster`} target="_blank">
            {t('calendar.poster')}
          </Menu.Item>
          <Menu.Item component="a" href={`/s/${evening.sessionId}/qr.svg`} target="_blank">
            {t('calendar.code')}
          </Menu.Item>
          {(moderates || actsAs(roles).has('aide') || actsAs(roles).has('official')) && (
            <Menu.Item component={Link} to={`/desk/briefing/${evening.sessionId}`}>
              {t('briefing.title')}
            </Menu.Item>
          )}
          {(moderates || roles.includes('supervisor')) && (
            <Menu.Item component={Link} to={`/desk/log/${evening.sessionId}`}>
              {t('eveningLog.title')}
            </Menu.Item>
          )}
          {(moderates || roles.includes('supervisor')) && evening.startsAt < serverNow() && (
            <Menu.Item component="a" href={`/api/sessions/${evening.sessionId}/ledger.xlsx`} download>
              {t('calendar.ledger')}
            </Menu.Item>
          )}
          {reviewsPublications(roles) && state === 'ended' && (
            <Menu.Item component={Link} to={`/desk/minutes?session=${evening.sessionId}`}>
              {t('minutesDesk.title')}
            </Menu.Item>
          )}
          {moderates && (
            <Menu.Item component={Link} to={`/desk/moderator/${evening.sessionId}`}>
              {t('calendar.desk')}
            </Menu.Item>
          )}
          {onOpen && changes && <Menu.Item onClick={() => onOpen('change')}>{t('calendar.change')}</Menu.Item>}
          {onOpen && (state === 'scheduled' || state === 'lobby') && (
            <Menu.Item onClick={() => onOpen('postpone')}>{t('calendar.postpone')}</Menu.Item>
          )}
          {onOpen && (changes || state === 'lobby') && (
            <Menu.Item color="red" onClick={() => onOpen('cancel')}>
              {t('calendar.cancel')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function CallOff({
  evening,
  what,
  onClose,
}: {
  evening: PlannedEvening | null;
  what: 'postpone' | 'cancel';
  onClose: () => void;
}) {
  const t = useT();
  const office = useOffice();
  const [following, setFollowing] = useState(false);
  const close = () => {
    setFollowing(false);
    onClose();
  };
  const submit = async (reason: string) => {
    if (!evening) return null;
    const { sessionId } = evening;
    return what === 'postpone'
      ? office(postponeEvening, { sessionId, reason }, ({ told }) => t('calendar.calledOff', { told }))
      : office(cancelEvening, { sessionId, reason, following }, ({ told }) => t('calendar.calledOff', { told }));
  };
  return (
    <ReasonDialog
      title={t(what === 'postpone' ? 'calendar.postpone' : 'calendar.cancel')}
      opened={evening !== null}
      onClose={close}
      suggestions={(['weather', 'absent', 'line'] as const).map((key) => ({ text: t(`calendar.reason.${key}`) }))}
      submitLabel={t(what === 'postpone' ? 'calendar.postpone' : 'calendar.cancel')}
      onSubmit={submit}
    >
      {evening && (
        <Text size="sm">
          {evening.date} {evening.time} {evening.plan.title} · {t('calendar.people', { count: evening.people })}
          <br />
          {t(what === 'postpone' ? 'calendar.postponeWhat' : 'calendar.cancelWhat')}
        </Text>
      )}
      {what === 'cancel' && evening?.seriesId && (
        <Switch
          label={t('calendar.cancelFollowing')}
          checked={following}
          onChange={(event) => setFollowing(event.currentTarget.checked)}
        />
      )}
    </ReasonDialog>
  );
}
