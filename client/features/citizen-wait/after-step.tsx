/** After an end: what came of it, where to go, what is kept. */
import type { ReactNode } from 'react';
import { showSession } from '../../../shared/actions/public.ts';
import { comeBack } from '../../../shared/actions/ticket.ts';
import type { ReplyBy } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useQuery } from '../../api/use-query.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf, plainDate } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';
import { PromiseList } from '../citizen-session/promise-list.tsx';
import { unlockSound } from './alert-turn.ts';
import { Consents } from './consents.tsx';
import { mayRejoin } from './over.ts';
import { ReadAloud } from './read-aloud.tsx';

export function AfterStep({
  ticket,
  sessionId,
  open,
  consentVersion,
  zone,
  messages,
}: {
  ticket: TicketView;
  sessionId: string;
  open: boolean;
  consentVersion: string | null;
  /** `undefined` until the session is known. */
  zone: string | undefined;
  messages: ReactNode;
}) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const { ended } = ticket;
  const left = ticket.state === 'left';
  const again = mayRejoin(ticket.state, ticket.sessionState);
  const { data } = useQuery(showSession, { sessionId }, { enabled: left });
  const due = ended?.due ? t(dueOf(ended.due.by, ticket.hasPhone), { date: plainDate(ended.due.on) }) : '';
  const aloud = [
    t(titleOf(ticket)),
    ended?.outcome ? t(`outcome.${ended.outcome}`) : '',
    due,
    ended?.reason ?? '',
    ended?.whereTo ? `${t('after.where')} ${ended.whereTo}` : '',
    ...(ended?.promises ?? []).map((promise) => promise.wording),
  ];
  const rejoin = () => {
    unlockSound();
    void act(() => client.action(comeBack, { ticketId: ticket.ticketId }));
  };
  return (
    <Page title={t(titleOf(ticket))}>
      {left && <p className="big">{t('after.leftWhat')}</p>}
      {ticket.state === 'noShow' && <p className="big">{t(again ? 'after.noShowWhat' : 'after.noShowOver')}</p>}
      {due && <p className="big">{due}</p>}
      {ended?.carried && zone && (
        <>
          <p className="big">
            {ended.carried.title}
            <br />
            <strong>
              {dayOf(ended.carried.startsAt, zone)} {clockOf(ended.carried.startsAt, zone)}
            </strong>
          </p>
          <p>{t(ended.carried.priority ? 'after.carriedWhat' : 'after.movedWhat', { number: ended.carried.number })}</p>
          <ButtonLink href={`/s/${ended.carried.sessionId}/wait/${ended.carried.ticketId}`} kind="primary" wide>
            {t('after.carried')}
          </ButtonLink>
        </>
      )}
      {again && (
        <Button kind="primary" wide busy={busy} onClick={rejoin}>
          {t('after.rejoin')}
        </Button>
      )}
      <RefusalText refusal={refusal} />
      {ended?.outcome && (
        <p className="big">
          <span className="soft">{t('after.result')}</span>
          <br />
          <strong>{t(`outcome.${ended.outcome}`)}</strong>
        </p>
      )}
      {ended?.reason && (
        <div className="note">
          <p>
            <strong>{t('after.reason')}</strong>
            <br />
            {ended.reason}
          </p>
        </div>
      )}
      {ended?.whereTo && (
        <div className="note good">
          <p>{t('after.where')}</p>
          <p className="big">
            <strong>{ended.whereTo}</strong>
          </p>
        </div>
      )}
      {ended && <PromiseList promises={ended.promises} />}
      {ended && ended.cases.length > 0 && (
        <section className="card">
          <h2>{t('after.cases')}</h2>
          <ul className="plain-list">
            {ended.cases.map((one) => (
              <li key={one.number}>
                <strong>{one.subject}</strong>
                <br />
                <span className="soft">
                  {t('after.caseNumber')} {one.number}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {ended?.receiptToken && (
        <>
          <ButtonLink href={`/r/${ended.receiptToken}`} kind="primary" wide>
            {t('after.receipt')}
          </ButtonLink>
          {ticket.hasPhone && <p className="soft">{t('after.receiptWhat')}</p>}
        </>
      )}
      {left && data?.session.admitting && (
        <ButtonLink href={`/s/${sessionId}/join`} kind="primary" wide>
          {t('after.again')}
        </ButtonLink>
      )}
      {messages}
      <ReadAloud text={aloud.join(' ')} />
      {ticket.state === 'done' && (
        <Consents ticket={ticket} version={consentVersion} open={open} scopes={['recording', 'broadcast']} />
      )}
      <ButtonLink href="/" kind="quiet" wide>
        {t('after.home')}
      </ButtonLink>
    </Page>
  );
}

/** Whoever has no phone is sent no SMS. */
function dueOf(by: ReplyBy, hasPhone: boolean) {
  if (by === 'phone') return 'after.phoneWhat';
  return hasPhone ? 'after.writtenWhat' : 'after.writtenWhatHere';
}

function titleOf(ticket: TicketView) {
  switch (ticket.state) {
    case 'left':
      return 'after.left';
    case 'noShow':
      // Nobody is called before they came to the waiting room.
      return ticket.entered ? 'after.noShow' : 'after.missed';
    case 'deferred':
      if (!ticket.ended?.carried) return 'after.phone';
      return ticket.ended.carried.priority ? 'after.deferred' : 'after.moved';
    case 'refused':
      return 'after.refused';
    case 'written':
      return 'after.written';
    default:
      return ticket.ended?.outcome === 'failed' ? 'after.failed' : 'after.done';
  }
}
