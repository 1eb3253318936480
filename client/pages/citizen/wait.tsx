/** One address from the device check to afterwards. */
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { beginMediaAhead, hasEntered } from '../../features/citizen-media/use-media-session.ts';
import { TicketRoom } from '../../features/citizen-wait/ticket-room.tsx';
import { connectAhead, RealtimeProvider } from '../../realtime/react.tsx';

interface WaitPageProps {
  params: Record<string, string>;
}

const idsOf = ({ params }: WaitPageProps) => ({ sessionId: params.session ?? '', ticketId: params.ticket ?? '' });

/** Where this phone was in the waiting room before, media's first steps too: on a call the picture is what is missing. */
export function prepare(props: WaitPageProps): Promise<unknown> {
  const ids = idsOf(props);
  const client = connectAhead({ as: 'citizen', ...ids });
  return Promise.all([client.views.untilAny(), hasEntered(ids.ticketId) && beginMediaAhead(client)]);
}

export default function WaitPage(props: WaitPageProps) {
  const ids = idsOf(props);
  return (
    <RealtimeProvider introduction={{ as: 'citizen', ...ids }}>
      <TicketRoom {...ids} consentVersion={CONSENT_VERSION} />
    </RealtimeProvider>
  );
}
