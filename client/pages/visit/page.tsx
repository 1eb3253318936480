/** Work on the spot, written down by phone: the case in short, who came and when, what was found, photos. */
import { Anchor, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type CaseDetail, showCase } from '../../../shared/actions/cases.ts';
import { stillThere, useAsk } from '../../desk/ask.ts';
import { deadline } from '../../desk/format.ts';
import { Facts } from '../../desk/panel.tsx';
import { useTitle } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import css from '../../features/visit/visit.module.css';
import { StateBadge, useCountyZone } from '../cases/marks.tsx';
import { VisitForm } from './form.tsx';
import { Recorded } from './recorded.tsx';

/** What others changed is seen within so long. */
const EVERY_MS = 5_000;

export default function VisitPage() {
  const t = useT();
  const { number = '' } = useParams();
  useTitle(t('visit.title'));
  const asked = useAsk(showCase, { number }, { staleMs: EVERY_MS, everyMs: EVERY_MS });
  const shown = stillThere(asked);
  return (
    <div className={css.page}>
      <main className={css.main}>
        <Anchor component={Link} to={`/cases/${number}`} className={css.back}>
          {t('visit.back', { number })}
        </Anchor>
        {asked.isPending && <Skeleton h={300} />}
        {asked.error && !shown && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {shown && <OnTheSpot detail={shown} key={shown.case.id} onChanged={() => void asked.refetch()} />}
      </main>
    </div>
  );
}

function OnTheSpot({ detail, onChanged }: { detail: CaseDetail; onChanged: () => void }) {
  const t = useT();
  const zone = useCountyZone();
  const [done, setDone] = useState(false);
  const row = detail.case;
  return (
    <>
      <header>
        <h1>{row.subject}</h1>
        <StateBadge state={row.state} />
      </header>
      <section className={css.short} aria-label={t('visit.case')}>
        <Facts
          rows={[
            [t('cases.place'), row.place || '–'],
            [t('cases.person'), row.personName ?? t('cases.hidden')],
            [t('case.phone'), detail.phoneMasked ?? t('cases.hidden')],
            [t('cases.due'), row.dueAt === null ? '–' : deadline(row.dueAt, zone)],
          ]}
        />
        {detail.more && (
          <details>
            <summary>{t('case.matter')}</summary>
            <p className={css.matter}>{detail.more}</p>
          </details>
        )}
      </section>
      {done ? (
        <Recorded number={row.number} onAgain={() => setDone(false)} />
      ) : (
        <VisitForm
          detail={detail}
          zone={zone}
          onDone={() => {
            setDone(true);
            onChanged();
          }}
          onChanged={onChanged}
        />
      )}
    </>
  );
}
