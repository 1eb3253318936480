/** In the turn and nothing to be seen or heard of this person: say so, and offer the next best way. */
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import type { MediaSnapshot } from '../../media/media-session.ts';
import { unsentOf } from '../../media/media-trouble.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { useLasting } from '../../ui/use-lasting.ts';
import { DeviceHelp } from '../citizen-media/device-panel.tsx';
import type { PageDevices } from '../citizen-media/use-local-media.ts';

interface DevicesTroubleProps {
  ticket: TicketView;
  devices: PageDevices;
  media: MediaSnapshot;
}

export function DevicesTrouble({ ticket, devices, media }: DevicesTroubleProps) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const video = ticket.participation === 'video';
  const { problems } = devices.snapshot;
  const problem = (video ? problems.camera : undefined) ?? problems.microphone;
  const unsent = unsentOf(media, devices.snapshot);
  // The next state of the turn may grant at once what the last one refused.
  const isUnsent = useLasting(unsent !== null);
  if (devices.opening || !(problem || isUnsent)) return null;
  const change = (participation: 'audio' | 'phone') =>
    void act(async () => {
      await client.action(enterWaitingRoom, { ticketId: ticket.ticketId, participation });
    });
  return (
    <div className="stack">
      {problem && <DeviceHelp problem={problem} ticketId={ticket.ticketId} />}
      {!problem && unsent && (
        <p className="note warn" role="alert">
          {t(`media.unsent.${unsent}`)}
        </p>
      )}
      <Button kind="primary" wide onClick={() => void devices.open({ video })}>
        {t(problem ? 'media.retryCamera' : 'action.retry')}
      </Button>
      {video && (
        <Button wide busy={busy} onClick={() => change('audio')}>
          {t('media.onlySound')}
        </Button>
      )}
      {ticket.hasPhone && (
        <Button wide busy={busy} onClick={() => change('phone')}>
          {t('device.enterPhone')}
        </Button>
      )}
      <RefusalText refusal={refusal} />
    </div>
  );
}
