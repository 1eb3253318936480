/** Everything about the chosen ticket, and what may be done with it. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { logSpokenConsent } from '../../../shared/actions/desk.ts';
import { CONSENT_SCOPES } from '../../../shared/states.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { dayAndTime, hourMinute, plainDate } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { Facts } from '../../desk/panel.tsx';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { roomSeats } from '../stage/seats.ts';
import stageCss from '../stage/stage.module.css';
import { Additions, stampOf } from './additions.tsx';
import { ApproveForm } from './approve-form.tsx';
import { EarlierBars } from './earlier-bars.tsx';
import { OfferStep } from './offer-step.tsx';
import { isEnded, type Row } from './order.ts';
import { PhoneNumber } from './phone-number.tsx';
import { TicketActions } from './ticket-actions.tsx';
import type { Asked } from './ticket-dialogs.tsx';
import { Told } from './told.tsx';
import { TroublePanel } from './trouble-panel.tsx';

interface Props {
  view: ViewOf<'moderator'>;
  row: Row;
  onAsk: (asked: Asked, ticketId: string) => void;
  onSelect: (ticketId: string) => void;
}

/** With its date where the number was taken on another day than the evening's. */
function takenAt({ session: { startsAt, zone } }: ViewOf<'moderator'>, { takenAt: at }: Row, language: string): string {
  const isToday = plainDate(at, zone) === plainDate(startsAt, zone);
  return isToday ? hourMinute(at, zone, language) : dayAndTime(at, zone, language);
}

export function TicketPanel({ view, row, onAsk, onSelect }: Props) {
  const t = useT();
  const language = useLanguage();
  const sessionId = view.session.id;
  return (
    <Stack gap="sm" key={row.ticketId}>
      <div>
        <Group gap="xs">
          <Text fw={700} size="lg">
            {t('ticketNumber', { number: row.number })} {row.name}
          </Text>
          <Badge variant="light" color={row.state === 'live' ? 'blue' : 'gray'}>
            {t(`ticketState.${row.state}`)}
          </Badge>
          {row.passes > 0 && (
            <Badge variant="light" color="orange">
              {t('passesLong', { count: row.passes })}
            </Badge>
          )}
        </Group>
        <Text>{row.subject}</Text>
      </div>
      {row.setBack && <Text size="sm">{t('details.setBack')}</Text>}
      {row.lastFailure && (
        <span className={stageCss.warn}>
          <Icon name="warning" size={14} /> {t('details.lastFailure', { reason: inWords('why', row.lastFailure) })}
        </span>
      )}
      <EarlierBars ticketId={row.ticketId} zone={view.session.zone} />
      {row.ended && <Ending ended={row.ended} zone={view.session.zone} />}
      {row.more && (
        <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {row.more}
        </Text>
      )}
      {row.added && <Additions ticketId={row.ticketId} stamp={stampOf(row.added)} />}
      <Facts
        rows={[
          [t('details.place'), row.placeName],
          ...(row.takenBy === null ? [] : [[t('details.takenBy'), row.takenBy] as const]),
          [t('details.lane'), t(`lane.${row.lane}`)],
          ...(roomSeats(view.seats).length > 0 ? [[t('details.servedBy'), servedBy(view, row, t)] as const] : []),
          [t('details.since'), takenAt(view, row, language)],
          [
            t('details.takesPart'),
            row.entered
              ? `${t(`participation.${row.participation}`)} · ${t(`presence.${row.presence}`)}`
              : t('presence.never'),
          ],
          [
            t('details.earlier'),
            row.earlierVisits > 0 ? (
              <Link key="earlier" to={`/cases?text=${encodeURIComponent(row.name)}`} target="_blank">
                {t('details.earlierCount', { count: row.earlierVisits })}
              </Link>
            ) : (
              t('details.first')
            ),
          ],
          [
            t('details.phone'),
            row.hasPhone ? (
              <PhoneNumber key={row.ticketId} sessionId={sessionId} ticketId={row.ticketId} />
            ) : (
              t('details.noPhone')
            ),
          ],
        ]}
      />
      <TicketActions view={view} row={row} onAsk={onAsk} />
      {!isEnded(row) && row.state !== 'booked' && <OfferStep sessionId={sessionId} row={row} />}
      {!isEnded(row) && <ApproveForm sessionId={sessionId} row={row} key={`${row.ticketId}${row.approved}`} />}
      {!isEnded(row) && <TroublePanel view={view} row={row} onAsk={onAsk} onSelect={onSelect} />}
      <Told ticketId={row.ticketId} zone={view.session.zone} key={`told ${row.ticketId}`} />
      <Consents sessionId={sessionId} row={row} editable={!isEnded(row)} />
    </Stack>
  );
}

/** Whoever is free first of these calls. */
const servedBy = ({ seats }: Props['view'], { lines }: Row, t: ReturnType<typeof useT>): string =>
  [
    ...(lines.leaders ? [t('send.leader')] : []),
    ...seats.filter(({ id }) => lines.rooms.includes(id)).map(({ name }) => name),
  ].join(' / ');

/** When and how it ended, so that a no-show or a refused one can be looked up. */
function Ending({ ended, zone }: { ended: NonNullable<Row['ended']>; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const words = [
    hourMinute(ended.at, zone, language),
    ended.outcome && t(`outcome.${ended.outcome}`),
    ended.reason,
    ended.whereTo && t('details.whereTo', { whereTo: ended.whereTo }),
  ];
  return <Text size="sm">{t('details.ended', { how: words.filter(Boolean).join(' · ') })}</Text>;
}

function Consents({ sessionId, row, editable }: { sessionId: string; row: Row; editable: boolean }) {
  const t = useT();
  const run = useRun();
  return (
    <section aria-label={t('consents.title')}>
      <Text size="sm" fw={600}>
        {t('consents.title')}
      </Text>
      <Stack gap={4} mt={4}>
        {CONSENT_SCOPES.map((scope) => (
          <Group key={scope} gap="xs" justify="space-between">
            <Text size="sm">
              {t(row.consent[scope] ? 'consents.given' : 'consents.notGiven', { scope: t(`consents.${scope}`) })}
            </Text>
            {editable && (
              <ActButton
                size="compact-xs"
                variant="default"
                act={() =>
                  run(logSpokenConsent, { sessionId, ticketId: row.ticketId, scope, given: !row.consent[scope] })
                }
              >
                {t(row.consent[scope] ? 'consents.logRevoked' : 'consents.logGiven')}
              </ActButton>
            )}
          </Group>
        ))}
      </Stack>
    </section>
  );
}
