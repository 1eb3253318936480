/** By the browser, where it can; by e-mail, where the county sends it. */
import { mailShow } from '../../../shared/actions/mail.ts';
import { useQuery } from '../../api/use-query.ts';
import { Loading } from '../../ui/load-state.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { MailPanel } from './mail-panel.tsx';
import { PushPanel } from './push-panel.tsx';
import { canBeTold } from './ways.tsx';

export default function WaysPanel({ ticketId }: { ticketId: string }) {
  const t = useT();
  const { data, error, reload } = useQuery(mailShow, { ticketId });
  // The device of somebody who took the number for a neighbour is not where the neighbour is told.
  if (error?.code === 'FORBIDDEN') return <p>{t('push.none')}</p>;
  if (!data) return error ? <RefusalText refusal={error} /> : <Loading />;
  const byBrowser = canBeTold();
  return (
    <div className="stack">
      {byBrowser && <PushPanel ticketId={ticketId} />}
      {data.offered && <MailPanel ticketId={ticketId} mail={data} onChange={reload} />}
      {!byBrowser && !data.offered && <p>{t('push.none')}</p>}
    </div>
  );
}
