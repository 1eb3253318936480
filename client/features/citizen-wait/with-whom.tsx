/** With whom one will speak, and that a desk changed it. */
import type { TicketView } from '../../../shared/views/all.ts';
import { useT } from '../../ui/texts.ts';

/** Several are told as “one or the other”: whoever is free first calls. */
export const whomOf = ({ withWhom }: TicketView, t: ReturnType<typeof useT>): string =>
  withWhom
    .map(({ who, seatName, isRoom }) => (isRoom ? t('punctuation.qualified', { name: seatName, note: who }) : who))
    .reduce((one, other) => (one === '' ? other : t('wait.or', { one, other })), '');

export function WithWhom({ ticket }: { ticket: TicketView }) {
  const t = useT();
  const who = whomOf(ticket, t);
  const first = ticket.withWhom[0];
  if (!first) return null;
  if (ticket.sentTo === null) return <p>{t('wait.with', { who })}</p>;
  return (
    <p className="note good" role="status">
      {ticket.sentTo === 'room' ? t('wait.sentToRoom', { who }) : t('wait.sentToLeader', { who })}
    </p>
  );
}
