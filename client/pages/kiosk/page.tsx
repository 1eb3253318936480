/**
 * A terminal in a township's hall: staff set it up once; then whoever comes takes a number, and whoever has no phone takes
 * part here when called. What is typed lives in this page's memory alone, and a reload ends it.
 */
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { showSession } from '../../../shared/actions/public.ts';
import { setUpTerminal, showTerminal } from '../../../shared/actions/terminal.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { useLeaveGuard } from '../../app/router.tsx';
import { forgetPerson } from '../../features/citizen-kiosk/idle.ts';
import { KioskDesk } from '../../features/citizen-kiosk/kiosk-desk.tsx';
import { terminalStanding } from '../../features/citizen-kiosk/standing.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

/** Whoever is called has 60 s to answer (Q4). */
const TURNS_EVERY_MS = 2000;

export default function KioskPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const sessionId = params.session ?? '';
  const shown = useQuery(showSession, { sessionId }, { everyMs: 20_000 });
  const terminal = useQuery(showTerminal, { sessionId }, { everyMs: TURNS_EVERY_MS });
  const [clean, setClean] = useState(false);
  // Whoever was here before a crash or a power cut is signed out before anything is shown.
  const isTerminal = terminal.data !== undefined;
  useEffect(() => {
    if (isTerminal) void forgetPerson().finally(() => setClean(true));
  }, [isTerminal]);
  /** By a reload, which leaves no memory; in place of this page, so that Back finds nothing. */
  const startAgain = useCallback(() => {
    void forgetPerson().finally(() => location.replace(location.href));
  }, []);
  const standing = terminalStanding(isTerminal, terminal.error);
  const ended = standing === 'ended';
  const back = useLeaveGuard(isTerminal && !ended);
  useEffect(() => {
    if (back.asking) startAgain();
  }, [back.asking, startAgain]);

  useEffect(() => {
    if (ended) void forgetPerson();
  }, [ended]);

  if (ended || standing === 'notSetUp') return <SetUp sessionId={sessionId} ended={ended} />;
  const failed = shown.error ?? terminal.error;
  if (!clean || !shown.data || !terminal.data) {
    return (
      <Page title={t('kiosk.title')} calm>
        {failed && !(shown.data && terminal.data) ? (
          <Failed
            refusal={failed}
            onRetry={() => {
              shown.reload();
              terminal.reload();
            }}
          />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  return (
    <KioskDesk
      session={shown.data.session}
      places={shown.data.places}
      name={terminal.data.name}
      turns={terminal.data.turns}
      expected={terminal.data.expected}
      held={terminal.data.held}
      unheard={standing === 'unheard'}
      onStartAgain={startAgain}
    />
  );
}

/** `ended`: whoever comes by has to see that it calls nobody any more. */
function SetUp({ sessionId, ended }: { sessionId: string; ended: boolean }) {
  const t = useT();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, refusal, act } = useAct();
  const missing = name.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    void act(async () => {
      await callAction(setUpTerminal, { name });
      location.replace(`/kiosk/${sessionId}`);
    });
  };
  return (
    <Page title={t(ended ? 'kiosk.ended' : 'kiosk.setUp')} calm>
      {ended && (
        <p className="note bad big" role="alert">
          {t('kiosk.endedWhat')}
        </p>
      )}
      <p>{t('kiosk.setUpWhat')}</p>
      <form className="card main" noValidate onSubmit={submit}>
        <TextField
          label={t('kiosk.name')}
          hint={t('kiosk.nameHint')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={tried && missing ? t('kiosk.nameMissing') : undefined}
          maxLength={LIMITS.name}
          autoComplete="off"
        />
        <Button type="submit" kind="primary" wide busy={busy}>
          {t('kiosk.begin')}
        </Button>
      </form>
      <RefusalText refusal={refusal} />
      {(refusal?.code === 'NOT_SIGNED_IN' || refusal?.code === 'FORBIDDEN') && (
        <>
          <p>{t('kiosk.notStaff')}</p>
          <a className="button wide" href={`/sign-in?to=${encodeURIComponent(`/kiosk/${sessionId}`)}`}>
            {t('kiosk.toSignIn')}
          </a>
        </>
      )}
    </Page>
  );
}
