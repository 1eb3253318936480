/** Questions of the audience; their code comes with the tap that asks for them, or with what was typed here before. */
import { useState } from 'react';
import type { SessionCard } from '../../../shared/actions/public.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { DRAFT, recall } from '../../ui/memory.ts';
import { onDemand } from '../../ui/on-demand.tsx';
import { useT } from '../../ui/texts.ts';

const Questions = onDemand(() => import('../audience-questions/questions.tsx'), Loading);

const SHOWN: readonly SessionCard['state'][] = ['lobby', 'live', 'paused', 'closing', 'ended'];

export function AudienceQuestions({ session }: { session: SessionCard }) {
  const t = useT();
  const [open, setOpen] = useState(() => recall(`${DRAFT}ask.${session.id}`) !== null);
  if (!session.public || !SHOWN.includes(session.state)) return null;
  return (
    <section className="card" aria-label={t('session.questions')}>
      <h2>{t('session.questions')}</h2>
      {open ? (
        <Questions sessionId={session.id} />
      ) : (
        <Button wide onClick={() => setOpen(true)}>
          {t(session.state === 'ended' ? 'session.questionsRead' : 'session.questionsOpen')}
        </Button>
      )}
    </section>
  );
}
