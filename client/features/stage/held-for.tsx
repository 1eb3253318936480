import type { CallHead } from '../../../shared/views/common.ts';
import { elapsed } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useServerNow } from '../../realtime/react.tsx';

/** Who is held, and since when. */
export function HeldFor({ call, number, name }: { call: CallHead; number: number; name: string }) {
  const t = useT();
  const now = useServerNow();
  return <span>{t('stage.heldFor', { number, name, time: elapsed(now - (call.heldAt ?? now)) })}</span>;
}
