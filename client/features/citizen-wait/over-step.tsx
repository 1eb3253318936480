/** The evening ended before the turn came: whoever waited chooses what happens next (S4), and need keep nothing open. */
import type { ReactNode } from 'react';
import type { TicketView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { Choices } from './choices.tsx';
import { mayChoose } from './over.ts';
import { ReadAloud } from './read-aloud.tsx';

interface OverStepProps {
  ticket: TicketView;
  session: SessionHead;
  messages: ReactNode;
}

export function OverStep({ ticket, session, messages }: OverStepProps) {
  const t = useT();
  const title = t(titleOf(ticket, session));
  const state = t(`session.state.${session.state}`);
  const chooses = mayChoose(ticket.state, session.state);
  const asks = session.state === 'postponed' ? 'over.postponedWhat' : 'over.choose';
  const said = t(chooses ? asks : 'over.close');
  return (
    <Page title={title}>
      <ConnectionNote />
      <p role="status">
        {session.title} · {state}
      </p>
      <p className="big">{said}</p>
      {chooses && <Choices ticket={ticket} />}
      <dl className="facts">
        <dt>{t('over.number')}</dt>
        <dd>{ticket.number}</dd>
        <dt>{t('over.matter')}</dt>
        <dd>{ticket.subject}</dd>
      </dl>
      {messages}
      <ReadAloud text={`${title} ${said}`} />
      <ButtonLink href="/" kind={chooses ? 'quiet' : 'primary'} wide>
        {t('over.others')}
      </ButtonLink>
    </Page>
  );
}

function titleOf({ lastFailure }: TicketView, { state }: SessionHead) {
  if (state === 'postponed') return 'over.postponed';
  if (state === 'cancelled') return 'over.calledOff';
  // Somebody whose call broke off was heard, if not to the end.
  return lastFailure === null ? 'over.title' : 'over.unfinished';
}
