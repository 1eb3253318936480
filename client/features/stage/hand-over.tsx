/** A running call goes on at another seat that is free (C4). */
import { Button, Menu } from '@mantine/core';
import { handOverCall } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { isBusy } from './seats.ts';

type View = ViewOf<'moderator'>;

export function HandOver({ view, call }: { view: View; call: View['calls'][number] }) {
  const t = useT();
  const run = useRun();
  const others = view.seats.filter(({ id }) => id !== call.seatId);
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button size="compact-md" variant="default" w="fit-content">
          {t('stage.handOver')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((seat) => (
          <Menu.Item
            key={seat.id}
            disabled={isBusy(view, seat.id)}
            onClick={() => void run(handOverCall, { sessionId: view.session.id, callId: call.id, toSeatId: seat.id })}
          >
            {seat.name} · {seat.officialName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
