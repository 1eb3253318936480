/** A running call goes on at another seat that is free (C4); where nobody would be seen there, that is asked first. */
import { Button, Menu, Text } from '@mantine/core';
import { useState } from 'react';
import { handOverCall } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import type { Seat } from '../../../shared/views/common.ts';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { type TextKey, useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { isBusy, meetsNobody } from './seats.ts';

type View = ViewOf<'moderator'>;

export function HandOver({ view, call }: { view: View; call: View['calls'][number] }) {
  const t = useT();
  const run = useRun();
  const [askedId, setAskedId] = useState<string | null>(null);
  const others = view.seats.filter(({ id }) => id !== call.seatId);
  const asked = others.find(({ id }) => id === askedId);
  const name = view.rows.find(({ ticketId }) => ticketId === call.ticketId)?.name ?? '';
  const handOver = (toSeatId: string) => run(handOverCall, { sessionId: view.session.id, callId: call.id, toSeatId });
  const choose = ({ id }: Seat) => {
    if (meetsNobody(view, { participation: call.participation, seatId: id })) setAskedId(id);
    else void handOver(id);
  };
  if (others.length === 0) return null;
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button size="compact-md" variant="default" w="fit-content">
            {t('stage.handOver')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map((seat) => (
            <Menu.Item key={seat.id} disabled={isBusy(view, seat.id)} onClick={() => choose(seat)}>
              {seat.name} · {seat.officialName}
              {whoIsThere(seat).map((key) => (
                <Text key={key} span inherit c="dimmed">
                  {' '}
                  · {t(key)}
                </Text>
              ))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ReasonDialog
        title={t(asked?.room ? 'deck.noOfficerTitle' : 'deck.noRoomTitle')}
        opened={asked !== undefined}
        onClose={() => setAskedId(null)}
        suggestions={[]}
        asksReason={false}
        submitLabel={t('deck.putThroughAnyway')}
        onSubmit={() => (asked ? handOver(asked.id) : Promise.resolve(false))}
      >
        <Text size="sm">{t(asked?.room ? 'deck.noOfficer' : 'deck.noRoom', { name })}</Text>
      </ReasonDialog>
    </>
  );
}

function whoIsThere({ room, ready }: Seat): TextKey[] {
  if (!room) return ready ? [] : ['stage.screenNotReady'];
  if (!room.open) return ['stage.roomEmpty'];
  return ready ? ['stage.roomOpen'] : ['stage.roomOpen', 'stage.noPicture'];
}
