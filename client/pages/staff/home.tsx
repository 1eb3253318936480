/** Tonight's session and the doors that this person's roles open. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { listSessions, type SessionCard } from '../../../shared/actions/public.ts';
import { actsAs, mayBeOnDuty, readsCases, type StaffRole, supervises } from '../../../shared/roles.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime, hourMinute } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Facts, Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { CaseworkHome } from '../../features/case-home/casework-home.tsx';
import { Reminders } from '../../features/case-time/reminders.tsx';
import { largeFor } from '../../features/leader-home/large.ts';
import { LeaderHome } from '../../features/leader-home/leader-home.tsx';
import { hasPromises } from '../../features/promise-list/may.ts';
import { TerminalsPanel } from '../../features/terminals/terminals-panel.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { inOrder } from './session-order.ts';

const DOORS = [
  { role: 'moderator', key: 'doors.moderator', path: (id: string) => `/desk/moderator/${id}` },
  { role: 'aide', key: 'doors.aide', path: (id: string) => `/desk/official/${id}` },
  { role: 'official', key: 'doors.screen', path: (id: string) => `/screen/${id}` },
  { role: 'villageOfficer', key: 'doors.officer', path: (id: string) => `/desk/officer/${id}` },
] as const;

/** A terminal for a township's hall. */
const MAY_SET_UP = ['aide', 'villageOfficer', 'administrator'] as const;

export default function Home() {
  const t = useT();
  const me = useMe();
  const handles = me.roles.includes('caseworker') || me.roles.includes('unitHead');
  const asked = useAsk(listSessions, {}, { everyMs: 30_000 });
  const [tonight, ...later] = inOrder(asked.data?.sessions ?? [], serverNow());
  return (
    <Shell title={t('nav.tonight')}>
      {asked.isPending && <Skeleton h={200} />}
      {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && (
        <Stack gap="md" className={largeFor(me.roles)}>
          <Title order={1}>{t('home.hello', { name: me.displayName })}</Title>
          {handles && <CaseworkHome />}
          {tonight ? <Tonight session={tonight} roles={me.roles} /> : <Text>{t('home.none')}</Text>}
          {hasPromises(me.roles) && <LeaderHome />}
          {(me.roles.includes('caseworker') || me.roles.includes('unitHead') || me.roles.includes('supervisor')) && (
            <Reminders />
          )}
          {MAY_SET_UP.some((role) => me.roles.includes(role)) && <TerminalsPanel />}
          {later.length > 0 && (
            <Panel title={t('home.later')}>
              <Stack gap="xs">
                {later.map((session) => (
                  <Group key={session.id} justify="space-between" wrap="wrap" gap="xs">
                    <Text size="sm">
                      {t('session.number', { number: session.number })} {session.title}
                    </Text>
                    <Doors session={session} roles={me.roles} small />
                  </Group>
                ))}
              </Stack>
            </Panel>
          )}
        </Stack>
      )}
    </Shell>
  );
}

function Tonight({ session, roles }: { session: SessionCard; roles: readonly StaffRole[] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <Panel
      title={`${t('session.number', { number: session.number })} ${session.title}`}
      aside={<Badge variant="light">{t(`sessionState.${session.state}`)}</Badge>}
    >
      <Stack gap="md">
        <Facts
          rows={[
            [t('home.topic'), session.topic],
            [
              t('home.when'),
              `${dayAndTime(session.startsAt, session.zone, language)} – ${hourMinute(session.endsAt, session.zone, language)}`,
            ],
            [
              t('home.officials'),
              session.officials
                .map(({ name, title }) => t('punctuation.qualified', { name, note: title }))
                .join(' · ') || '–',
            ],
            [t('home.public'), t(session.public ? 'home.isPublic' : 'home.notPublic')],
            [t('home.waiting'), t('home.people', { count: session.waiting })],
          ]}
        />
        <Doors session={session} roles={roles} />
      </Stack>
    </Panel>
  );
}

function Doors({ session, roles, small }: { session: SessionCard; roles: readonly StaffRole[]; small?: boolean }) {
  const t = useT();
  const as = actsAs(roles);
  const me = useMe();
  const doors: { key: string; path: string; label: string }[] = [
    ...DOORS.filter(({ role }) => as.has(role)).map(({ role, key, path }) => ({
      key: role,
      path: path(session.id),
      label: t(key),
    })),
    ...session.rooms
      .filter((room) => mayBeOnDuty(me, room))
      .map(({ seatId, name }) => ({
        key: seatId,
        path: `/desk/duty/${session.id}/${seatId}`,
        label: t('doors.room', { name }),
      })),
  ];
  if (doors.length === 0 && readsCases(roles)) {
    // Their work is there, whichever session it came from.
    return small ? null : (
      <Group gap="sm">
        {supervises(roles) && (
          <Button component={Link} to="/desk/supervise">
            {t('nav.supervise')}
          </Button>
        )}
        <Button component={Link} to="/cases" variant={supervises(roles) ? 'default' : 'filled'}>
          {t('nav.cases')}
        </Button>
        {as.has('supervisor') && (
          <Button component={Link} to={`/desk/log/${session.id}`} variant="default">
            {t('eveningLog.title')}
          </Button>
        )}
      </Group>
    );
  }
  if (doors.length === 0) return <Text size="sm">{t('doors.none')}</Text>;
  return (
    <Group gap="sm">
      {as.has('aide') || as.has('moderator') || as.has('official') ? (
        <Button
          component={Link}
          to={`/desk/briefing/${session.id}`}
          size={small ? 'compact-sm' : 'md'}
          variant="default"
          style={{ order: 1 }}
        >
          {t('briefing.title')}
        </Button>
      ) : null}
      {!small && MAY_SET_UP.some((role) => as.has(role)) && (
        <Button component="a" href={`/kiosk/${session.id}`} variant="default" size="md" style={{ order: 2 }}>
          {t('doors.terminal')}
        </Button>
      )}
      {doors.map(({ key, path, label }, index) => (
        <Button
          key={key}
          component={Link}
          to={path}
          size={small ? 'compact-sm' : 'md'}
          variant={index === 0 && !small ? 'filled' : 'default'}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
