/** One session: the programme after a tap, what it is about, its number, and how the queue works. */
import { useState } from 'react';
import { showSession } from '../../../shared/actions/public.ts';
import { useQuery } from '../../api/use-query.ts';
import { AudienceQuestions } from '../../features/citizen-session/audience-questions.tsx';
import { SessionFacts, StateTag } from '../../features/citizen-session/facts.tsx';
import { hasProgramme } from '../../features/citizen-session/has-programme.ts';
import { policyText } from '../../features/citizen-session/policy-text.ts';
import { TakeNumber } from '../../features/citizen-session/take-number.tsx';
import { ownOf, useOwn } from '../../features/citizen-session/use-own-tickets.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { onDemand } from '../../ui/on-demand.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

const Watching = onDemand(() => import('../../features/citizen-session/watching.tsx'), Loading);

const REFRESH_MS = 20_000;

export default function SessionPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const sessionId = params.session ?? '';
  const { data, error, reload } = useQuery(showSession, { sessionId }, { everyMs: REFRESH_MS });
  const own = useOwn();
  const [watching, setWatching] = useState(false);
  if (!data) {
    return <Page title={t('session.title')}>{error ? <Failed refusal={error} onRetry={reload} /> : <Loading />}</Page>;
  }
  const { session } = data;
  return (
    <Page title={session.title} width="wide">
      <p>
        <StateTag session={session} /> <span className="soft">{t('session.number', { number: session.number })}</span>
      </p>
      <div className="columns">
        <div className="stack">
          {!session.public && <p className="note">{t('session.notPublic')}</p>}
          {hasProgramme(session, watching) &&
            (watching ? (
              <Watching sessionId={sessionId} onStop={() => setWatching(false)} onMove={reload} />
            ) : (
              <section className="slate poster">
                <div className="slate-card">
                  <Button kind="primary" onClick={() => setWatching(true)}>
                    {t('session.watchTap')}
                  </Button>
                  <p>{t('session.watchWhat')}</p>
                </div>
              </section>
            ))}
          <section className="card main">
            <SessionFacts session={session} />
            {data.minutes && (
              <ButtonLink href={`/s/${session.id}/minutes`} kind="primary" wide>
                {t('session.minutes')}
              </ButtonLink>
            )}
            <TakeNumber session={session} own={ownOf(own, (id) => id === session.id)} />
          </section>
          <AudienceQuestions session={session} />
        </div>
        <section className="card">
          <h2>{t('session.policy')}</h2>
          <ul className="policy">
            <li>{t(policyText(session.ratio), session.ratio)}</li>
            <li>{t('session.policy2')}</li>
            <li>{t('session.policy3')}</li>
            <li>{t('session.policy4')}</li>
            <li>{t('session.policy5')}</li>
          </ul>
        </section>
      </div>
    </Page>
  );
}
