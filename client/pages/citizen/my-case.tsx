/** One own case: where it stands, what is asked, what was answered, and what its citizen may do, each on a screen of its own. */
import { useState } from 'react';
import { type CaseFile, listMyFiles } from '../../../shared/actions/files.ts';
import { type MyCase, showMyCase } from '../../../shared/actions/my.ts';
import { citizenSignOut } from '../../../shared/actions/people.ts';
import { CITIZEN_FILES_MOST } from '../../../shared/files.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { PromiseList } from '../../features/citizen-session/promise-list.tsx';
import { ReadAloud } from '../../features/citizen-wait/read-aloud.tsx';
import { Publication, Withdraw } from '../../features/my-cases/actions.tsx';
import { Answers } from '../../features/my-cases/answers.tsx';
import { OwnPhotos } from '../../features/my-cases/files.tsx';
import '../../features/my-cases/my.css';
import { PhotoForm } from '../../features/my-cases/photo-form.tsx';
import { RateForm } from '../../features/my-cases/rate-form.tsx';
import { SignIn } from '../../features/my-cases/sign-in.tsx';
import { Progress, StageTag, standsWords } from '../../features/my-cases/stands.tsx';
import { loadMyTexts, type MyT, useMyT } from '../../features/my-cases/texts.ts';
import { WriteForm } from '../../features/my-cases/write-form.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { dayAndClock } from '../../ui/time.ts';

const REFRESH_MS = 5_000;
export const prepare = loadMyTexts;

type Doing = 'add' | 'rate' | 'notSolved' | 'photo';

export default function MyCasePage({ params }: { params: Record<string, string> }) {
  const t = useMyT();
  const { data, error, reload } = useQuery(showMyCase, { number: params.number ?? '' }, { everyMs: REFRESH_MS });
  const caseId = data?.caseId ?? '';
  const listed = useQuery(listMyFiles, { caseId }, { everyMs: REFRESH_MS, enabled: caseId !== '' });
  const files = listed.data?.files ?? [];
  const [doing, setDoing] = useState<Doing | null>(null);
  const [done, setDone] = useState<Doing | 'answer' | null>(null);
  if (error?.code === 'NOT_SIGNED_IN') return <SignIn onSignedIn={reload} />;
  if (error?.code === 'NOT_FOUND') return <NotOfThisPhone onSignedOut={reload} />;
  if (!data) {
    return <Page title={t('my.title')}>{error ? <Failed refusal={error} onRetry={reload} /> : <Loading />}</Page>;
  }
  const go = (what: Doing | null) => {
    setDoing(what);
    setDone(null);
    window.scrollTo(0, 0);
  };
  const finished = (what: Doing | 'answer') => () => {
    setDoing(null);
    setDone(what);
    window.scrollTo(0, 0);
    reload();
    listed.reload();
  };
  if (doing !== null && data.steps.includes(stepOf(doing))) {
    const form = { of: data, onDone: finished(doing), onChanged: reload };
    return (
      <Page title={t(`my.doing.${doing}`)}>
        <p className="soft">{data.subject}</p>
        <ReadAloud kind="quiet" text={aloudOf(doing, t)} />
        {doing === 'rate' && <RateForm {...form} />}
        {doing === 'photo' && <PhotoForm {...form} />}
        {(doing === 'add' || doing === 'notSolved') && <WriteForm {...form} what={doing} />}
        <Button kind="quiet" wide onClick={() => go(null)}>
          {t('action.back')}
        </Button>
      </Page>
    );
  }
  return (
    <Page title={t('my.caseTitle', { number: data.number })} heading={data.subject}>
      <p>
        <StageTag row={data} /> {data.name} · {data.number}
      </p>
      <div role="status">{done !== null && <p className="note good">{t(`my.done.${done}`)}</p>}</div>
      <p className="big">{standsWords(data, data.zone, t)}</p>
      {data.merged && <p className="note">{t('my.merged')}</p>}
      {data.suspended && <p className="note">{t('my.suspended')}</p>}
      {data.question !== null && (
        <section className="card main">
          <h2>{t('my.question')}</h2>
          <p className="written big">{data.question}</p>
          {/* The page keeps to one question: another one begins with an empty field. */}
          <WriteForm key={data.questionAt} of={data} what="answer" onDone={finished('answer')} onChanged={reload} />
        </section>
      )}
      {data.refused && (
        <section className="note good">
          <p>{data.refused.reason}</p>
          <p>{t('after.where')}</p>
          <p className="big">
            <strong>{data.refused.whereTo}</strong>
          </p>
        </section>
      )}
      <Answers of={data} files={files} />
      {data.steps.includes('rate') && (
        <Button kind="primary" wide onClick={() => go('rate')}>
          {t('my.toRate')}
        </Button>
      )}
      {data.steps.includes('notSolved') && (
        <Button wide onClick={() => go('notSolved')}>
          {t('my.toNotSolved')}
        </Button>
      )}
      <ReadAloud text={aloud(data, t)} />
      <Progress of={data} />
      <PromiseList promises={data.promises} />
      <Wrote of={data} files={files} />
      {data.steps.includes('add') && (
        <Button wide onClick={() => go('add')}>
          {t('my.toAdd')}
        </Button>
      )}
      {data.steps.includes('add') && listed.data && ownOf(files) < CITIZEN_FILES_MOST && (
        <Button wide onClick={() => go('photo')}>
          {t('my.toPhoto')}
        </Button>
      )}
      {data.publishable && data.steps.includes('consent') && <Publication of={data} onDone={reload} />}
      <Withdraw of={data} onDone={reload} />
      <ButtonLink href="/my" kind="quiet" wide>
        {t('my.all')}
      </ButtonLink>
    </Page>
  );
}

/** A photo is one more way to add something. */
const stepOf = (doing: Doing) => (doing === 'photo' ? 'add' : doing);

const ownOf = (files: readonly CaseFile[]) => files.filter(({ byCitizen }) => byCitizen).length;

function Wrote({ of, files }: { of: MyCase; files: readonly CaseFile[] }) {
  const t = useMyT();
  return (
    <section className="card">
      <h2>{t('my.wrote')}</h2>
      <p>{of.subject}</p>
      {of.more && <p className="written">{of.more}</p>}
      <p className="soft">
        {of.place && `${of.place} · `}
        {dayAndClock(of.openedAt, of.zone)}
      </p>
      {of.added.length > 0 && (
        <ol className="timeline">
          {of.added.map(({ at, text }) => (
            <li key={at} className="written">
              <time dateTime={new Date(at).toISOString()}>{dayAndClock(at, of.zone)}</time>
              {text}
            </li>
          ))}
        </ol>
      )}
      <OwnPhotos caseId={of.caseId} files={files} />
    </section>
  );
}

/** Opened from a link that belongs to another phone, or mistyped. */
function NotOfThisPhone({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useMyT();
  return (
    <Page title={t('my.title')}>
      <p className="note">{t('my.notHere')}</p>
      <ButtonLink href="/my" kind="primary" wide>
        {t('my.all')}
      </ButtonLink>
      <Button wide onClick={() => void callAction(citizenSignOut, {}).then(onSignedOut)}>
        {t('join.otherPhone')}
      </Button>
    </Page>
  );
}

function aloudOf(doing: Doing, t: MyT): string {
  switch (doing) {
    case 'rate':
      return [t('my.doing.rate'), t('my.marked.solved'), t('my.marked.attitude'), t('my.marked.speed')].join(' ');
    case 'photo':
      return t('my.photoWhat');
    case 'add':
    case 'notSolved':
      return `${t(`my.write.${doing}.label`)} ${t(`my.write.${doing}.hint`)}`;
  }
}

function aloud(of: MyCase, t: MyT): string {
  const answer = of.stage === 'handled' && !of.answeredInCall ? of.replies.at(-1)?.text : undefined;
  return [
    of.subject,
    standsWords(of, of.zone, t),
    of.question,
    answer,
    of.refused && `${of.refused.reason} ${of.refused.whereTo}`,
    of.steps.includes('rate') ? t('my.says.rating') : null,
  ]
    .filter(Boolean)
    .join(' ');
}
