/** Everything that happened to a case, each entry with what it says in detail (K7). */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { detailWords } from '../../desk/entry-words.ts';
import { dayAndTime } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { VisitPhotos } from '../../features/case-work/visit-photos.tsx';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './cases.module.css';

/** A longer one begins with its newest entries; the others come with a press. */
const LONG = 20;
const SHOWN = 12;

export function Timeline({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const category = useCategoryPath();
  const [whole, setWhole] = useState(false);
  const hidden = whole || detail.timeline.length <= LONG ? 0 : detail.timeline.length - SHOWN;
  return (
    <Panel title={t('case.timeline')}>
      {hidden > 0 && (
        <Button variant="subtle" size="compact-sm" mb="xs" onClick={() => setWhole(true)}>
          {t('casePane.earlier', { count: hidden })}
        </Button>
      )}
      <ol className={css.timeline}>
        {detail.timeline.map((entry, index) => {
          if (index < hidden) return null;
          const more = detailWords(entry.details, t, category);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a timeline only grows at its end
            <li key={index}>
              <time dateTime={new Date(entry.at).toISOString()}>
                {dayAndTime(entry.at, zone, language)} · {inWords('who', entry.who)}
              </time>
              {inWords('', entry.what)}
              {entry.why ? t('case.why', { why: inWords('why', entry.why) }) : ''}
              {more && <span className={css.details}>{more}</span>}
              {entry.details.visitId && <VisitPhotos caseId={detail.case.id} visitId={entry.details.visitId} />}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
