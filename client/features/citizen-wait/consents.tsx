/** Each consent can be given or taken back at any time (T6); it takes effect at once. */
import { useState } from 'react';
import { changeConsent } from '../../../shared/actions/ticket.ts';
import { CONSENT_SCOPES, type ConsentScope } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Confirm, Question } from '../../ui/confirm.tsx';
import { Tick } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

const LABEL = {
  call: ['join.consentCall', 'join.consentCallHint'],
  recording: ['join.consentRecording', 'join.consentRecordingHint'],
  broadcast: ['join.consentBroadcast', 'join.consentBroadcastHint'],
} as const;

interface ConsentsProps {
  ticket: TicketView;
  /** Of the words that are shown; nothing can be agreed to before it is known. */
  version: string | null;
  /** The county opened the session to the public; otherwise nothing is broadcast. */
  open: boolean;
  scopes?: readonly ConsentScope[];
  /** A call that the public may be watching: both ways of the broadcast are asked once more. */
  live?: boolean;
}

function useConsent({ ticket, version }: Pick<ConsentsProps, 'ticket' | 'version'>) {
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const set = async (scope: ConsentScope, given: boolean): Promise<void> => {
    if (version === null) return;
    await act(() => client.action(changeConsent, { ticketId: ticket.ticketId, scope, given, version }));
  };
  return { busy, refusal, set };
}

export function Consents({ ticket, version, open, scopes = CONSENT_SCOPES, live = false }: ConsentsProps) {
  const t = useT();
  const { busy, refusal, set } = useConsent({ ticket, version });
  const [asked, setAsked] = useState(false);
  if (version === null) return null;
  const broadcast = ticket.consent.broadcast;
  return (
    <details className="card">
      <summary>{t('wait.consents')}</summary>
      <p className="soft">{t('wait.consentsWhat')}</p>
      {scopes
        .filter((scope) => open || scope !== 'broadcast')
        .map((scope) => (
          <Tick
            key={scope}
            label={t(LABEL[scope][0])}
            hint={t(LABEL[scope][1])}
            checked={ticket.consent[scope]}
            disabled={busy}
            onChange={(given) => (live && scope === 'broadcast' ? setAsked(true) : void set(scope, given))}
          />
        ))}
      {asked && (
        <Question
          question={t(broadcast ? 'live.takeOffAsk' : 'live.putOnAsk')}
          yes={t(broadcast ? 'live.takeOff' : 'live.putOn')}
          busy={busy}
          onYes={() => void set('broadcast', !broadcast).then(() => setAsked(false))}
          onNo={() => setAsked(false)}
        />
      )}
      <RefusalText refusal={refusal} />
    </details>
  );
}

/** In a call that the moderator made public: out of the broadcast, and back, each after one question. */
export function BroadcastChoice({ ticket, version }: Pick<ConsentsProps, 'ticket' | 'version'>) {
  const t = useT();
  const { busy, refusal, set } = useConsent({ ticket, version });
  if (version === null) return null;
  return (
    <>
      {ticket.consent.broadcast ? (
        <Confirm
          key="off"
          kind="plain"
          ask={t('live.takeOff')}
          question={t('live.takeOffAsk')}
          yes={t('live.takeOff')}
          busy={busy}
          onYes={() => void set('broadcast', false)}
        />
      ) : (
        <Confirm
          key="on"
          ask={t('live.putOn')}
          question={t('live.putOnAsk')}
          yes={t('live.putOn')}
          busy={busy}
          onYes={() => void set('broadcast', true)}
        />
      )}
      <RefusalText refusal={refusal} />
    </>
  );
}
