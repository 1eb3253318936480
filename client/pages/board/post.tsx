/** One public message with its answer, and "I have this too". */
import { useState } from 'react';
import { type BoardPost, followPost, showPost } from '../../../shared/actions/board.ts';
import { citizenMe } from '../../../shared/actions/people.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { StageTag } from '../../features/board/post-link.tsx';
import { prepareBoard, useBoardT } from '../../features/board/texts.ts';
import { WithPhone } from '../../features/board/with-phone.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { dayOf } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';
import './board.css';

export const prepare = prepareBoard;

export default function PostPage({ params }: { params: Record<string, string> }) {
  const t = useBoardT();
  const { data, error, reload } = useQuery(showPost, { number: params.number ?? '' });
  return (
    <Page title={data?.subject ?? t('board.title')}>
      {!data && !error && <Loading />}
      {!data && error && <Failed refusal={error} onRetry={reload} />}
      {data && (
        <>
          <p>
            <StageTag stage={data.stage} /> {data.number}
          </p>
          <p className="soft">
            {t('board.from', { alias: data.alias, date: dayOf(data.openedAt, data.zone) })}
            {data.place !== '' && <> · {data.place}</>}
            {data.addressee !== null && <> · {t('board.to', { addressee: data.addressee })}</>}
          </p>
          <p className="board-text">{data.text}</p>
          <Files files={data.files} />
          <section className="card main" aria-labelledby="reply">
            <h2 id="reply">{t('board.reply')}</h2>
            {data.reply === null ? (
              <p>{t('board.noReply')}</p>
            ) : (
              <>
                <p className="board-text">{data.reply.text}</p>
                <p className="soft">
                  {data.reply.unitName === null
                    ? dayOf(data.reply.at, data.zone)
                    : t('board.replyBy', { unit: data.reply.unitName, date: dayOf(data.reply.at, data.zone) })}
                </p>
                <Files files={data.reply.files} />
              </>
            )}
            {data.ratingBand !== null && <p>{t('board.rating', { band: t(`board.bands.${data.ratingBand}`) })}</p>}
          </section>
          {data.stage !== 'handled' && <Follow post={data} onChanged={reload} />}
          <ButtonLink href="/board" kind="quiet" wide>
            {t('board.back')}
          </ButtonLink>
        </>
      )}
    </Page>
  );
}

function Files({ files }: { files: BoardPost['files'] }) {
  const t = useBoardT();
  if (files.length === 0) return null;
  const at = (id: string) => `/api/board/files/${id}/content`;
  return (
    <ul className="board-files">
      {files.map(({ id, name, kind }, index) => (
        <li key={id}>
          {kind === 'picture' ? (
            <img src={at(id)} alt={t('board.picture', { number: index + 1 })} loading="lazy" />
          ) : (
            <a className="link-row" href={at(id)}>
              {t('board.file', { name })}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Follow({ post, onChanged }: { post: BoardPost; onChanged: () => void }) {
  const t = useBoardT();
  const me = useQuery(citizenMe, {});
  const [asking, setAsking] = useState(false);
  const [phone, setPhone] = useState('');
  const { busy, refusal, act } = useAct();
  const follow = (wanted: boolean) =>
    act(async () => {
      await callAction(followPost, { number: post.number, follow: wanted });
      setAsking(false);
      onChanged();
    });
  return (
    <section className="stack" aria-label={t('board.follow')}>
      {post.follows > 0 && <p className="big">{t('board.follows', { count: post.follows })}</p>}
      {post.following ? (
        <>
          <p className="note good" role="status">
            {t('board.following')}
          </p>
          <Button kind="quiet" wide busy={busy} onClick={() => void follow(false)}>
            {t('board.unfollow')}
          </Button>
        </>
      ) : asking ? (
        <>
          <h2>{t('board.followPhone')}</h2>
          <WithPhone phone={phone} onPhone={setPhone} onVerified={() => void follow(true)} />
        </>
      ) : (
        <>
          <p>{t('board.followWhat')}</p>
          <Button
            kind="primary"
            wide
            busy={busy}
            onClick={() => (me.data?.phoneMasked ? void follow(true) : setAsking(true))}
          >
            {t('board.follow')}
          </Button>
        </>
      )}
      <RefusalText refusal={refusal} />
    </section>
  );
}
