/** Demo counties send no SMS: what people are told is read here, with how far it has come in each way. */
import { demoOutbox } from '../../../shared/actions/people.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import type { NoticeDelivery } from '../../../shared/told.ts';
import { useQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

const REFRESH_MS = 3000;

function HowFar({ delivery }: { readonly delivery: NoticeDelivery }) {
  const t = useT();
  const inWords = () => {
    switch (delivery.state) {
      case 'queued':
        return t('outbox.queued');
      case 'sent':
        return t('outbox.sent');
      case 'retrying':
      case 'givenUp':
        return t(`outbox.${delivery.state}`, { why: t(`outbox.fault.${delivery.fault}`), tries: delivery.tries });
    }
  };
  return t('outbox.way', { way: t(`outbox.ways.${delivery.way}`), how: inWords() });
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
            {message.deliveries.map((delivery) => (
              <p key={delivery.way} className="soft">
                <HowFar delivery={delivery} />
              </p>
            ))}
            {message.wechat && <p className="soft">{t('outbox.wechat', message.wechat)}</p>}
          </li>
        ))}
      </ul>
    </Page>
  );
}
