/** Taking a number: phone, code, who, matter, consent; one thing to do per screen. */
import { useRef, useState } from 'react';
import { citizenMe, citizenSignOut } from '../../../shared/actions/people.ts';
import { showSession } from '../../../shared/actions/public.ts';
import { takeNumber } from '../../../shared/actions/ticket.ts';
import { joinList } from '../../../shared/actions/waitlist.ts';
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { PERSONS_PER_PHONE } from '../../../shared/queue/persons.ts';
import { TICKET_ENDS } from '../../../shared/states.ts';
import { callAction } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';
import { useQuery } from '../../api/use-query.ts';
import { navigate } from '../../app/router.tsx';
import { CodeStep } from '../../features/citizen-join/code-step.tsx';
import { ConsentStep } from '../../features/citizen-join/consent-step.tsx';
import { type JoinStep, STEPS, useDraft } from '../../features/citizen-join/draft.ts';
import { MatterStep } from '../../features/citizen-join/matter-step.tsx';
import { PhoneStep } from '../../features/citizen-join/phone-step.tsx';
import { WhoStep } from '../../features/citizen-join/who-step.tsx';
import { mayJoin, Outlook, takeText, whyNoNumber } from '../../features/citizen-session/take-number.tsx';
import { ReadAloud } from '../../features/citizen-wait/read-aloud.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

export default function JoinPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const sessionId = params.session ?? '';
  const shown = useQuery(showSession, { sessionId });
  const me = useQuery(citizenMe, {});
  const { draft, change, clear } = useDraft(sessionId);
  const taking = useAct();
  // Until the server was asked again who this is.
  const [verifiedHere, setVerifiedHere] = useState(false);
  const attempt = useRef({ content: '', commandId: '' });

  const failed = shown.error ?? me.error;
  if (!shown.data || !me.data) {
    return (
      <Page title={t('session.take')}>
        {failed ? (
          <Failed
            refusal={failed}
            onRetry={() => {
              shown.reload();
              me.reload();
            }}
          />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }

  const { session, places } = shown.data;
  const taken = me.data.tickets.filter((ticket) => ticket.sessionId === sessionId && ticket.state !== 'left');
  const held = taken.filter((ticket) => !(TICKET_ENDS as readonly string[]).includes(ticket.state));
  const listed = me.data.listed.filter((entry) => entry.sessionId === sessionId);
  const isFull = taken.length + listed.length >= PERSONS_PER_PHONE;
  const verified = verifiedHere || me.data.phoneMasked !== null;
  const onPhone = draft.step === 'phone' || draft.step === 'code';
  const goTo = (step: JoinStep) => {
    change({ step });
    window.scrollTo(0, 0);
  };

  const take = () =>
    taking.act(async () => {
      const input = {
        sessionId,
        name: draft.name,
        place: [draft.township, draft.village].filter(Boolean).join(' '),
        subject: draft.subject,
        more: draft.more,
        publicName: draft.publicName,
        consent: {
          call: draft.call,
          recording: draft.recording,
          broadcast: session.public && draft.broadcast,
          version: CONSENT_VERSION,
        },
      };
      // The same content tried again is the same intention (T3).
      const content = JSON.stringify([session.listing, input]);
      if (attempt.current.content !== content) attempt.current = { content, commandId: randomId() };
      try {
        const command = { commandId: attempt.current.commandId };
        const given = session.listing
          ? await callAction(joinList, input, command)
          : { ...(await callAction(takeNumber, input, command)), entryId: null };
        clear();
        const there = given.ticketId === null ? `list/${given.entryId}` : `wait/${given.ticketId}`;
        navigate(`/s/${sessionId}/${there}`, { replace: true });
      } catch (error) {
        const { code } = error as { code?: string };
        // Booked out, or opened, while this was written: what can be had now is asked anew.
        if (code === 'SESSION_FULL' || code === 'WRONG_STATE') shown.reload();
        if (code === 'NOT_SIGNED_IN') {
          setVerifiedHere(false);
          me.reload();
          goTo('phone');
        }
        throw error;
      }
    });
  const inQueue = taking.refusal?.code === 'ALREADY_IN_QUEUE' ? taking.refusal.details : undefined;
  const already = inQueue?.ticketId ? `wait/${inQueue.ticketId}` : inQueue?.entryId && `list/${inQueue.entryId}`;

  if (held.length + listed.length > 0 && !draft.another) {
    return (
      <Page title={t('join.heldTitle')}>
        <p>{t('join.heldWhat')}</p>
        {held.map((ticket) => (
          <ButtonLink key={ticket.ticketId} href={`/s/${sessionId}/wait/${ticket.ticketId}`} kind="primary" wide>
            {t('session.goOn', { number: ticket.number, name: ticket.name })}
          </ButtonLink>
        ))}
        {isFull && <p className="note">{t('join.phoneFull', { most: PERSONS_PER_PHONE })}</p>}
        {listed.map((entry) => (
          <ButtonLink key={entry.entryId} href={`/s/${sessionId}/list/${entry.entryId}`} kind="primary" wide>
            {t('session.goOnListed', { name: entry.name })}
          </ButtonLink>
        ))}
        {!isFull && mayJoin(session) && (
          <Button wide onClick={() => change({ another: true, step: 'who', name: '', publicName: '' })}>
            {t(takeText(session, true))}
          </Button>
        )}
      </Page>
    );
  }
  if (!mayJoin(session)) {
    return (
      <Page title={t('session.take')}>
        <p className="note">{t(whyNoNumber(session))}</p>
        <ButtonLink href={`/s/${sessionId}`} kind="primary" wide>
          {t('action.back')}
        </ButtonLink>
      </Page>
    );
  }
  if (verified && onPhone) {
    return (
      <Page title={t('join.knownTitle')}>
        <p className="big">{me.data.phoneMasked}</p>
        <p>{t('join.knownWhat')}</p>
        <Button kind="primary" wide onClick={() => goTo('who')}>
          {t('join.knownYes')}
        </Button>
        <Button
          wide
          busy={taking.busy}
          onClick={() =>
            void taking.act(async () => {
              await callAction(citizenSignOut, {});
              setVerifiedHere(false);
              change({ step: 'phone', phone: '' });
              me.reload();
            })
          }
        >
          {t('join.otherPhone')}
        </Button>
        <RefusalText refusal={taking.refusal} />
      </Page>
    );
  }
  const step: JoinStep = !verified && !onPhone ? 'phone' : draft.step;
  const back = STEPS[STEPS.indexOf(step) - 1];
  return (
    <Page title={t(`join.title.${step === 'who' && draft.another ? 'whoOther' : step}`)}>
      <Progress step={step} />
      <Outlook session={session} />
      {session.listing && (
        <p className="note">
          {t(session.listed === 0 ? 'session.listingNone' : 'session.listingNote', { count: session.listed })}
        </p>
      )}
      <ReadAloud kind="quiet" text={aloud(t, step, session.public, draft.another)} />
      {step === 'phone' && (
        <PhoneStep
          phone={draft.phone}
          onPhone={(phone) => change({ phone })}
          onSent={(askAgainAt) => {
            change({ askAgainAt });
            goTo('code');
          }}
        />
      )}
      {step === 'code' && (
        <CodeStep
          phone={draft.phone}
          askAgainAt={draft.askAgainAt}
          onAskAgainAt={(askAgainAt) => change({ askAgainAt })}
          onOtherPhone={() => goTo('phone')}
          onVerified={() => {
            setVerifiedHere(true);
            goTo('who');
            me.reload();
          }}
        />
      )}
      {step === 'who' && <WhoStep draft={draft} places={places} onChange={change} onDone={() => goTo('matter')} />}
      {step === 'matter' && <MatterStep draft={draft} onChange={change} onDone={() => goTo('consent')} />}
      {step === 'consent' && (
        <ConsentStep
          draft={draft}
          open={session.public}
          submit={t(session.listing ? 'session.list' : session.bookable ? 'join.book' : 'session.take')}
          busy={taking.busy}
          onChange={change}
          onDone={() => void take()}
        />
      )}
      <RefusalText refusal={taking.refusal} />
      {typeof already === 'string' && (
        <ButtonLink href={`/s/${sessionId}/${already}`} kind="primary" wide>
          {t('join.toHeld')}
        </ButtonLink>
      )}
      {back && step !== 'who' && step !== 'code' && (
        <Button kind="quiet" wide onClick={() => goTo(back)}>
          {t('join.stepBack')}
        </Button>
      )}
    </Page>
  );
}

/** What the spoken help reads on a step: everything that is agreed to, and what to fill in. */
function aloud(t: ReturnType<typeof useT>, step: JoinStep, open: boolean, another: boolean): string {
  const keys: Record<JoinStep, readonly Parameters<typeof t>[0][]> = {
    phone: ['join.phone', 'join.phoneHint'],
    code: ['join.code', 'join.codeHint'],
    who: [
      ...(another
        ? (['join.nameOfOther', 'join.nameOfOtherHint'] as const)
        : (['join.name', 'join.nameHint'] as const)),
      ...(['join.township', 'join.village'] as const),
    ],
    matter: ['join.subject', 'join.subjectHint', 'join.more'],
    consent: [
      ...(['join.consentCall', 'join.consentCallHint', 'join.consentRecording', 'join.consentRecordingHint'] as const),
      ...(open ? (['join.consentBroadcast', 'join.consentBroadcastHint'] as const) : []),
      ...(['join.publicName', 'join.publicNameHint', 'join.consentRevocable'] as const),
    ],
  };
  return keys[step].map((key) => t(key)).join(' ');
}

function Progress({ step }: { step: JoinStep }) {
  const t = useT();
  const at = STEPS.indexOf(step);
  return (
    <div className="stack tight">
      <p className="soft">{t('join.progress', { step: at + 1, of: STEPS.length })}</p>
      <ol className="steps" aria-hidden="true">
        {STEPS.map((one, index) => (
          <li key={one} data-done={index <= at || undefined} />
        ))}
      </ol>
    </div>
  );
}
