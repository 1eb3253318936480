/** What the moderator may do with one ticket in its present state; the server decides, these are the likely ones. */
import { Group } from '@mantine/core';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { KEYS } from '../../desk/keys.ts';
import { type TextKey, useT } from '../../desk/texts.ts';
import { mayChoose } from '../citizen-wait/over.ts';
import { freeSeat, roomSeats } from '../stage/seats.ts';
import { isAbsent, isOver, whyNotCall, whyNotPhone, whyNotSend } from './may.ts';
import { isEnded, isWaiting, type Row } from './order.ts';
import { PassOverButton } from './pass-over-button.tsx';
import type { Asked } from './ticket-dialogs.tsx';

interface Props {
  view: ViewOf<'moderator'>;
  row: Row;
  onAsk: (asked: Asked, ticketId: string) => void;
}

export function TicketActions({ view, row, onAsk }: Props) {
  const t = useT();
  const inRoom = row.state === 'screening' || row.state === 'onDeck';
  const inQueue = isWaiting(row) || row.state === 'booked';
  const isOpen = !isEnded(row);
  const offStage = isOpen && row.state !== 'live';
  const hasRooms = roomSeats(view.seats).length > 0;
  const ask = (asked: Asked, label: TextKey, hotkey?: string, why: TextKey | null = null) => (
    <ActButton
      variant={asked === 'call' ? 'light' : 'default'}
      hotkey={hotkey}
      disabled={why !== null}
      title={why === null ? undefined : t(why)}
      act={() => {
        onAsk(asked, row.ticketId);
        return undefined;
      }}
    >
      {t(label)}
    </ActButton>
  );
  if (isOver(view) && inQueue) {
    return (
      <Group gap="xs" role="group" aria-label={t('ticketAction.label')}>
        {mayChoose(row.state, view.session.state) && ask('choose', 'ticketAction.choose')}
        {ask('bar', 'ticketAction.bar')}
      </Group>
    );
  }
  return (
    <Group gap="xs" role="group" aria-label={t('ticketAction.label')}>
      {inQueue && ask('call', 'ticketAction.call', undefined, whyNotCall(view, row))}
      {row.state === 'screening' && <PassOverButton sessionId={view.session.id} row={row} withKey />}
      {inRoom && ask('return', 'ticketAction.return', KEYS.return)}
      {inQueue && ask('move', 'ticketAction.move', KEYS.move)}
      {hasRooms && offStage && ask('send', 'ticketAction.send', KEYS.send, whyNotSend(view, row))}
      {offStage && ask('phone', 'ticketAction.phone', KEYS.phone, whyNotPhone(view, row, freeSeat(view)))}
      {isAbsent(row) && ask('ring', 'ticketAction.ring', KEYS.ring)}
      {isOpen && ask('message', 'ticketAction.message')}
      {offStage && ask('refuse', 'ticketAction.refuse', KEYS.refuse)}
      {ask('bar', 'ticketAction.bar')}
      {isOpen && ask('emergency', 'emergency.raise', KEYS.emergency)}
    </Group>
  );
}
