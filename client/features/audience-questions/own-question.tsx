/** What became of the question of this phone. */

import type { ResultOf } from '../../../shared/actions/all.ts';
import { type ownQuestion, withdrawQuestion } from '../../../shared/actions/questions.ts';
import { callAction } from '../../api/call-action.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useAskT } from './texts.ts';

type Own = NonNullable<ResultOf<typeof ownQuestion.name>['question']>;

const LOOKS: Partial<Record<Own['state'], string>> = {
  answered: 'note good',
  onAir: 'note good',
  refused: 'note warn',
};

export function OwnQuestion({ sessionId, own, onChanged }: { sessionId: string; own: Own; onChanged: () => void }) {
  const t = useAskT();
  const { busy, refusal, act } = useAct();
  const { state } = own;
  if (state === 'withdrawn' || state === 'merged') return null;
  const withdraw = () =>
    void act(async () => {
      await callAction(withdrawQuestion, { sessionId });
      onChanged();
    });
  return (
    <section className="stack tight" aria-label={t('ask.own')}>
      <h3>{t('ask.own')}</h3>
      <p>{own.text}</p>
      {own.wording !== null && own.wording !== own.text && (
        <p className="soft">{t('ask.wording', { wording: own.wording })}</p>
      )}
      <div className={LOOKS[state] ?? 'note'} role="status">
        <strong>{t(`ask.state.${state}`)}</strong>
        {own.says !== null && <p>{own.says}</p>}
        {own.together && <p>{t('ask.together')}</p>}
      </div>
      {own.caseNumber !== null && (
        <ButtonLink href={`/my/${own.caseNumber}`} wide>
          {t('ask.caseLink', { number: own.caseNumber })}
        </ButtonLink>
      )}
      {state === 'new' && !own.together && (
        <Confirm
          ask={t('ask.withdraw')}
          question={t('ask.withdrawQuestion')}
          yes={t('ask.withdrawYes')}
          onYes={withdraw}
          busy={busy}
        />
      )}
      <RefusalText refusal={refusal} />
    </section>
  );
}
