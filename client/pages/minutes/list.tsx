/** Evenings whose minutes are public. */
import { publishedMinutes } from '../../../shared/actions/minutes.ts';
import { useQuery } from '../../api/use-query.ts';
import { Link } from '../../app/router.tsx';
import { prepareMinutes, useMinutesT } from '../../features/minutes/texts.ts';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { dayOf } from '../../ui/time.ts';

export const prepare = prepareMinutes;

export default function MinutesListPage() {
  const t = useMinutesT();
  const { data, error, reload } = useQuery(publishedMinutes, {});
  return (
    <Page title={t('minutes.list')}>
      <p>{t('minutes.what')}</p>
      {!data && !error && <Loading />}
      {!data && error && <Failed refusal={error} onRetry={reload} />}
      {data && data.evenings.length === 0 && <p className="note">{t('minutes.none')}</p>}
      <ul className="plain-list">
        {data?.evenings.map(({ sessionId, number, title, startsAt, zone }) => (
          <li key={sessionId}>
            <Link href={`/s/${sessionId}/minutes`} className="link-row">
              <span>
                <strong>{dayOf(startsAt, zone)}</strong>
                <br />
                {t('session.number', { number })} {title}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
