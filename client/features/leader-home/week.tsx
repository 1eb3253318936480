/** The county's last seven days in a few figures, beside the seven before. */
import { Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { showFigures } from '../../../shared/actions/figures.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { plainDate } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useCountyZone } from '../../pages/cases/marks.tsx';
import { periodOf } from '../figures/period.ts';
import { FIGURES_EVERY_MS, figureWords } from '../figures/words.ts';
import css from './leader-home.module.css';

const SHOWN = ['opened', 'replied', 'onTimeRate', 'satisfiedRate'] as const;

export function Week() {
  const t = useT();
  const language = useLanguage();
  const today = plainDate(serverNow(), useCountyZone());
  const asked = useAsk(showFigures, periodOf('week', today), { staleMs: 0, everyMs: FIGURES_EVERY_MS });
  if (asked.isPending) return <Skeleton h={160} />;
  if (asked.error && !asked.data) return <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />;
  const { total, before } = asked.data;
  return (
    <Panel title={t('leaderHome.week')}>
      <dl className={css.tiles}>
        {SHOWN.map((name) => (
          <div key={name} className={css.tile}>
            <dt className={css.label}>{t(`figures.name.${name}`)}</dt>
            <dd className={css.number}>{figureWords(name, total, language)}</dd>
            <dd className={css.quiet}>{t('leaderHome.before', { figure: figureWords(name, before, language) })}</dd>
          </div>
        ))}
      </dl>
      <Link to="/desk/figures" className={css.way}>
        {t('leaderHome.allFigures')}
      </Link>
    </Panel>
  );
}
