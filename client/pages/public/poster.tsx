/** One A4 sheet to put up: what, when, with whom, how to come in. On the screen as it is printed, only smaller. */
import { useLayoutEffect, useRef } from 'react';
import { showPoster } from '../../../shared/actions/poster.ts';
import { useQuery } from '../../api/use-query.ts';
import { dateFormat } from '../../i18n/date-format.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf } from '../../ui/time.ts';
import './poster.css';

const STEPS = ['step1', 'step2', 'step3'] as const;

/** Smaller and smaller type until everything is on the one sheet; a printer's page has the same form as the screen's. */
const FITS = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58];

const siteOf = (link: string): string => new URL(link).host;

export default function PosterPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const language = useLanguage();
  const sessionId = params.session ?? '';
  const { data, error, reload } = useQuery(showPoster, { sessionId });
  const sheet = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = sheet;
    for (const fit of current ? FITS : []) {
      current?.style.setProperty('--fit', String(fit));
      if (current && current.scrollHeight <= current.clientHeight) break;
    }
  });
  if (!data) {
    return <Page title={t('poster.title')}>{error ? <Failed refusal={error} onRetry={reload} /> : <Loading />}</Page>;
  }
  const { session, countyName, shortLink } = data;
  const date = dateFormat(language === 'en' ? 'en-GB' : 'zh-CN', session.zone, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(session.startsAt);
  return (
    <Page title={t('poster.title')} width="wide">
      <div className="poster-tools stack">
        {(session.state === 'cancelled' || session.state === 'postponed') && (
          <p className="note bad" role="status">
            {t('poster.off')}
          </p>
        )}
        <p>{t('poster.what')}</p>
        <Button kind="primary" onClick={() => window.print()}>
          {t('poster.print')}
        </Button>
      </div>
      <article ref={sheet} className="poster-sheet" aria-label={session.title}>
        <p className="poster-county">
          {countyName} · {t('brand')}
        </p>
        <h2>{session.title}</h2>
        <p className="poster-lead">{t('poster.lead')}</p>
        <p className="poster-when">
          <span>{date}</span>
          <strong className="poster-hours">
            {clockOf(session.startsAt, session.zone)}–{clockOf(session.endsAt, session.zone)}
          </strong>
        </p>
        <p className="poster-who">
          {session.officials.map((official) => (
            <span key={`${official.title} ${official.name}`}>
              {official.title} {official.name}
            </span>
          ))}
          {session.topic && (
            <span>
              {t('session.topic')} {session.topic}
            </span>
          )}
        </p>
        <div className="poster-way">
          <img src={`/s/${sessionId}/qr.svg`} alt={t('poster.scan')} />
          <div>
            <p>{t('poster.scan')}</p>
            {shortLink && (
              <>
                <p>{t('poster.type')}</p>
                <p className="poster-link">
                  {siteOf(shortLink)}
                  <wbr />
                  {new URL(shortLink).pathname}
                </p>
              </>
            )}
          </div>
        </div>
        <h3>{t('poster.how')}</h3>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>
              <strong>{t(`poster.${step}`)}</strong>
              <span>{t(`poster.${step}What`)}</span>
            </li>
          ))}
        </ol>
      </article>
    </Page>
  );
}
