/** Whom this officer took numbers for: whoever is called first, then by number. Nobody else is here (T5). */
import { Badge, Button, Text } from '@mantine/core';
import { useEffect } from 'react';
import type * as z from 'zod/mini';
import type { takenNumbers } from '../../../shared/actions/proxy.ts';
import { TICKET_ENDS } from '../../../shared/states.ts';
import { useT } from '../../desk/texts.ts';
import css from './officer.module.css';

type Taken = z.infer<typeof takenNumbers.result>['tickets'][number];

const isOver = ({ state }: Taken): boolean => (TICKET_ENDS as readonly string[]).includes(state);
const rank = (ticket: Taken): number => (ticket.called ? 0 : isOver(ticket) ? 2 : 1);

export function TakenList({ sessionId, tickets }: { sessionId: string; tickets: readonly Taken[] }) {
  const t = useT();
  const called = tickets.filter((ticket) => ticket.called);
  useTitleOf(called.map(({ number, name }) => t('officer.taken', { number, name })).join(' · '));
  if (tickets.length === 0) return <Text size="sm">{t('officer.none')}</Text>;
  return (
    <>
      <ul className={css.list}>
        {[...tickets]
          .sort((a, b) => rank(a) - rank(b) || b.number - a.number)
          .map((ticket) => (
            <Row key={ticket.ticketId} sessionId={sessionId} ticket={ticket} />
          ))}
      </ul>
      <div role="status">
        {called.length > 0 && (
          <Text size="sm" fw={600}>
            {t('officer.called')}
          </Text>
        )}
      </div>
    </>
  );
}

/** Its tab says who is called while another one is looked at. */
function useTitleOf(words: string): void {
  useEffect(() => {
    if (words === '') return;
    const before = document.title;
    document.title = `● ${words}`;
    return () => {
      document.title = before;
    };
  }, [words]);
}

function Row({ sessionId, ticket }: { sessionId: string; ticket: Taken }) {
  const t = useT();
  const { number, name } = ticket;
  return (
    <li className={css.row} data-called={ticket.called || undefined}>
      <div className={css.who}>
        <strong>{t('officer.taken', { number, name })}</strong>{' '}
        <Badge variant="light" color={ticket.called ? 'blue' : 'gray'}>
          {t(`ticketState.${ticket.state}`)}
        </Badge>
        <Text size="xs" c="dimmed">
          {ticket.placeName} · {ticket.subject} ·{' '}
          {ticket.phoneMasked === null
            ? t('officer.withoutPhone')
            : t('officer.withPhone', { phone: ticket.phoneMasked })}
          {!ticket.entered && ticket.participation !== 'phone' && !isOver(ticket) && ` · ${t('officer.notEntered')}`}
        </Text>
      </div>
      <Button
        component="a"
        href={`/s/${sessionId}/wait/${ticket.ticketId}`}
        target="_blank"
        variant={ticket.called ? 'filled' : 'default'}
        size="compact-sm"
        aria-label={t('officer.openFor', { number, name })}
      >
        {t('officer.open')}
      </Button>
    </li>
  );
}
