/** The official answer, the newest open; how its citizen judged it. */
import type { MyCase } from '../../../shared/actions/my.ts';
import { MARKED, ratingBand, ratingTotal } from '../../../shared/case-rating.ts';
import { dayAndClock } from '../../ui/time.ts';
import { useMyT } from './texts.ts';

export function Answers({ of }: { of: MyCase }) {
  const t = useMyT();
  const [newest, ...earlier] = [...of.replies].reverse();
  // The newest one holds no more once the case goes on.
  const holds = of.stage === 'handled' ? newest : undefined;
  const before = holds ? earlier : [...of.replies].reverse();
  return (
    <>
      {holds && (
        <section className="card main">
          <h2>{t('my.answer')}</h2>
          <Reply reply={holds} zone={of.zone} />
        </section>
      )}
      {of.stage === 'handled' && !newest && <p className="note good">{t('my.answeredInCall')}</p>}
      {of.rating && (
        <section className="card">
          <h2>{t('my.rated')}</h2>
          <p>
            <strong>{t(`my.band.${ratingBand(ratingTotal(of.rating))}`)}</strong>
          </p>
          <dl className="facts">
            {MARKED.map((one) => [
              <dt key={one}>{t(`my.markedShort.${one}`)}</dt>,
              <dd key={`${one} mark`}>{t(`my.mark.${of.rating?.[one] ?? 3}` as 'my.mark.3')}</dd>,
            ])}
          </dl>
          {of.rating.comment && <p>{of.rating.comment}</p>}
        </section>
      )}
      {before.length > 0 && (
        <details className="card">
          <summary>{t('my.answersBefore')}</summary>
          <div className="stack">
            {before.map((reply) => (
              <Reply key={reply.at} reply={reply} zone={of.zone} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Reply({ reply: { text, unitName, at }, zone }: { reply: MyCase['replies'][number]; zone: string }) {
  return (
    <div className="stack tight">
      <p className="written big">{text}</p>
      <p className="soft">
        {unitName} · {dayAndClock(at, zone)}
      </p>
    </div>
  );
}
