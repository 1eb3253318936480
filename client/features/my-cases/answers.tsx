/** The official answer, the newest open; how its citizen judged it. */
import type { CaseFile } from '../../../shared/actions/files.ts';
import type { MyCase } from '../../../shared/actions/my.ts';
import { MARKED, ratingBand, ratingTotal } from '../../../shared/case-rating.ts';
import { dayAndClock } from '../../ui/time.ts';
import { AnswerFiles } from './files.tsx';
import { useMyT } from './texts.ts';

export function Answers({ of, files }: { of: MyCase; files: readonly CaseFile[] }) {
  const t = useMyT();
  const [newest, ...earlier] = [...of.replies].reverse();
  // The newest one holds no more once the case goes on, or was answered in a call since.
  const holds = of.stage === 'handled' && !of.answeredInCall ? newest : undefined;
  const before = holds ? earlier : [...of.replies].reverse();
  return (
    <>
      {holds && (
        <section className="card main">
          <h2>{t('my.answer')}</h2>
          <Reply of={of} reply={holds} files={files} />
        </section>
      )}
      {of.answeredInCall && <p className="note good">{t('my.answeredInCall')}</p>}
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
              <Reply key={reply.at} of={of} reply={reply} files={files} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

interface ReplyProps {
  of: MyCase;
  reply: MyCase['replies'][number];
  files: readonly CaseFile[];
}

function Reply({ of, reply: { id, text, unitName, at }, files }: ReplyProps) {
  return (
    <div className="stack tight">
      <p className="written big">{text}</p>
      <AnswerFiles caseId={of.caseId} files={files.filter(({ replyId }) => replyId === id)} />
      <p className="soft">
        {unitName} · {dayAndClock(at, of.zone)}
      </p>
    </div>
  );
}
