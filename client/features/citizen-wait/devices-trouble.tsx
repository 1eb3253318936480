/** In the turn and nothing to be seen or heard of this person: say so, and offer the next best way. */
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { DeviceHelp } from '../citizen-media/device-panel.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';

export function DevicesTrouble({ ticket, devices }: { ticket: TicketView; devices: PageDevices }) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const video = ticket.participation === 'video';
  const { problems } = devices.snapshot;
  const problem = (video ? problems.camera : undefined) ?? problems.microphone;
  if (!problem || devices.opening) return null;
  const change = (participation: 'audio' | 'phone') =>
    void act(async () => {
      await client.action(enterWaitingRoom, { ticketId: ticket.ticketId, participation });
    });
  return (
    <div className="stack">
      <DeviceHelp problem={problem} ticketId={ticket.ticketId} />
      <Button kind="primary" wide onClick={() => void devices.open({ video })}>
        {t('media.retryCamera')}
      </Button>
      {video && (
        <Button wide busy={busy} onClick={() => change('audio')}>
          {t('media.onlySound')}
        </Button>
      )}
      <Button wide busy={busy} onClick={() => change('phone')}>
        {t('device.enterPhone')}
      </Button>
      <RefusalText refusal={refusal} />
    </div>
  );
}
