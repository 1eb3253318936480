/** In the turn: no pictures either way, to spare the data, and back again. */
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

interface SoundOnlySwitchProps {
  ticket: TicketView;
  /** Turned off by rule, and the network is good again (C12): the way back stands out. */
  offered?: boolean;
}

export function SoundOnlySwitch({
  ticket: { ticketId, participation, ladder },
  offered = false,
}: SoundOnlySwitchProps) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  if (participation === 'phone') return null;
  const other = participation === 'video' ? 'audio' : 'video';
  return (
    <>
      <Button
        wide
        kind={offered && ladder?.soundFor === 'network' ? 'primary' : 'plain'}
        busy={busy}
        onClick={() => void act(() => client.action(enterWaitingRoom, { ticketId, participation: other }))}
      >
        {t(other === 'audio' ? 'live.toSound' : 'live.toVideo')}
      </Button>
      <RefusalText refusal={refusal} />
    </>
  );
}
