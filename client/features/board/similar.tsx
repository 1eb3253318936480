/** What others wrote of the same, shown while somebody writes: following it is less work than writing it again. */
import { useEffect, useState } from 'react';
import { type BoardRow, findSimilar } from '../../../shared/actions/board.ts';
import { callAction } from '../../api/call-action.ts';
import { Link } from '../../app/router.tsx';
import { useBoardT } from './texts.ts';

const PAUSE_MS = 700;

export function Similar({ subject, content, place }: { subject: string; content: string; place: string }) {
  const t = useBoardT();
  const [posts, setPosts] = useState<readonly BoardRow[]>([]);
  useEffect(() => {
    const text = `${subject.slice(0, 200)}\n${content.slice(0, 1000)}`.trim();
    if (text === '') return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      callAction(findSimilar, { text, ...(place ? { place } : {}) }, { signal: abort.signal }).then(
        (found) => !abort.signal.aborted && setPosts(found.posts),
        // Help that does not come is not missed: the message is written all the same.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [subject, content, place]);
  return (
    <div role="status">
      {posts.length > 0 && (
        <section className="note" aria-labelledby="similar">
          <h2 id="similar">{t('write.similar')}</h2>
          <p>{t('write.similarWhat')}</p>
          <ul className="plain-list">
            {posts.map((post) => (
              <li key={post.number}>
                <Link href={`/board/${post.number}`} className="link-row">
                  {t('write.similarOpen', { subject: post.subject, stage: t(`board.stages.${post.stage}`) })}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
