/** The one button of a session, or in words why there is none now. */
import type { SessionCard } from '../../../shared/actions/public.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { isOver } from './facts.tsx';

export interface OwnTicket {
  readonly ticketId: string;
  readonly number: number;
  readonly name: string;
}

export function TakeNumber({ session, own }: { session: SessionCard; own: readonly OwnTicket[] }) {
  const t = useT();
  return (
    <>
      {own.map((ticket) => (
        <ButtonLink key={ticket.ticketId} href={`/s/${session.id}/wait/${ticket.ticketId}`} kind="primary" wide>
          {t('session.goOn', { number: ticket.number, name: ticket.name })}
        </ButtonLink>
      ))}
      {session.admitting || session.bookable ? (
        <ButtonLink href={`/s/${session.id}/join`} kind={own.length > 0 ? 'plain' : 'primary'} wide>
          {t(takeText(session, own.length > 0))}
        </ButtonLink>
      ) : (
        <p className="note">{t(whyNoNumber(session))}</p>
      )}
    </>
  );
}

/** What the button that leads to a number says. */
export const takeText = ({ bookable }: SessionCard, another: boolean) =>
  bookable ? (another ? 'session.bookAnother' : 'session.book') : another ? 'session.takeAnother' : 'session.take';

export function whyNoNumber(session: SessionCard) {
  if (isOver(session)) return 'session.overNote';
  return session.state === 'scheduled' ? 'session.bookedOutNote' : 'session.closedNote';
}
