/** Who waits for a department's room, and whoever it called. */
import { Group, Stack, Text } from '@mantine/core';
import { reached, returnToWaiting, toDeck } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { KEYS } from '../../desk/keys.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { Additions, stampOf } from '../../features/queue/additions.tsx';
import { OfferStep } from '../../features/queue/offer-step.tsx';
import { PassOverButton } from '../../features/queue/pass-over-button.tsx';
import { PhoneNumber } from '../../features/queue/phone-number.tsx';
import { Countdown } from '../../features/stage/green-card.tsx';
import stageCss from '../../features/stage/stage.module.css';

type View = ViewOf<'duty'>;
type Row = View['rows'][number];

/** In the order of service: the first is called next. */
export function Line({ view, onSend }: { view: View; onSend: (ticketId: string) => void }) {
  const t = useT();
  const waiting = view.rows.filter(({ state }) => state === 'waiting' || state === 'away');
  if (waiting.length === 0) return <p className={stageCss.quiet}>{t('duty.nobody')}</p>;
  return (
    <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {waiting.map((row) => (
        <li key={row.ticketId} id={`ticket-${row.ticketId}`} tabIndex={-1} className={stageCss.card}>
          <Waiting row={row} />
          <Group gap="xs" justify="space-between">
            <Text size="xs" c="dimmed">
              {[
                row.ticketId === view.nextTicketId ? t('duty.isNext') : null,
                t(row.sentTo ? 'duty.wasSent' : 'duty.byCategory'),
                row.state === 'away' ? t('ticketState.away') : t(`presence.${row.presence}`),
                row.consent.call ? null : t('mayNot.noCallConsent'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            <ActButton
              size="compact-xs"
              variant="default"
              aria-label={t('duty.sendThis', { number: row.number })}
              act={() => {
                onSend(row.ticketId);
                return undefined;
              }}
            >
              {t('ticketAction.send')}
            </ActButton>
          </Group>
        </li>
      ))}
    </Stack>
  );
}

function Waiting({ row }: { row: Row }) {
  const t = useT();
  const category = useCategoryPath();
  return (
    <>
      <Text fw={600}>
        {t('ticketNumber', { number: row.number })} {row.name} · {row.placeName}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {row.subject}
      </Text>
      {row.more && (
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {row.more}
        </Text>
      )}
      {row.added && row.seatId !== null && <Additions ticketId={row.ticketId} stamp={stampOf(row.added)} />}
      <Text size="xs" c="dimmed">
        {[category(row.categoryCode), t(`participation.${row.participation}`)].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

interface CalledProps {
  view: View;
  row: Row;
  /** Somebody is on the call of this room. */
  isBusy: boolean;
  onSend: (ticketId: string) => void;
  act: () => unknown;
}

/** Called: until the answer a countdown, by telephone the number to ring; then to be put through. */
export function CalledCard({ view, row, isBusy, onSend, act }: CalledProps) {
  const t = useT();
  const run = useRun();
  const ofTicket = { sessionId: view.session.id, ticketId: row.ticketId };
  const byPhone = row.participation === 'phone';
  const isReady = row.state === 'onDeck';
  return (
    <Panel
      title={t(isReady ? 'duty.ready' : 'greenRoom.called')}
      aside={
        !row.answered && !byPhone && row.answerBy !== null && !isReady ? <Countdown until={row.answerBy} /> : undefined
      }
    >
      <Stack gap="xs">
        <Waiting row={row} />
        {byPhone && (
          <Group gap="xs" justify="space-between">
            <span className={stageCss.quiet}>{t(isReady ? 'stage.by.phone' : 'greenRoom.ring')}</span>
            <PhoneNumber {...ofTicket} />
          </Group>
        )}
        <Group gap="xs">
          {isReady && (
            <ActButton
              size="md"
              hotkey={KEYS.through}
              disabled={isBusy}
              title={isBusy ? t('deck.busy') : undefined}
              act={async () => act()}
            >
              {t('deck.putThrough')}
            </ActButton>
          )}
          {row.state === 'screening' && row.answered && (
            <ActButton
              disabled={!row.consent.call}
              title={row.consent.call ? undefined : t('mayNot.noCallConsent')}
              act={() => run(toDeck, { ...ofTicket, seatId: view.seatId })}
            >
              {t('greenRoom.toDeck')}
            </ActButton>
          )}
          {row.state === 'screening' && !row.answered && byPhone && (
            <ActButton act={() => run(reached, ofTicket)}>{t('greenRoom.reached')}</ActButton>
          )}
          {row.state === 'screening' && !row.answered && <PassOverButton sessionId={view.session.id} row={row} />}
          <ActButton variant="default" act={() => run(returnToWaiting, { ...ofTicket, reason: 'desk' })}>
            {t('ticketAction.return')}
          </ActButton>
          <ActButton
            variant="default"
            hotkey={KEYS.send}
            act={() => {
              onSend(row.ticketId);
              return undefined;
            }}
          >
            {t('ticketAction.send')}
          </ActButton>
        </Group>
        <OfferStep sessionId={view.session.id} row={row} />
      </Stack>
    </Panel>
  );
}
