/** Cases of people who had the same trouble in the same evening (Q8): merged into this one, they share its answer (K6). */
import { Button, Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { casesOfSameEvening, mergeCases } from '../../../shared/actions/case-loop.ts';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { isCaseOver } from '../../../shared/states.ts';
import { useAsk } from '../../desk/ask.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';
import { useOnCase } from './use-on-case.ts';

export function SameEvening({ detail: { case: row } }: { detail: CaseDetail }) {
  const t = useT();
  const act = useOnCase();
  const asked = useAsk(casesOfSameEvening, { number: row.number }, { staleMs: 5000 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const cases = asked.data?.cases ?? [];
  if (cases.length === 0) return null;
  const mayMerge = !isCaseOver(row.state) && cases.some(({ mergeable }) => mergeable);
  const picked = cases.filter(({ caseId, mergeable }) => mergeable && chosen.has(caseId));
  const choose = (caseId: string) => {
    const next = new Set(chosen);
    if (!next.delete(caseId)) next.add(caseId);
    setChosen(next);
  };
  const merge = async () => {
    const input = { cases: picked.map(({ caseId, version }) => ({ caseId, version })), intoNumber: row.number };
    await act(mergeCases, input, t('sameEvening.done'));
    await asked.refetch();
    setChosen(new Set());
  };
  return (
    <Panel title={t('sameEvening.title')}>
      <Text size="sm">{t('sameEvening.says')}</Text>
      <div className={css.list}>
        {cases.map(({ caseId, number, subject, place, state, mergeable }) => (
          <div key={caseId} className={css.text}>
            {mayMerge && (
              <Checkbox
                size="xs"
                display="inline-block"
                mr={6}
                aria-label={t('supervise.choose', { number })}
                disabled={!mergeable}
                checked={mergeable && chosen.has(caseId)}
                onChange={() => choose(caseId)}
              />
            )}
            <Link to={`/cases/${number}`}>{number}</Link> {subject}{' '}
            <span className={css.quiet}>
              {place} · {t(`case.state.${state}`)}
            </span>
          </div>
        ))}
      </div>
      {mayMerge && (
        <Button size="compact-sm" mt="xs" disabled={picked.length === 0} onClick={() => void merge()}>
          {t('sameEvening.merge', { count: picked.length })}
        </Button>
      )}
    </Panel>
  );
}
