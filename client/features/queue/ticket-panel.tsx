/** Everything about the chosen ticket, and what may be done with it. */
import { Badge, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { logSpokenConsent, revealPhone } from '../../../shared/actions/desk.ts';
import { CONSENT_SCOPES } from '../../../shared/states.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { hourMinute } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { Facts } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import stageCss from '../stage/stage.module.css';
import { ApproveForm } from './approve-form.tsx';
import { isEnded, type Row } from './order.ts';
import { TicketActions } from './ticket-actions.tsx';

interface Props {
  view: ViewOf<'moderator'>;
  row: Row;
}

export function TicketPanel({ view, row }: Props) {
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
      {row.lastFailure && (
        <span className={stageCss.warn}>
          <Icon name="warning" size={14} /> {t('details.lastFailure', { reason: row.lastFailure })}
        </span>
      )}
      {row.more && (
        <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {row.more}
        </Text>
      )}
      <Facts
        rows={[
          [t('details.place'), row.placeName],
          [t('details.lane'), t(`lane.${row.lane}`)],
          [t('details.since'), hourMinute(row.waitingSince, view.session.zone, language)],
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
          [t('details.phone'), <Phone key={row.ticketId} sessionId={sessionId} ticketId={row.ticketId} />],
        ]}
      />
      <TicketActions view={view} row={row} />
      {!isEnded(row) && <ApproveForm sessionId={sessionId} row={row} key={`${row.ticketId}${row.approved}`} />}
      <Consents sessionId={sessionId} row={row} editable={!isEnded(row)} />
    </Stack>
  );
}

function Phone({ sessionId, ticketId }: { sessionId: string; ticketId: string }) {
  const t = useT();
  const run = useRun();
  const [phone, setPhone] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket, another number
  useEffect(() => setPhone(null), [ticketId]);
  if (phone === null) {
    return (
      <ActButton
        size="compact-xs"
        variant="default"
        title={t('details.revealHelp')}
        act={() => run(revealPhone, { sessionId, ticketId }).then((found) => setPhone(found?.phone ?? null))}
      >
        {t('details.reveal')}
      </ActButton>
    );
  }
  return (
    <Group gap="xs">
      <span style={{ fontVariantNumeric: 'tabular-nums' }}>{phone}</span>
      <CopyButton value={phone}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? 'details.copied' : 'details.copy')}
          </Button>
        )}
      </CopyButton>
      <Button size="compact-xs" variant="subtle" onClick={() => setPhone(null)}>
        {t('details.hide')}
      </Button>
    </Group>
  );
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
