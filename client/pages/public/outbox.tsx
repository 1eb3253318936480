/** Demo counties send no SMS: what they would have sent is read here. */
import type { ResultOf } from '../../../shared/actions/all.ts';
import { demoOutbox } from '../../../shared/actions/people.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import { useQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

const REFRESH_MS = 3000;

type Message = ResultOf<'demo.outbox'>['messages'][number];

function Delivery({ delivery }: { readonly delivery: Message['delivery'] }) {
  const t = useT();
  switch (delivery.state) {
    case 'queued':
      return t('outbox.queued');
    case 'sent':
      return t('outbox.sent');
    case 'retrying':
      return t('outbox.retrying', { why: t(`outbox.fault.${delivery.fault}`), tries: delivery.tries });
    case 'givenUp':
      return t('outbox.givenUp', { why: t(`outbox.fault.${delivery.fault}`), tries: delivery.tries });
  }
}

export default function OutboxPage() {
  const t = useT();
  const language = useLanguage();
  const { data, error, reload } = useQuery(demoOutbox, {}, { everyMs: REFRESH_MS });
  const county = useQuery(listSessions, {});
  const timeZone = county.data?.county.zone;
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  });
  return (
    <Page title={t('outbox.title')}>
      <p className="soft">{t('outbox.what')}</p>
      {!data && !error && <Loading />}
      {!data && error && <Failed refusal={error} onRetry={reload} />}
      {data?.messages.length === 0 && <p className="note">{t('outbox.none')}</p>}
      <ul className="plain-list" aria-live="polite">
        {data?.messages.map((message) => (
          <li key={message.id} className="card">
            <p className="soft">
              {message.to} · <time>{clock.format(message.at)}</time>
            </p>
            <p className="big">{message.text}</p>
            <p className="soft">
              <Delivery delivery={message.delivery} />
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
