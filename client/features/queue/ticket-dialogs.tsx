/** What is asked before something is done to a ticket: one dialog at a time, opened by button or key. */
import { Text } from '@mantine/core';
import { callByPhone, callTicket, moveTicket, putThrough, refuseTicket } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ReasonDialog, type Suggestion } from '../../desk/reason-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { RaiseDialog } from '../emergency/raise-dialog.tsx';
import { freeSeat } from '../stage/seats.ts';
import { BarDialog } from './bar-dialog.tsx';
import { ChooseDialog } from './choose-dialog.tsx';
import { isOutOfTurn } from './may.ts';
import { MessageDialog } from './message-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { type Row, sameTrouble, whoMayListen } from './order.ts';
import { NumberToRing } from './phone-number.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { RingDialog } from './ring-dialog.tsx';
import { SendDialog } from './send-dialog.tsx';

/** Codes of `record.why`, so that the log reads in each reader's language. */
const CALL_WHYS = ['frail', 'urgent', 'failed'] as const;
const PHONE_WHYS = ['noVideo', 'frail', 'urgent', 'failed'] as const;
const RETURN_WHYS = ['media', 'desk', 'wish'] as const;
/** Told to the citizen as they stand. */
const REFUSE_WHYS = ['notHere', 'court', 'abuse'] as const;

export type Asked =
  | 'through'
  | 'choose'
  | 'call'
  | 'return'
  | 'refuse'
  | 'move'
  | 'send'
  | 'message'
  | 'phone'
  | 'ring'
  | 'bar'
  | 'emergency'
  | 'group'
  | 'listen';

interface Props {
  view: ViewOf<'moderator'>;
  row: Row;
  asked: Asked | null;
  onClose: () => void;
}

export function TicketDialogs({ view, row, asked, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const sessionId = view.session.id;
  const ofTicket = { sessionId, ticketId: row.ticketId };
  const who = { number: row.number, name: row.name };
  const seatId = freeSeat(view);
  const outOfTurn = isOutOfTurn(view, row);
  const group = sameTrouble(view, row);
  const listeners = whoMayListen(group, row);
  const coded = (codes: readonly (typeof PHONE_WHYS | typeof RETURN_WHYS)[number][]): Suggestion[] =>
    codes.map((code) => ({ code, text: t(`record.why.${code}`) }));
  return (
    <>
      <ReasonDialog
        title={t('deck.noRoomTitle')}
        opened={asked === 'through'}
        onClose={onClose}
        suggestions={[]}
        asksReason={false}
        submitLabel={t('deck.putThroughAnyway')}
        onSubmit={() => run(putThrough, ofTicket)}
      >
        <Text size="sm">{t('deck.noRoom', { name: row.name })}</Text>
      </ReasonDialog>
      <ReasonDialog
        title={t('ticketAction.callTitle', who)}
        opened={asked === 'call'}
        onClose={onClose}
        suggestions={coded(CALL_WHYS)}
        submitLabel={t('ticketAction.call')}
        onSubmit={(reason) => run(callTicket, { ...ofTicket, reason })}
      />
      <ReasonDialog
        title={t(outOfTurn ? 'phoneCall.outOfTurn' : 'phoneCall.title', who)}
        opened={asked === 'phone'}
        onClose={onClose}
        suggestions={coded(PHONE_WHYS)}
        asksReason={outOfTurn}
        submitLabel={t('ticketAction.phone')}
        onSubmit={(reason) =>
          seatId ? run(callByPhone, { ...ofTicket, seatId, ...(outOfTurn ? { reason } : {}) }) : Promise.resolve(false)
        }
      >
        <NumberToRing {...ofTicket} help={t('phoneCall.help')} />
      </ReasonDialog>
      <ReturnDialog
        opened={asked === 'return'}
        onClose={onClose}
        sessionId={sessionId}
        row={row}
        rows={view.rows}
        suggestions={coded(RETURN_WHYS)}
      />
      <ReasonDialog
        title={t('ticketAction.refuseTitle', who)}
        opened={asked === 'refuse'}
        onClose={onClose}
        suggestions={REFUSE_WHYS.map((why) => ({ text: t(`ticketAction.refuseWhy.${why}`) }))}
        withWhereTo
        submitLabel={t('ticketAction.refuse')}
        onSubmit={(reason, whereTo) => run(refuseTicket, { ...ofTicket, reason, whereTo })}
      />
      <ChooseDialog
        opened={asked === 'choose'}
        onClose={onClose}
        {...ofTicket}
        who={`${t('ticketNumber', { number: row.number })} ${row.name}`}
      />
      <SendDialog opened={asked === 'send'} onClose={onClose} sessionId={sessionId} row={row} seats={view.seats} />
      <MoveDialog
        opened={asked === 'move'}
        onClose={onClose}
        row={row}
        rows={view.rows}
        onSubmit={(beforeTicketId, reason) => run(moveTicket, { ...ofTicket, beforeTicketId, reason })}
      />
      <RaiseDialog opened={asked === 'emergency'} onClose={onClose} {...ofTicket} {...who} />
      <BarDialog opened={asked === 'bar'} onClose={onClose} sessionId={sessionId} row={row} />
      <RingDialog opened={asked === 'ring'} onClose={onClose} sessionId={sessionId} row={row} />
      <MessageDialog
        opened={asked === 'message'}
        onClose={onClose}
        sessionId={sessionId}
        recipients={[{ to: `${t('ticketNumber', { number: row.number })} ${row.name}`, rows: [row], are: 'one' }]}
      />
      <MessageDialog
        opened={asked === 'group'}
        onClose={onClose}
        sessionId={sessionId}
        recipients={[{ to: t('message.group', { count: group.length }), rows: group, are: 'group' }]}
      />
      <MessageDialog
        opened={asked === 'listen'}
        onClose={onClose}
        sessionId={sessionId}
        recipients={[{ to: t('message.group', { count: listeners.length }), rows: listeners, are: 'group' }]}
        listen
      />
    </>
  );
}
