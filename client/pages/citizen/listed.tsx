/** On the waiting list of an evening that is booked out: where one stands, and what became of it (Q2). */
import type * as z from 'zod/mini';
import { leaveList, showListed } from '../../../shared/actions/waitlist.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { navigate } from '../../app/router.tsx';
import { keepDraft, readDraft } from '../../features/citizen-join/draft.ts';
import { ReadAloud } from '../../features/citizen-wait/read-aloud.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';

const REFRESH_MS = 15_000;
type Listed = z.infer<typeof showListed.result>;

export default function ListedPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const entryId = params.entry ?? '';
  const { data, error, reload } = useQuery(showListed, { entryId }, { everyMs: REFRESH_MS });
  if (!data) {
    return <Page title={t('listed.title')}>{error ? <Failed refusal={error} onRetry={reload} /> : <Loading />}</Page>;
  }
  const title = t(`listed.state.${data.state}`);
  const { sessionId } = data;
  return (
    <Page title={title}>
      <p className="big">
        {data.sessionTitle}
        <br />
        <strong>
          {dayOf(data.startsAt, data.zone)} {clockOf(data.startsAt, data.zone)}
        </strong>
      </p>
      {data.place !== null && <Place listed={data} place={data.place} />}
      {data.ticketId !== null && (
        <ButtonLink href={`/s/${sessionId}/wait/${data.ticketId}`} kind="primary" wide>
          {t('listed.toNumber')}
        </ButtonLink>
      )}
      {data.state === 'invited' && (
        <>
          <p className="big">{t('listed.invitedWhat')}</p>
          <Button kind="primary" wide onClick={() => walkIn(data)}>
            {t('session.take')}
          </Button>
        </>
      )}
      <dl className="facts">
        <dt>{t('listed.who')}</dt>
        <dd>{data.name}</dd>
        <dt>{t('over.matter')}</dt>
        <dd>{data.subject}</dd>
      </dl>
      {data.state === 'listed' && <p className="note good">{t('listed.what')}</p>}
      <ReadAloud text={aloud(t, title, data)} />
      {(data.state === 'listed' || data.state === 'invited') && <Leave entryId={entryId} onLeft={reload} />}
      <ButtonLink href="/" kind="quiet" wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}

function Place({ listed, place }: { listed: Listed; place: number }) {
  const t = useT();
  const ahead = place - 1;
  const said = ahead === 0 ? t('listed.first') : t('wait.placeSaid', { count: ahead });
  return (
    <section className="place" aria-label={said}>
      <p className="sr-only" role="status">
        {said}
      </p>
      <div aria-hidden="true">
        {ahead === 0 ? (
          <p className="place-next">{t('listed.first')}</p>
        ) : (
          <p className="place-line">
            <span>{t('wait.ahead')}</span>
            <strong>{ahead}</strong>
            <span>{t('wait.aheadUnit')}</span>
          </p>
        )}
      </div>
      <p className="big">{t('listed.honest', { count: listed.bookedPlaces })}</p>
      {listed.repeat && <p>{t('listed.repeat')}</p>}
    </section>
  );
}

function Leave({ entryId, onLeft }: { entryId: string; onLeft: () => void }) {
  const t = useT();
  const { busy, refusal, act } = useAct();
  const leave = async () => {
    await callAction(leaveList, { entryId });
    onLeft();
  };
  return (
    <>
      <RefusalText refusal={refusal} />
      <Confirm
        ask={t('listed.leave')}
        question={t('listed.leaveAsk')}
        yes={t('listed.leaveYes')}
        busy={busy}
        onYes={() => void act(leave)}
      />
    </>
  );
}

/** What was written down for the list is there when a number is taken; what is agreed to is read once more. */
function walkIn({ sessionId, name, placeName, subject, more, publicName }: Listed): void {
  const [township = '', village = ''] = placeName.split(' ');
  const words = { name, township, village, subject, more, publicName };
  keepDraft(sessionId, { ...readDraft(sessionId), ...words, another: true, step: 'consent' });
  navigate(`/s/${sessionId}/join`);
}

function aloud(t: ReturnType<typeof useT>, title: string, { state, place, sessionTitle }: Listed): string {
  const standing = place === null ? '' : place === 1 ? t('listed.first') : t('wait.placeSaid', { count: place - 1 });
  const what = state === 'listed' ? t('listed.what') : state === 'invited' ? t('listed.invitedWhat') : '';
  return [title, sessionTitle, standing, what].filter(Boolean).join(' ');
}
