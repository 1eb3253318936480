/** In the dialog of a review: the reply itself with its files, to be read where it is judged. */
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';
import { FilesOfReply } from './files-of-reply.tsx';

export function UnderReview({ detail: { case: row, work } }: { detail: CaseDetail }) {
  const t = useT();
  const reply = work.replies.findLast(({ kind, officialAt }) => kind === 'official' && officialAt === null);
  if (!reply) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className={css.review} aria-label={t('caseFiles.underReview')} tabIndex={0}>
      <div className={css.text}>{reply.text}</div>
      <FilesOfReply caseId={row.id} replyId={reply.id} />
    </section>
  );
}
