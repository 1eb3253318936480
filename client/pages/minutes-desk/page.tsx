/** The minutes of evenings on their way to the public: written by the clerk, passed by three people. */
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { listMinutes } from '../../../shared/actions/minutes.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import css from '../../features/review/review.module.css';
import { useLanguage } from '../../i18n/i18n.ts';
import { MinutesPane } from './pane.tsx';

/** What others changed is seen within so long. */
const EVERY_MS = 10_000;

export default function MinutesDeskPage() {
  const t = useT();
  const language = useLanguage();
  const asked = useAsk(listMinutes, {}, { everyMs: EVERY_MS });
  const [search, setSearch] = useSearchParams();
  const { evenings = [] } = asked.data ?? {};
  const chosen = evenings.find(({ sessionId }) => sessionId === search.get('session'));
  return (
    <Shell title={t('minutesDesk.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('minutesDesk.title')}</Title>
        {asked.isPending && <Skeleton h={200} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && (
          <div className={css.grid}>
            <Panel title={t('minutesDesk.evenings')}>
              {evenings.length === 0 && <Text size="sm">{t('minutesDesk.none')}</Text>}
              <ul className={css.list}>
                {evenings.map(({ sessionId, number, title, startsAt, zone, editions }) => (
                  <li key={sessionId}>
                    <button
                      type="button"
                      className={css.row}
                      aria-pressed={sessionId === chosen?.sessionId}
                      onClick={() => setSearch({ session: sessionId })}
                    >
                      {t('session.number', { number })} {title}
                      <div className={css.quiet}>
                        {dayAndTime(startsAt, zone, language)} ·{' '}
                        {t(`minutesDesk.stage.${editions[0]?.stage ?? 'none'}`)}
                        {editions[0]?.mayReview && <> · {t('minutesDesk.mine')}</>}
                      </div>
                    </button>
                  </li>
                ))}
              </ul>
            </Panel>
            {chosen ? (
              <MinutesPane key={chosen.sessionId} evening={chosen} onChanged={() => void asked.refetch()} />
            ) : (
              evenings.length > 0 && <Text size="sm">{t('minutesDesk.choose')}</Text>
            )}
          </div>
        )}
      </Stack>
    </Shell>
  );
}
