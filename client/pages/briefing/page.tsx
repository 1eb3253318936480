/** What the leader of an evening is to know beforehand, to read and to print. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { type BriefingPerson, type BriefingPromise, openBriefing } from '../../../shared/actions/briefing.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime, hourMinute, plainDate } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './briefing.module.css';

/** Every look is written down: it is asked for once, and not by itself. */
const ONCE_MS = 600_000;

export default function BriefingPage() {
  const t = useT();
  const language = useLanguage();
  const sessionId = useParams().session ?? '';
  const asked = useAsk(openBriefing, { sessionId }, { staleMs: ONCE_MS });
  const { data } = asked;
  return (
    <Shell title={t('briefing.title')}>
      {asked.isPending && <Skeleton h={240} />}
      {asked.error && !data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
      {data && (
        <Stack gap="sm">
          <Group justify="space-between">
            <div>
              <Title order={1}>
                {t('session.number', { number: data.session.number })} {data.session.title} · {t('briefing.title')}
              </Title>
              <Text size="sm">
                {dayAndTime(data.session.startsAt, data.session.zone, language)} ·{' '}
                {data.session.seats.map((seat) => `${seat.officialTitle} ${seat.officialName}`).join(' · ')} ·{' '}
                {t('calendar.people', { count: data.people })}
              </Text>
            </div>
            <Button component="a" href={`/api/sessions/${sessionId}/briefing.pdf`} download>
              {t('briefing.file')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('briefing.logged')}
          </Text>
          {data.open.length > 0 && (
            <Panel title={t('briefing.open', { count: data.open.length })}>
              <Promises promises={data.open} />
            </Panel>
          )}
          {data.groups.length === 0 && <Text>{t('briefing.nobody')}</Text>}
          {data.groups.map(({ categoryCode, categoryName, people }) => (
            <Panel
              key={categoryCode ?? ''}
              title={`${categoryName ?? t('briefing.uncategorised')} · ${t('home.people', { count: people.length })}`}
            >
              <ul className={css.people}>
                {people.map((person) => (
                  <Person key={person.number} person={person} zone={data.session.zone} />
                ))}
              </ul>
            </Panel>
          ))}
        </Stack>
      )}
    </Shell>
  );
}

function Person({ person, zone }: { person: BriefingPerson; zone: string }) {
  const t = useT();
  const language = useLanguage();
  return (
    <li className={css.person}>
      <strong>{t('briefing.number', { number: person.number })}</strong>
      <div>
        <strong>{person.name ?? person.publicName}</strong> {person.placeName}{' '}
        {person.earlierVisits > 0 && (
          <Badge variant="light">{t('briefing.visits', { count: person.earlierVisits })}</Badge>
        )}
        <p>{person.subject || t('briefing.notApproved')}</p>
        {person.more && <p className={css.more}>{person.more}</p>}
        {person.cases.map((one) => (
          <p key={one.number} className={css.more}>
            {t('briefing.earlier')} {one.number} {one.subject} · {t(`case.state.${one.state}`)} ·{' '}
            {plainDate(one.openedAt, zone)}
          </p>
        ))}
        <Promises promises={person.promises} />
      </div>
      <span>{person.slotAt !== null && hourMinute(person.slotAt, zone, language)}</span>
    </li>
  );
}

function Promises({ promises }: { promises: readonly BriefingPromise[] }) {
  const t = useT();
  return promises.map((promise) => (
    <p key={`${promise.caseNumber} ${promise.wording}`} className={css.more}>
      <strong>{promise.dueOn}</strong> {promise.overdue && <Badge color="orange">{t('briefing.overdue')}</Badge>}{' '}
      {promise.wording} · {promise.unitName} · {promise.caseNumber}
    </p>
  ));
}
