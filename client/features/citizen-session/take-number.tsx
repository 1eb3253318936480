/** The one button of a session, or in words why there is none now. */
import type { SessionCard } from '../../../shared/actions/public.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { isOver } from './facts.tsx';
import type { Own } from './use-own-tickets.ts';

export function TakeNumber({ session, own }: { session: SessionCard; own: Own }) {
  const t = useT();
  const holds = own.tickets.length + own.listed.length > 0;
  return (
    <>
      {own.tickets.map((ticket) => (
        <ButtonLink key={ticket.ticketId} href={`/s/${session.id}/wait/${ticket.ticketId}`} kind="primary" wide>
          {t('session.goOn', { number: ticket.number, name: ticket.name })}
        </ButtonLink>
      ))}
      {own.listed.map((entry) => (
        <ButtonLink key={entry.entryId} href={`/s/${session.id}/list/${entry.entryId}`} kind="primary" wide>
          {t('session.goOnListed', { name: entry.name })}
        </ButtonLink>
      ))}
      <Outlook session={session} />
      {session.listing && (
        <p className="note">
          {t(session.listed === 0 ? 'session.listingNone' : 'session.listingNote', { count: session.listed })}
        </p>
      )}
      {mayJoin(session) ? (
        <ButtonLink href={`/s/${session.id}/join`} kind={holds ? 'plain' : 'primary'} wide>
          {t(takeText(session, holds))}
        </ButtonLink>
      ) : (
        <p className="note">{t(whyNoNumber(session))}</p>
      )}
    </>
  );
}

/** Told before somebody books or takes a number in vain (Q5). */
export function Outlook({ session }: { session: SessionCard }) {
  const t = useT();
  if (!session.outlook?.probablyNotTonight) return null;
  return <p className="note warn">{t(session.bookable ? 'session.notTonightBooked' : 'session.notTonightWalkIn')}</p>;
}

/** Whether a number, a place or one on the waiting list can be had now. */
export const mayJoin = ({ admitting, bookable, listing }: SessionCard): boolean => admitting || bookable || listing;

/** What the button that leads to a number says. */
export function takeText({ bookable, listing }: SessionCard, another: boolean) {
  if (listing) return another ? 'session.listAnother' : 'session.list';
  if (bookable) return another ? 'session.bookAnother' : 'session.book';
  return another ? 'session.takeAnother' : 'session.take';
}

export function whyNoNumber(session: SessionCard) {
  if (isOver(session)) return 'session.overNote';
  return session.state === 'scheduled' ? 'session.notBookedNote' : 'session.closedNote';
}
