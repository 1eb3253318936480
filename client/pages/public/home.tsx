/** The county's front door: tonight's session, its number, the coming ones, how it goes. */
import { useState } from 'react';
import { listSessions, type SessionCard } from '../../../shared/actions/public.ts';
import { serverNow } from '../../api/server-time.ts';
import { useQuery } from '../../api/use-query.ts';
import { Link } from '../../app/router.tsx';
import { byInterest } from '../../features/citizen-session/by-interest.ts';
import { isOver, isRunning, SessionFacts, StateTag } from '../../features/citizen-session/facts.tsx';
import { TakeNumber } from '../../features/citizen-session/take-number.tsx';
import { type Own as Held, ownOf, useOwn } from '../../features/citizen-session/use-own-tickets.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf, isSameDay } from '../../ui/time.ts';

const REFRESH_MS = 30_000;
/** So many coming evenings are listed at first. */
const SOON = 4;

export default function HomePage() {
  const t = useT();
  const { data, error, reload } = useQuery(listSessions, {}, { everyMs: REFRESH_MS });
  const own = useOwn();
  const [all, setAll] = useState(false);
  const open = (data?.sessions ?? []).filter((session) => !isOver(session)).sort(byInterest);
  const next = open[0];
  const later = open.filter((session) => session !== next);
  const over = (data?.sessions ?? []).filter(isOver).sort((a, b) => b.startsAt - a.startsAt);
  return (
    <Page title={t('home.title')} heading={data ? <CountyName name={data.county.name} /> : t('brand')} width="wide">
      <p className="big">{t('home.lead')}</p>
      {!data && !error && <Loading />}
      {!data && error && <Failed refusal={error} onRetry={reload} />}
      {data && (
        <div className="columns">
          <div className="stack">
            {next ? (
              <section className="card main" aria-labelledby="next-session">
                <p>
                  <StateTag session={next} />
                </p>
                <h2 id="next-session">
                  {isSameDay(next.startsAt, serverNow(), next.zone) ? t('home.tonight') : t('home.next')}
                  {' · '}
                  {next.title}
                </h2>
                <SessionFacts session={next} brief />
                <TakeNumber session={next} own={ownOf(own, (id) => id === next.id)} />
                <ButtonLink href={`/s/${next.id}`} kind="quiet" wide>
                  {t(next.public && isRunning(next) ? 'home.watch' : 'home.more')}
                </ButtonLink>
              </section>
            ) : (
              <p className="note">{t('home.none')}</p>
            )}
            <Own own={ownOf(own, (id) => id !== next?.id)} sessions={data.sessions} />
            {later.length > 0 && (
              <section className="stack tight">
                <h2>{t('home.later')}</h2>
                <SessionLinks sessions={all ? later : later.slice(0, SOON)} />
                {!all && later.length > SOON && (
                  <Button kind="quiet" wide onClick={() => setAll(true)}>
                    {t('home.all', { count: later.length })}
                  </Button>
                )}
              </section>
            )}
            {over.length > 0 && (
              <section className="stack tight">
                <h2>{t('home.over')}</h2>
                <SessionLinks sessions={over.slice(0, 3)} withState />
              </section>
            )}
          </div>
          <div className="stack">
            <section className="card">
              <h2>{t('home.how')}</h2>
              <ol className="how">
                <li>{t('home.how1')}</li>
                <li>{t('home.how2')}</li>
                <li>{t('home.how3')}</li>
                <li>{t('home.how4')}</li>
              </ol>
            </section>
            <Link href="/board" className="link-row">
              {t('home.board')}
            </Link>
            <Link href="/minutes" className="link-row">
              {t('home.minutes')}
            </Link>
            <Link href="/my" className="link-row">
              {t('home.my')}
            </Link>
            <Link href="/check" className="link-row">
              {t('home.check')}
            </Link>
            {data.demo && (
              <section className="card">
                <h2>{t('home.demo')}</h2>
                <p className="soft">{t('home.demoWhat')}</p>
                <Link href="/outbox" className="link-row">
                  {t('outbox.title')}
                </Link>
                <a href="/desk" className="link-row">
                  {t('home.desks')}
                </a>
              </section>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

/** Places in other evenings than the next. */
function Own({ own, sessions }: { own: Held; sessions: readonly SessionCard[] }) {
  const t = useT();
  const held = [
    ...own.tickets.map(({ ticketId, sessionId, number, name }) => ({
      href: `/s/${sessionId}/wait/${ticketId}`,
      sessionId,
      what: t('home.ownNumber', { number, name }),
    })),
    ...own.listed.map(({ entryId, sessionId, name }) => ({
      href: `/s/${sessionId}/list/${entryId}`,
      sessionId,
      what: t('session.goOnListed', { name }),
    })),
  ];
  // A list is of no use once its evening is over.
  const shown = held.filter(
    ({ href, sessionId }) => href.includes('/wait/') || sessions.some(({ id }) => id === sessionId),
  );
  if (shown.length === 0) return null;
  return (
    <section className="stack tight">
      <h2>{t('home.own')}</h2>
      {shown.map(({ href, sessionId, what }) => {
        const session = sessions.find(({ id }) => id === sessionId);
        return (
          <ButtonLink key={href} href={href} wide>
            <span>
              {session && (
                <>
                  {dayOf(session.startsAt, session.zone)}
                  <br />
                </>
              )}
              {what}
            </span>
          </ButtonLink>
        );
      })}
    </section>
  );
}

function CountyName({ name }: { name: string }) {
  const t = useT();
  return (
    <>
      {name}
      <br />
      {t('brand')}
    </>
  );
}

function SessionLinks({ sessions, withState = false }: { sessions: readonly SessionCard[]; withState?: boolean }) {
  return (
    <ul className="plain-list">
      {sessions.map((session) => (
        <li key={session.id}>
          <Link href={`/s/${session.id}`} className="link-row">
            <span>
              <strong>
                {dayOf(session.startsAt, session.zone)} {clockOf(session.startsAt, session.zone)}
              </strong>
              <br />
              {session.title} · {session.topic}
              {withState && (
                <>
                  {' '}
                  <StateTag session={session} />
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
