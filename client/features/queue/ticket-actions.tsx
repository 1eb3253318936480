/** What the moderator may do with one ticket in its present state; the server decides, these are the likely ones. */
import { Group } from '@mantine/core';
import { useState } from 'react';
import {
  callByPhone,
  callTicket,
  moveTicket,
  passOver,
  refuseTicket,
  returnToWaiting,
} from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { freeSeat } from '../stage/seats.ts';
import { MessageDialog } from './message-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { isEnded, isWaiting, type Row } from './order.ts';

const WHYS = {
  call: ['ticketAction.callWhy.frail', 'ticketAction.callWhy.urgent', 'ticketAction.callWhy.failed'],
  return: ['ticketAction.returnWhy.media', 'ticketAction.returnWhy.desk', 'ticketAction.returnWhy.wish'],
  refuse: ['ticketAction.refuseWhy.notHere', 'ticketAction.refuseWhy.court', 'ticketAction.refuseWhy.abuse'],
} as const;

type Asked = 'call' | 'return' | 'refuse' | 'move' | 'message' | null;

export function TicketActions({ view, row }: { view: ViewOf<'moderator'>; row: Row }) {
  const t = useT();
  const run = useRun();
  const [asked, setAsked] = useState<Asked>(null);
  const ofTicket = { sessionId: view.session.id, ticketId: row.ticketId };
  const close = () => setAsked(null);
  const open = (what: Asked) => () => {
    setAsked(what);
    return undefined;
  };
  const seatId = freeSeat(view);
  const inRoom = row.state === 'screening' || row.state === 'onDeck';
  return (
    <>
      <Group gap="xs" role="group" aria-label={t('ticketAction.label')}>
        {(isWaiting(row) || row.state === 'booked') && (
          <ActButton variant="light" act={open('call')}>
            {t('ticketAction.call')}
          </ActButton>
        )}
        {row.state === 'screening' && (
          <ActButton variant="default" act={() => run(passOver, ofTicket)}>
            {t('ticketAction.passOver')}
          </ActButton>
        )}
        {inRoom && (
          <ActButton variant="default" act={open('return')}>
            {t('ticketAction.return')}
          </ActButton>
        )}
        {(isWaiting(row) || row.state === 'booked') && (
          <ActButton variant="default" act={open('move')}>
            {t('ticketAction.move')}
          </ActButton>
        )}
        {!isEnded(row) && row.state !== 'live' && seatId && (
          <ActButton variant="default" act={() => run(callByPhone, { ...ofTicket, seatId })}>
            {t('ticketAction.phone')}
          </ActButton>
        )}
        {!isEnded(row) && (
          <ActButton variant="default" act={open('message')}>
            {t('ticketAction.message')}
          </ActButton>
        )}
        {!isEnded(row) && row.state !== 'live' && (
          <ActButton variant="default" act={open('refuse')}>
            {t('ticketAction.refuse')}
          </ActButton>
        )}
      </Group>
      <ReasonDialog
        title={t('ticketAction.callTitle', { number: row.number, name: row.name })}
        opened={asked === 'call'}
        onClose={close}
        suggestions={WHYS.call.map((why) => t(why))}
        submitLabel={t('ticketAction.call')}
        onSubmit={(reason) => run(callTicket, { ...ofTicket, reason })}
      />
      <ReasonDialog
        title={t('ticketAction.returnTitle', { number: row.number, name: row.name })}
        opened={asked === 'return'}
        onClose={close}
        suggestions={WHYS.return.map((why) => t(why))}
        submitLabel={t('ticketAction.return')}
        onSubmit={(reason) => run(returnToWaiting, { ...ofTicket, reason })}
      />
      <ReasonDialog
        title={t('ticketAction.refuseTitle', { number: row.number, name: row.name })}
        opened={asked === 'refuse'}
        onClose={close}
        suggestions={WHYS.refuse.map((why) => t(why))}
        withWhereTo
        submitLabel={t('ticketAction.refuse')}
        onSubmit={(reason, whereTo) => run(refuseTicket, { ...ofTicket, reason, whereTo })}
      />
      <MoveDialog
        opened={asked === 'move'}
        onClose={close}
        row={row}
        rows={view.rows}
        onSubmit={(beforeTicketId, reason) => run(moveTicket, { ...ofTicket, beforeTicketId, reason })}
      />
      <MessageDialog
        opened={asked === 'message'}
        onClose={close}
        sessionId={view.session.id}
        ticketId={row.ticketId}
        to={`${t('ticketNumber', { number: row.number })} ${row.name}`}
      />
    </>
  );
}
