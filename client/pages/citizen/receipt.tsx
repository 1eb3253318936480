/** What became of the matter, for whoever holds the link. */
import { showReceipt } from '../../../shared/actions/public.ts';
import { useQuery } from '../../api/use-query.ts';
import { PromiseList } from '../../features/citizen-session/promise-list.tsx';
import { translateIfKnown } from '../../i18n/i18n.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { dayAndClock, plainDate } from '../../ui/time.ts';

const REFRESH_MS = 60_000;

export default function ReceiptPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const { data, error, reload } = useQuery(showReceipt, { token: params.token ?? '' }, { everyMs: REFRESH_MS });
  return (
    <Page title={t('receipt.title')}>
      {!data && !error && <Loading />}
      {!data && error && <Failed refusal={error} onRetry={reload} />}
      {data && (
        <>
          <p>
            {data.sessionTitle}
            {data.calledAt !== null && <> · {dayAndClock(data.calledAt, data.zone)}</>}
          </p>
          {data.due && (
            <p className="note good big">
              {t(data.due.by === 'phone' ? 'after.phoneWhat' : 'after.writtenWhat', { date: plainDate(data.due.on) })}
            </p>
          )}
          {data.whereTo && (
            <div className="note good">
              <p>{t('after.where')}</p>
              <p className="big">
                <strong>{data.whereTo}</strong>
              </p>
            </div>
          )}
          {data.cases.length === 0 && <p className="note">{t('receipt.none')}</p>}
          {data.cases.map((one) => (
            <section key={one.number} className="card">
              <p>
                <span className={one.state === 'closed' || one.state === 'replied' ? 'tag good' : 'tag'}>
                  {t(`case.state.${one.state}`)}
                </span>
              </p>
              <h2>{one.subject}</h2>
              <dl className="facts">
                <dt>{t('receipt.number')}</dt>
                <dd>{one.number}</dd>
                {one.unitName && (
                  <>
                    <dt>{t('receipt.unit')}</dt>
                    <dd>{one.unitName}</dd>
                  </>
                )}
              </dl>
              <PromiseList promises={one.promises} />
              <ButtonLink href={`/my/${one.number}`} wide>
                {t('receipt.my')}
              </ButtonLink>
              {one.steps.length > 0 && (
                <>
                  <h3>{t('receipt.steps')}</h3>
                  <ol className="timeline">
                    {one.steps.map((step) => (
                      <li key={`${step.at} ${step.what}`}>
                        <time dateTime={new Date(step.at).toISOString()}>{dayAndClock(step.at, data.zone)}</time>
                        {translateIfKnown(`step.${step.what}`) ?? step.what}
                      </li>
                    ))}
                  </ol>
                </>
              )}
            </section>
          ))}
          <p className="soft">{t('receipt.keep')}</p>
        </>
      )}
    </Page>
  );
}
