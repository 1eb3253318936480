/** Questions of the audience of one session: the own one or a form for it, and what is public of the others'. */
import { ownQuestion, publicQuestions } from '../../../shared/actions/questions.ts';
import { useQuery } from '../../api/use-query.ts';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { AskForm } from './ask-form.tsx';
import { OwnQuestion } from './own-question.tsx';
import { useAskT } from './texts.ts';

const REFRESH_MS = 15_000;

export default function Questions({ sessionId }: { sessionId: string }) {
  const t = useAskT();
  const others = useQuery(publicQuestions, { sessionId }, { everyMs: REFRESH_MS });
  const mine = useQuery(ownQuestion, { sessionId }, { everyMs: REFRESH_MS });
  const { data } = others;
  if (!data || !mine.data) {
    const error = others.error ?? mine.error;
    const again = () => {
      others.reload();
      mine.reload();
    };
    return error ? <Failed refusal={error} onRetry={again} /> : <Loading />;
  }
  const own = mine.data.question;
  const form = data.open ? (
    <AskForm sessionId={sessionId} onAsked={mine.reload} />
  ) : (
    <p className="note">{t('ask.closed')}</p>
  );
  return (
    <div className="stack">
      {own ? <OwnQuestion sessionId={sessionId} own={own} onChanged={mine.reload} /> : form}
      <section className="stack tight" aria-label={t('ask.list')}>
        <h3>{t('ask.list')}</h3>
        {data.questions.length === 0 && <p className="soft">{t('ask.none')}</p>}
        <ul className="plain-list">
          {data.questions.map(({ id, wording, publicName, state, note }) => (
            <li key={id} className={state === 'onAir' ? 'note good' : 'note'}>
              <p>
                <span className={state === 'onAir' ? 'tag good' : 'tag'}>{t(`ask.tag.${state}`)}</span> {wording}
              </p>
              {publicName !== '' && <p className="soft">{t('ask.by', { name: publicName })}</p>}
              {note !== '' && <p>{note}</p>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
