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
      {session.admitting ? (
        <ButtonLink href={`/s/${session.id}/join`} kind={own.length > 0 ? 'plain' : 'primary'} wide>
          {t(own.length > 0 ? 'session.takeAnother' : 'session.take')}
        </ButtonLink>
      ) : (
        <p className="note">{t(whyNoNumber(session))}</p>
      )}
    </>
  );
}

export function whyNoNumber(session: SessionCard) {
  if (isOver(session)) return 'session.overNote';
  return session.state === 'scheduled' ? 'session.notYetNote' : 'session.closedNote';
}
