/** One address from the device check to afterwards. */
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { hasEntered, prepareMedia } from '../../features/citizen-media/use-media-session.ts';
import { TicketRoom } from '../../features/citizen-wait/ticket-room.tsx';
import { connectAhead, RealtimeProvider } from '../../realtime/react.tsx';

interface WaitPageProps {
  params: Record<string, string>;
}

const idsOf = ({ params }: WaitPageProps) => ({ sessionId: params.session ?? '', ticketId: params.ticket ?? '' });

export function prepare(props: WaitPageProps): void {
  const ids = idsOf(props);
  connectAhead({ as: 'citizen', ...ids });
  if (hasEntered(ids.ticketId)) prepareMedia();
}

export default function WaitPage(props: WaitPageProps) {
  const ids = idsOf(props);
  return (
    <RealtimeProvider introduction={{ as: 'citizen', ...ids }}>
      <TicketRoom {...ids} consentVersion={CONSENT_VERSION} />
    </RealtimeProvider>
  );
}
