/** One public message in a list. */
import type { BoardRow } from '../../../shared/actions/board.ts';
import { Link } from '../../app/router.tsx';
import { dayOf } from '../../ui/time.ts';
import { useBoardT } from './texts.ts';

export function PostLink({ post, zone }: { post: BoardRow; zone: string }) {
  const t = useBoardT();
  return (
    <Link href={`/board/${post.number}`} className="link-row">
      <span>
        <StageTag stage={post.stage} /> <strong>{post.subject}</strong>
        <br />
        <span className="soft">
          {t('board.from', { alias: post.alias, date: dayOf(post.openedAt, zone) })}
          {post.addressee !== null && <> · {t('board.to', { addressee: post.addressee })}</>}
          {post.follows > 0 && <> · {t('board.follows', { count: post.follows })}</>}
        </span>
      </span>
    </Link>
  );
}

export function StageTag({ stage }: { stage: BoardRow['stage'] }) {
  const t = useBoardT();
  return <span className={stage === 'handled' ? 'tag good' : 'tag'}>{t(`board.stages.${stage}`)}</span>;
}
