/** Passing over somebody who was called: counts the 60 s down in itself and opens when they are over (Q4). */
import { passOver } from '../../../shared/actions/desk.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { elapsed } from '../../desk/format.ts';
import { KEYS } from '../../desk/keys.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useServerNow } from '../../realtime/react.tsx';
import { whyNotPassOver } from './may.ts';
import type { Row } from './order.ts';

export function PassOverButton({ sessionId, row, withKey }: { sessionId: string; row: Row; withKey?: boolean }) {
  const t = useT();
  const run = useRun();
  const now = useServerNow();
  const why = whyNotPassOver(row, now);
  const leftMs = why === 'mayNot.answerTime' && row.answerBy !== null ? row.answerBy - now : 0;
  const label = t(row.participation === 'phone' ? 'greenRoom.notReached' : 'ticketAction.passOver');
  return (
    <ActButton
      variant="default"
      hotkey={withKey ? KEYS.passOver : undefined}
      disabled={why !== null}
      title={why === null ? undefined : t(why)}
      act={() => run(passOver, { sessionId, ticketId: row.ticketId })}
    >
      {label}
      {leftMs > 0 && ` ${elapsed(leftMs + 999)}`}
    </ActButton>
  );
}
