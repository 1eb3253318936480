/** At the desk of a department's room: a call that came by itself. */
import type { ViewOf } from '../../../shared/views/all.ts';

type View = Pick<ViewOf<'duty'>, 'calls' | 'rows' | 'summoned'>;

/** The call that was handed over from one view to the next: neither called to this room nor talked in already (C11). */
export const handedOver = (before: View, now: View): string | null =>
  now.calls.find(
    ({ head }) =>
      head.state !== 'ended' &&
      !before.calls.some((one) => one.head.id === head.id) &&
      !before.rows.some(
        (row) => row.ticketId === head.ticketId && (row.state === 'screening' || row.state === 'onDeck'),
      ) &&
      !(before.summoned?.joined && before.summoned.callId === head.id),
  )?.head.id ?? null;
