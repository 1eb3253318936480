/** The minutes of one evening, as they are public. */
import { readMinutes } from '../../../shared/actions/minutes.ts';
import { useQuery } from '../../api/use-query.ts';
import { Link } from '../../app/router.tsx';
import { MinutesText } from '../../features/minutes/content.tsx';
import { prepareMinutes, useMinutesT } from '../../features/minutes/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { dayOf } from '../../ui/time.ts';
import './minutes.css';

export const prepare = prepareMinutes;

export default function MinutesPage({ params }: { params: Record<string, string> }) {
  const t = useMinutesT();
  const sessionId = params.session ?? '';
  const { data, error, reload } = useQuery(readMinutes, { sessionId });
  const file = (kind: string) => `/api/sessions/${sessionId}/minutes.${kind}`;
  return (
    <Page title={data?.content.title ?? t('minutes.title')}>
      {!data && !error && <Loading />}
      {!data && error && <Failed refusal={error} onRetry={reload} />}
      {data && (
        <>
          <p className="soft">
            {data.countyName} · {t('minutes.of', { number: data.content.session.number })} ·{' '}
            {t('minutes.published', { date: dayOf(data.publishedAt, data.content.session.zone) })}
            {data.edition > 1 && <> · {t('minutes.corrected', { edition: data.edition })}</>}
          </p>
          <MinutesText content={data.content} />
          <a className="button plain wide" href={file('pdf')} download>
            {t('minutes.pdf')}
          </a>
          <a className="button plain wide" href={file('csv')} download>
            {t('minutes.csv')}
          </a>
          <ButtonLink href={`/s/${sessionId}`} kind="quiet" wide>
            {t('minutes.back')}
          </ButtonLink>
          <Link href="/minutes" className="link-row">
            {t('minutes.list')}
          </Link>
        </>
      )}
    </Page>
  );
}
