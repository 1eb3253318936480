/** One address from the device check to afterwards. */
import { useEffect } from 'react';
import { showSession } from '../../../shared/actions/public.ts';
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { useQuery } from '../../api/use-query.ts';
import { loadMediaEarly } from '../../features/citizen-media/use-media-session.ts';
import { TicketRoom } from '../../features/citizen-wait/ticket-room.tsx';
import { RealtimeProvider } from '../../realtime/react.tsx';

export default function WaitPage({ params }: { params: Record<string, string> }) {
  const sessionId = params.session ?? '';
  const ticketId = params.ticket ?? '';
  const { data } = useQuery(showSession, { sessionId });
  // The connection is made meanwhile.
  useEffect(() => loadMediaEarly(ticketId), [ticketId]);
  return (
    <RealtimeProvider introduction={{ as: 'citizen', sessionId, ticketId }}>
      <TicketRoom sessionId={sessionId} consentVersion={CONSENT_VERSION} admitting={data?.session.admitting ?? false} />
    </RealtimeProvider>
  );
}
