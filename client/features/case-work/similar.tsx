/** Cases that tell of the same, with how they were answered: read beside the draft, or taken into it. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { similarCases } from '../../../shared/actions/case-lists.ts';
import { type CaseDetail, showCase } from '../../../shared/actions/cases.ts';
import { LIMITS } from '../../../shared/text.ts';
import { useAsk } from '../../desk/ask.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';

/** What it is about does not change while it is handled. */
const KEEP_MS = 10 * 60_000;

interface Props {
  detail: CaseDetail;
  /** Puts words into the draft, where there is one. */
  onTake: ((text: string) => void) | null;
}

export function Similar({ detail: { case: row, more }, onTake }: Props) {
  const t = useT();
  const text = `${row.subject}\n${more}`.slice(0, LIMITS.subject + LIMITS.more);
  const { data } = useAsk(similarCases, { text, exceptId: row.id }, { staleMs: KEEP_MS });
  const [opened, setOpened] = useState<string | null>(null);
  if (!data || data.cases.length === 0) return null;
  return (
    <Panel title={t('casePane.similar')}>
      <div className={css.list}>
        {data.cases.map(({ number, subject, place, state }) => (
          <div key={number} className={css.text}>
            <Link to={`/cases/${number}`}>{number}</Link> {subject}{' '}
            <span className={css.quiet}>
              {place} · {t(`case.state.${state}`)}
            </span>
            {opened === number ? (
              <Answer number={number} onTake={onTake} />
            ) : (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={t('casePane.answerOf', { number })}
                onClick={() => setOpened(number)}
              >
                {t('casePane.showAnswer')}
              </Button>
            )}
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Answer({ number, onTake }: { number: string; onTake: Props['onTake'] }) {
  const t = useT();
  const { data } = useAsk(showCase, { number }, { staleMs: KEEP_MS });
  const reply = data?.work.replies.findLast(({ officialAt }) => officialAt !== null);
  if (!data) return null;
  if (!reply) return <Text size="sm">{t('casePane.noAnswer')}</Text>;
  return (
    <div className={css.said}>
      {reply.text}
      {onTake && (
        <Group mt={4}>
          <Button variant="default" size="compact-xs" onClick={() => onTake(reply.text)}>
            {t('casePane.takeAnswer')}
          </Button>
        </Group>
      )}
    </div>
  );
}
