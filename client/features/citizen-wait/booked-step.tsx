/** A place in an evening that is still to come: when, which number, and what to do until then. */
import { type ReactNode, useState } from 'react';
import type { TicketView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf } from '../../ui/time.ts';
import { EditMatter, MoveBooking } from './change-booking.tsx';
import { GiveUp } from './give-up.tsx';
import { ReadAloud } from './read-aloud.tsx';
import { MoreWays } from './ways.tsx';

interface BookedStepProps {
  ticket: TicketView;
  session: SessionHead;
  messages: ReactNode;
}

export function BookedStep({ ticket, session, messages }: BookedStepProps) {
  const t = useT();
  const [changing, setChanging] = useState<'words' | 'evening' | null>(null);
  const day = dayOf(session.startsAt, session.zone);
  const time = clockOf(session.startsAt, session.zone);
  const slot = ticket.slotAt ?? session.startsAt;
  const back = () => setChanging(null);
  if (changing === 'words') return <EditMatter ticket={ticket} onBack={back} />;
  if (changing === 'evening') return <MoveBooking ticket={ticket} sessionId={session.id} onBack={back} />;
  return (
    <Page title={t('booked.title')}>
      <ConnectionNote />
      <p className="big">
        {session.title}
        <br />
        <strong>
          {day} {time}
        </strong>
      </p>
      <dl className="facts">
        <dt>{t('booked.slot')}</dt>
        <dd>{t('booked.about', { time: clockOf(slot, session.zone) })}</dd>
        <dt>{t('over.number')}</dt>
        <dd>{ticket.number}</dd>
        <dt>{t('over.matter')}</dt>
        <dd>{ticket.subject}</dd>
      </dl>
      <p className="note good">{t('booked.what')}</p>
      {messages}
      <ReadAloud text={`${t('booked.title')} ${session.title} ${day} ${time} ${t('booked.what')}`} />
      <a className="button wide" href={`/s/${session.id}/evening.ics`}>
        {t('booked.calendar')}
      </a>
      <MoreWays ticketId={ticket.ticketId} />
      <ButtonLink href="/check" wide>
        {t('booked.check')}
      </ButtonLink>
      <Button wide onClick={() => setChanging('evening')}>
        {t('booked.move')}
      </Button>
      {!ticket.approved && (
        <Button wide onClick={() => setChanging('words')}>
          {t('booked.edit')}
        </Button>
      )}
      <GiveUp ticketId={ticket.ticketId} />
      <ButtonLink href="/" kind="quiet" wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
