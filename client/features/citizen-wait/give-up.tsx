/** Giving the number back, with a question before it. */
import { leaveQueue } from '../../../shared/actions/ticket.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

export function GiveUp({ ticketId }: { ticketId: string }) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  return (
    <>
      <RefusalText refusal={refusal} />
      <Confirm
        ask={t('wait.leave')}
        question={t('wait.leaveAsk')}
        yes={t('wait.leaveYes')}
        busy={busy}
        onYes={() => void act(() => client.action(leaveQueue, { ticketId }))}
      />
    </>
  );
}
