/** The steps of taking a number at a terminal; the same questions as on a phone, with nothing kept. */
import { type ReactNode, useRef, useState } from 'react';
import { citizenSignOut } from '../../../shared/actions/people.ts';
import { takeNumberFor } from '../../../shared/actions/proxy.ts';
import type { SessionCard } from '../../../shared/actions/public.ts';
import { takeNumber } from '../../../shared/actions/ticket.ts';
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { callAction } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { CodeStep } from '../citizen-join/code-step.tsx';
import { ConsentStep } from '../citizen-join/consent-step.tsx';
import { EMPTY, type JoinDraft } from '../citizen-join/draft.ts';
import { MatterStep } from '../citizen-join/matter-step.tsx';
import { PhoneStep } from '../citizen-join/phone-step.tsx';
import { WhoStep } from '../citizen-join/who-step.tsx';
import type { Given } from './number-slip.tsx';

interface Props {
  session: SessionCard;
  places: readonly { township: string; villages: string[] }[];
  hasPhone: boolean;
  /** Whoever is called meanwhile. */
  calls: ReactNode;
  onTaken: (given: Given) => void;
  onStartAgain: () => void;
}

export function TakeHere({ session, places, hasPhone, calls, onTaken, onStartAgain }: Props) {
  const t = useT();
  const [draft, setDraft] = useState<JoinDraft>({ ...EMPTY, step: hasPhone ? 'phone' : 'who' });
  const taking = useAct();
  const attempt = useRef({ content: '', commandId: '' });
  const change = (changes: Partial<JoinDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const { step } = draft;
  const take = () =>
    taking.act(async () => {
      const { name, township, village, subject, more, publicName, call, recording, broadcast } = draft;
      const input = {
        sessionId: session.id,
        name,
        place: [township, village].filter(Boolean).join(' '),
        subject,
        more,
        publicName,
        consent: { call, recording, broadcast: session.public && broadcast, version: CONSENT_VERSION },
      };
      // The same content again is the same wish (T3).
      const content = JSON.stringify(input);
      if (attempt.current.content !== content) attempt.current = { content, commandId: randomId() };
      const { commandId } = attempt.current;
      const { ticketId, number } = hasPhone
        ? await callAction(takeNumber, input, { commandId })
        : await callAction(takeNumberFor, { ...input, phone: null, byPhone: false }, { commandId });
      // From here on their own phone is who they are; this device is nobody again.
      if (hasPhone) await callAction(citizenSignOut, {});
      onTaken({ ticketId, number, publicName, hasPhone, booked: session.bookable });
    });
  const held = taking.refusal?.code === 'ALREADY_IN_QUEUE' ? taking.refusal.details?.number : undefined;
  return (
    <Page title={t(`join.title.${step === 'who' && draft.another ? 'whoOther' : step}`)} calm>
      {calls}
      {step === 'phone' && (
        <PhoneStep
          phone={draft.phone}
          sharedDevice
          onPhone={(phone) => change({ phone })}
          onSent={(askAgainAt) => change({ askAgainAt, step: 'code' })}
        />
      )}
      {step === 'code' && (
        <CodeStep
          phone={draft.phone}
          askAgainAt={draft.askAgainAt}
          onAskAgainAt={(askAgainAt) => change({ askAgainAt })}
          onOtherPhone={() => change({ step: 'phone' })}
          onVerified={() => change({ step: 'who' })}
        />
      )}
      {step === 'who' && (
        <WhoStep
          draft={draft}
          sharedDevice
          places={places}
          onChange={change}
          onDone={() => change({ step: 'matter' })}
        />
      )}
      {step === 'matter' && <MatterStep draft={draft} onChange={change} onDone={() => change({ step: 'consent' })} />}
      {step === 'consent' && (
        <ConsentStep
          draft={draft}
          open={session.public}
          submit={t(session.bookable ? 'join.book' : 'session.take')}
          busy={taking.busy}
          onChange={change}
          onDone={() => void take()}
        />
      )}
      {typeof held === 'number' && !hasPhone ? (
        <p className="note warn" role="alert">
          {t('kiosk.same', { number: held })}
        </p>
      ) : (
        <RefusalText refusal={taking.refusal} />
      )}
      {(step === 'matter' || step === 'consent') && (
        <Button kind="quiet" wide onClick={() => change({ step: step === 'consent' ? 'matter' : 'who' })}>
          {t('join.stepBack')}
        </Button>
      )}
      <Button kind="quiet" wide onClick={onStartAgain}>
        {t('kiosk.over')}
      </Button>
    </Page>
  );
}
