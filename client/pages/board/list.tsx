/** The message board as everybody reads it: what others wrote, where it stands, and a way to write. */
import { type FormEvent, useEffect, useState } from 'react';
import { type BoardRow, listBoard, showBoardForm } from '../../../shared/actions/board.ts';
import { listCategories } from '../../../shared/actions/public.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { PostLink } from '../../features/board/post-link.tsx';
import { prepareBoard, useBoardT } from '../../features/board/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';

export const prepare = prepareBoard;

const STAGES = ['waiting', 'handling', 'handled'] as const;

export default function BoardPage() {
  const t = useBoardT();
  const english = useLanguage() === 'en';
  const form = useQuery(showBoardForm, {});
  const tree = useQuery(listCategories, {});
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [addressee, setAddressee] = useState('');
  const [category, setCategory] = useState('');
  const [stage, setStage] = useState('');
  const categories = (tree.data?.categories ?? []).map(({ code, name, nameEn }) => ({
    code,
    name: english ? nameEn : name,
  }));
  const input = {
    ...(text ? { text } : {}),
    ...optional('addresseeId', form.data?.addressees.find(({ title }) => title === addressee)?.id),
    ...optional('category', categories.find(({ name }) => name === category)?.code),
    ...optional(
      'stage',
      STAGES.find((one) => t(`board.stages.${one}`) === stage),
    ),
  };
  const first = useQuery(listBoard, input);
  const key = JSON.stringify(input);
  const [more, setMore] = useState<{ key: string; posts: BoardRow[]; cursor: string | null }>({
    key,
    posts: [],
    cursor: null,
  });
  const { busy, refusal, act } = useAct();
  useEffect(() => setMore({ key, posts: [], cursor: first.data?.nextCursor ?? null }), [key, first.data]);
  const isOfKey = more.key === key;
  const posts = [...(first.data?.posts ?? []), ...(isOfKey ? more.posts : [])];
  const zone = first.data?.zone ?? 'UTC';
  const cursor = isOfKey ? more.cursor : null;
  return (
    <Page title={t('board.title')} width="wide">
      <p className="big">{t('board.lead')}</p>
      <div className="row">
        <ButtonLink href="/board/write" kind="primary">
          {t('board.write')}
        </ButtonLink>
        <ButtonLink href="/my">{t('board.mine')}</ButtonLink>
      </div>
      <div className="columns">
        <section className="stack" aria-label={t('board.title')}>
          {!first.data && !first.error && <Loading />}
          {!first.data && first.error && <Failed refusal={first.error} onRetry={first.reload} />}
          {first.data && posts.length === 0 && <p className="note">{t('board.none')}</p>}
          {posts.length > 0 && (
            <ul className="plain-list">
              {posts.map((post) => (
                <li key={post.number}>
                  <PostLink post={post} zone={zone} />
                </li>
              ))}
            </ul>
          )}
          {cursor !== null && (
            <Button
              wide
              busy={busy}
              onClick={() =>
                void act(async () => {
                  const next = await callAction(listBoard, { ...input, cursor });
                  setMore({ key, posts: [...more.posts, ...next.posts], cursor: next.nextCursor });
                })
              }
            >
              {t('board.more')}
            </Button>
          )}
          <RefusalText refusal={refusal} />
        </section>
        <form
          className="card"
          aria-label={t('board.filter')}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            setText(typed.trim());
          }}
        >
          <TextField
            label={t('board.search')}
            type="search"
            maxLength={40}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" wide>
            {t('board.go')}
          </Button>
          <Select
            label={t('board.stage')}
            empty={t('board.all')}
            options={STAGES.map((one) => t(`board.stages.${one}`))}
            value={stage}
            onChoice={setStage}
          />
          <Select
            label={t('board.addressee')}
            empty={t('board.all')}
            options={(form.data?.addressees ?? []).map(({ title }) => title)}
            value={addressee}
            onChoice={setAddressee}
          />
          <Select
            label={t('board.category')}
            empty={t('board.all')}
            options={categories.map(({ name }) => name)}
            value={category}
            onChoice={setCategory}
          />
        </form>
      </div>
    </Page>
  );
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [K in Name]?: Value };
