/** What the minutes of an evening say, for the public. */
import { listCategories } from '../../../shared/actions/public.ts';
import { type MinutesContent, type MinutesQuestion, type MinutesRow, sumOf } from '../../../shared/minutes.ts';
import { OUTCOMES } from '../../../shared/states.ts';
import { useQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { clockOf, dayOf, plainDate } from '../../ui/time.ts';
import { useMinutesT } from './texts.ts';

export function MinutesText({ content }: { content: MinutesContent }) {
  const t = useMinutesT();
  const { session, rows, questions, outcomes, offAir } = content;
  const category = useCategoryName();
  const others = Object.entries(content.notReached).filter(([, count]) => count > 0);
  return (
    <>
      {content.intro && <p className="minutes-text">{content.intro}</p>}
      <section className="card">
        <dl className="facts">
          <dt>{t('minutes.when')}</dt>
          <dd>
            {dayOf(session.startsAt, session.zone)} {clockOf(session.startsAt, session.zone)}–
            {clockOf(session.endsAt, session.zone)}
          </dd>
          <dt>{t('minutes.officials')}</dt>
          <dd>
            {session.officials.map(({ title, name }) => (
              <div key={`${title} ${name}`}>
                {title} <strong>{name}</strong>
              </div>
            ))}
          </dd>
          {session.topic && (
            <>
              <dt>{t('minutes.topic')}</dt>
              <dd>{session.topic}</dd>
            </>
          )}
        </dl>
      </section>
      <section className="stack" aria-labelledby="calls">
        <h2 id="calls">{t('minutes.calls', { count: sumOf(outcomes) })}</h2>
        {sumOf(outcomes) === 0 ? <p>{t('minutes.noCalls')}</p> : <Counts outcomes={outcomes} />}
        <ol className="plain-list minutes-rows">
          {rows.map((row) => (
            <Row key={row.callId} row={row} category={category(row.categoryCode)} />
          ))}
        </ol>
      </section>
      {questions.length > 0 && (
        <section className="stack" aria-labelledby="questions">
          <h2 id="questions">{t('minutes.questions', { count: questions.length })}</h2>
          <ol className="plain-list minutes-rows">
            {questions.map((question) => (
              <Question key={question.id} question={question} />
            ))}
          </ol>
        </section>
      )}
      {offAir.length > 0 && (
        <section className="stack tight" aria-labelledby="off-air">
          <h2 id="off-air">{t('minutes.offAir')}</h2>
          {offAir.map(({ name, outcomes: its }) => (
            <div key={name}>
              <strong>
                {name} {t('minutes.times', { count: sumOf(its) })}
              </strong>
              <Counts outcomes={its} />
            </div>
          ))}
        </section>
      )}
      <section className="stack tight" aria-labelledby="not-reached">
        <h2 id="not-reached">{t('minutes.notReached')}</h2>
        {others.length === 0 && <p>{t('minutes.everybody')}</p>}
        <ul className="policy">
          {others.map(([what, count]) => (
            <li key={what}>
              {t(`minutes.reached.${what as keyof MinutesContent['notReached']}`)} {t('minutes.people', { count })}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Row({ row, category }: { row: MinutesRow; category: string }) {
  const t = useMinutesT();
  const resident = t('minutes.resident');
  const title = row.subject || category || resident;
  return (
    <li className="card">
      <h3>{title}</h3>
      <p className="soft">
        {[row.who || (title === resident ? '' : resident), row.township, row.subject ? category : '', row.official]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        <span className="tag">{t(`outcome.${row.outcome}`)}</span>
      </p>
      {!row.told && <p className="soft">{t('minutes.untold')}</p>}
      {row.text && (
        <p className="minutes-text">
          <strong>{t('minutes.answer')}</strong> {row.text}
        </p>
      )}
      {row.whereTo && <p>{t('minutes.whereTo', { whereTo: row.whereTo })}</p>}
      {row.promises.map(({ wording, unitName, dueOn, by }) => (
        <p key={`${wording} ${unitName} ${dueOn}`} className="minutes-promise">
          <strong>{t('minutes.promise')}</strong> {wording || t('minutes.promiseUntold')}
          <br />
          {t('minutes.promiseOf', { unit: by ? `${by} · ${unitName}` : unitName, date: plainDate(dueOn) })}
        </p>
      ))}
      {row.studied.map((text) => (
        <p key={text}>
          <strong>{t('minutes.studied')}</strong> {text}
        </p>
      ))}
    </li>
  );
}

function Question({ question: { wording, who, state, note } }: { question: MinutesQuestion }) {
  const t = useMinutesT();
  return (
    <li className="card">
      <h3>{wording}</h3>
      <p className="soft">{who || t('minutes.resident')}</p>
      <p>
        <span className="tag">{t(`minutes.question.${state}`)}</span>
      </p>
      {note && (
        <p className="minutes-text">
          <strong>{t('minutes.answer')}</strong> {note}
        </p>
      )}
    </li>
  );
}

function Counts({ outcomes }: { outcomes: MinutesContent['outcomes'] }) {
  const t = useMinutesT();
  const there = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
  return <p>{there.map((outcome) => `${t(`outcome.${outcome}`)} ${outcomes[outcome]}`).join(' · ')}</p>;
}

/** Empty while none is set, or not there yet. */
function useCategoryName(): (code: string | null) => string {
  const language = useLanguage();
  const { data } = useQuery(listCategories, {});
  const all = (data?.categories ?? []).flatMap((top) => [top, ...top.children]);
  return (code) => {
    const found = all.find((one) => one.code === code);
    return found ? (language === 'en' ? found.nameEn : found.name) : '';
  };
}
