/** Cases that this role may read: asked for, counted, in groups, as far down as one likes. The address holds the question. */
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { countCases, listCases } from '../../../shared/actions/case-lists.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { callAction } from '../../api/call-action.ts';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useShortcuts } from '../../desk/use-shortcuts.ts';
import { addressOf, asking, type CaseQuestion, isAskedFor, questionOf } from '../../features/cases/list-address.ts';
import { FilterBar } from './filter-bar.tsx';
import { Groups } from './groups.tsx';
import css from './list.module.css';
import { CaseRows, type RowsHandle } from './rows.tsx';
import { Views } from './views.tsx';

type Page = ResultOf<'cases.list'>;
/** What was loaded stays that long for whoever comes back from a case. */
const KEPT_MS = 15 * 60_000;

export default function CasesPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const question = useMemo(() => questionOf(search), [search]);
  const { filter, sort, by } = question;
  const address = addressOf(question);
  const ask = (next: CaseQuestion) => setSearch(addressOf(next), { replace: true });
  const searchBox = useRef<HTMLInputElement>(null);
  const rowsHandle = useRef<RowsHandle>(null);
  useShortcuts([
    { key: 'j', says: 'cases.keys.next', run: () => rowsHandle.current?.move(1) },
    { key: 'k', says: 'cases.keys.before', run: () => rowsHandle.current?.move(-1) },
    { key: '/', says: 'cases.keys.search', run: () => searchBox.current?.focus() },
  ]);

  const asked = useInfiniteQuery<Page, Refusal, Page[], readonly unknown[], string | undefined>({
    queryKey: [listCases.name, filter, sort],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      callAction(listCases, { ...filter, sort, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages,
    gcTime: KEPT_MS,
  });
  const counted = useQuery<ResultOf<'cases.count'>, Refusal>({
    queryKey: [countCases.name, filter],
    queryFn: ({ signal }) => callAction(countCases, filter, { signal }),
  });
  // The groups of everything else that is asked for: choosing one does not take the others away.
  const around = by === null ? filter : asking(filter, { [FIELD_OF[by]]: null });
  const grouped = useQuery<ResultOf<'cases.count'>, Refusal>({
    queryKey: [countCases.name, around, by],
    queryFn: ({ signal }) => callAction(countCases, { ...around, ...(by ? { by } : {}) }, { signal }),
    enabled: by !== null,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => asked.data?.flatMap(({ cases }) => cases) ?? [], [asked.data]);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = asked;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const filtered = isAskedFor(filter);

  return (
    <Shell title={t('cases.title')}>
      <Stack gap="xs" className={css.page}>
        <Group justify="space-between" gap="xs">
          <Title order={1}>{t('cases.title')}</Title>
          <Text size="sm" role="status">
            {counted.data
              ? t(counted.data.more ? 'cases.countMore' : 'cases.count', { count: counted.data.total })
              : ' '}
          </Text>
        </Group>
        <Views address={address} onChoose={(to) => setSearch(to)} />
        <FilterBar question={question} ask={ask} searchBox={searchBox} />
        {asked.error && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        <div className={css.frame} data-grouped={by !== null || undefined}>
          {by && grouped.data && (
            <Groups
              by={by}
              groups={grouped.data.groups}
              filter={filter}
              onChoose={(change) => ask({ ...question, filter: asking(filter, change) })}
            />
          )}
          {asked.isPending && (
            <Stack gap={6} className={css.scroll} p="xs">
              {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
                <Skeleton h={34} key={key} />
              ))}
            </Stack>
          )}
          {asked.data && rows.length === 0 && (
            <Stack align="center" py="xl" gap="xs" className={css.scroll}>
              <Text>{t(filtered ? 'cases.notFound' : 'cases.none')}</Text>
              {filtered && (
                <Button variant="default" size="compact-sm" onClick={() => ask({ ...question, filter: {} })}>
                  {t('cases.clear')}
                </Button>
              )}
            </Stack>
          )}
          {rows.length > 0 && (
            <CaseRows
              key={address}
              rows={rows}
              address={address}
              total={counted.data && !counted.data.more ? counted.data.total : null}
              hasMore={hasNextPage}
              more={more}
              handle={rowsHandle}
            />
          )}
        </div>
        <Text size="xs" c="dimmed" className={css.keys}>
          {t('cases.keys.all')}
        </Text>
      </Stack>
    </Shell>
  );
}

/** What of the filter a group is of. */
const FIELD_OF = { unit: 'unit', category: 'category', state: 'state', place: 'place' } as const;
