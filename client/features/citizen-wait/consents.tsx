/** Each consent can be given or taken back at any time (T6); it takes effect at once. */
import { changeConsent } from '../../../shared/actions/ticket.ts';
import { CONSENT_SCOPES, type ConsentScope } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Tick } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

const LABEL = {
  call: ['join.consentCall', 'join.consentCallHint'],
  recording: ['join.consentRecording', 'join.consentRecordingHint'],
  broadcast: ['join.consentBroadcast', 'join.consentBroadcastHint'],
} as const;

export function Consents({ ticket, version, open }: { ticket: TicketView; version: string; open: boolean }) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const set = (scope: ConsentScope, given: boolean) =>
    void act(() => client.action(changeConsent, { ticketId: ticket.ticketId, scope, given, version }));
  return (
    <details className="card">
      <summary>{t('wait.consents')}</summary>
      <p className="soft">{t('wait.consentsWhat')}</p>
      {CONSENT_SCOPES.filter((scope) => open || scope !== 'broadcast').map((scope) => (
        <Tick
          key={scope}
          label={t(LABEL[scope][0])}
          hint={t(LABEL[scope][1])}
          checked={ticket.consent[scope]}
          disabled={busy}
          onChange={(given) => set(scope, given)}
        />
      ))}
      <RefusalText refusal={refusal} />
    </details>
  );
}
