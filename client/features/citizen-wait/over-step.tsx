/** The evening ended before the turn came: what is kept, what happens next, and that nothing need be kept open (S4). */
import type { ReactNode } from 'react';
import type { TicketView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { ReadAloud } from './read-aloud.tsx';

interface OverStepProps {
  ticket: TicketView;
  session: SessionHead;
  messages: ReactNode;
}

export function OverStep({ ticket, session, messages }: OverStepProps) {
  const t = useT();
  const calledOff = session.state === 'postponed' || session.state === 'cancelled';
  // Somebody whose call broke off was heard, if not to the end.
  const unfinished = ticket.lastFailure !== null && !calledOff;
  const title = t(calledOff ? 'over.calledOff' : unfinished ? 'over.unfinished' : 'over.title');
  const state = t(`session.state.${session.state}`);
  return (
    <Page title={title}>
      <ConnectionNote />
      <p role="status">
        {session.title} · {state}
      </p>
      <p className="big">{t('over.kept')}</p>
      <dl className="facts">
        <dt>{t('over.number')}</dt>
        <dd>{ticket.number}</dd>
        <dt>{t('over.matter')}</dt>
        <dd>{ticket.subject}</dd>
      </dl>
      <p className="note good big">{t('over.close')}</p>
      {messages}
      <ReadAloud text={`${title} ${t('over.kept')} ${t('over.close')}`} />
      <ButtonLink href="/" kind="primary" wide>
        {t('over.others')}
      </ButtonLink>
    </Page>
  );
}
