/** The one extension of a call (C10). */

import { extendCall } from '../../../shared/actions/desk.ts';
import { EXTENSION_MS } from '../../../shared/call-time.ts';
import type { CallHead } from '../../../shared/views/common.ts';
import { ActButton, type ActButtonProps } from '../../desk/act-button.tsx';
import { wholeMinutes } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { whyNotExtend } from '../queue/may.ts';

interface Props extends Pick<ActButtonProps, 'hotkey' | 'size'> {
  session: Parameters<typeof whyNotExtend>[0];
  call: CallHead;
}

export function ExtendButton({ session, call, ...rest }: Props) {
  const t = useT();
  const run = useRun();
  const whyNot = whyNotExtend(session, call);
  return (
    <ActButton
      {...rest}
      variant="default"
      disabled={whyNot !== null}
      title={whyNot === null ? undefined : t(whyNot)}
      act={() => run(extendCall, { sessionId: session.id, callId: call.id })}
    >
      {t(call.extendedMs > 0 ? 'stage.extended' : 'stage.extend', { minutes: wholeMinutes(EXTENSION_MS) })}
    </ActButton>
  );
}
