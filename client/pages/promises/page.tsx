/** What was promised on air and how it stands: a leader's own, the county's, or those of one's unit. The address holds the question. */
import { Button, Chip, Group, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { listPromises } from '../../../shared/actions/figures.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { PROMISE_STANDINGS, type PromiseStanding } from '../../../shared/states.ts';
import { callAction } from '../../api/call-action.ts';
import { useMe } from '../../desk/me.ts';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { UnitSelect } from '../../features/cases/choices.tsx';
import { largeFor } from '../../features/leader-home/large.ts';
import { hasPromises, readsAllUnits } from '../../features/promise-list/may.ts';
import { PromiseTable } from './table.tsx';

/** Changes made by others are seen within that time. */
const EVERY_MS = 5000;
type Page = ResultOf<'promises.list'>;
type Counts = Page['counts'];

const FIELDS = ['standing', 'unitId', 'by', 'mine'] as const;
type Question = Partial<Record<(typeof FIELDS)[number], string>>;

export default function PromisesPage() {
  const t = useT();
  const { roles } = useMe();
  const [search, setSearch] = useSearchParams();
  const standing = PROMISE_STANDINGS.find((one) => one === search.get('standing'));
  const mine = hasPromises(roles) && search.get('mine') !== 'no';
  const [unitId, by] = [search.get('unitId') ?? undefined, search.get('by') ?? undefined];
  const input = {
    ...(standing && { standing }),
    ...(unitId && { unitId }),
    ...(by && !mine && { by }),
    ...(mine && { mine: 'yes' as const }),
  };
  const ask = (change: Question) => {
    const next = new URLSearchParams();
    for (const field of FIELDS) {
      const value = field in change ? change[field] : search.get(field);
      if (value) next.set(field, value);
    }
    setSearch(next, { replace: true });
  };
  const asked = useInfiniteQuery<Page, Refusal, Page[], readonly unknown[], string | undefined>({
    // Not the key of those who ask for one page.
    queryKey: [listPromises.name, 'pages', input],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      callAction(listPromises, { ...input, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages,
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  });
  const [first] = asked.data ?? [];
  const rows = asked.data?.flatMap(({ promises }) => promises) ?? [];
  const wide = readsAllUnits(roles);

  return (
    <Shell title={t('promiseList.title')}>
      <Stack gap="sm" className={largeFor(roles)}>
        <Title order={1}>{t('promiseList.title')}</Title>
        {asked.isPending && <Skeleton h={300} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {first && (
          <>
            <Standings counts={first.counts} standing={standing} onChoose={(next) => ask({ standing: next ?? '' })} />
            <Group gap="sm" align="end">
              {hasPromises(roles) && (
                <Chip checked={mine} onChange={(on) => ask({ mine: on ? '' : 'no', by: '' })} variant="outline">
                  {t(roles.includes('official') ? 'promiseList.mine' : 'promiseList.leaders')}
                </Chip>
              )}
              {wide && !mine && (
                <Select
                  size="xs"
                  label={t('promiseList.by')}
                  placeholder={t('cases.any')}
                  data={first.leaders}
                  value={by ?? null}
                  onChange={(value) => ask({ by: value ?? '' })}
                  searchable
                  clearable
                  clearButtonProps={{ 'aria-label': t('cases.clearOne') }}
                  nothingFoundMessage={t('choice.none')}
                />
              )}
              {wide && (
                <UnitSelect
                  size="xs"
                  placeholder={t('cases.any')}
                  value={unitId ?? null}
                  onChange={(value) => ask({ unitId: value ?? '' })}
                  clearable
                  clearButtonProps={{ 'aria-label': t('cases.clearOne') }}
                />
              )}
            </Group>
            {rows.length === 0 ? (
              <Text>{t(Object.keys(input).length > (mine ? 1 : 0) ? 'promiseList.notFound' : 'promiseList.none')}</Text>
            ) : (
              <PromiseTable rows={rows} />
            )}
          </>
        )}
        {asked.hasNextPage && (
          <Button
            variant="default"
            size="compact-sm"
            style={{ alignSelf: 'start' }}
            loading={asked.isFetchingNextPage}
            onClick={() => void asked.fetchNextPage()}
          >
            {t('supervise.more')}
          </Button>
        )}
      </Stack>
    </Shell>
  );
}

/** Choosing the one that is chosen shows all again. */
function Standings({
  counts,
  standing,
  onChoose,
}: {
  counts: Counts;
  standing: PromiseStanding | undefined;
  onChoose: (standing: PromiseStanding | null) => void;
}) {
  const t = useT();
  return (
    <Group gap={6} role="group" aria-label={t('promiseList.standing')}>
      {PROMISE_STANDINGS.map((one) => (
        <Chip key={one} checked={one === standing} onChange={(on) => onChoose(on ? one : null)} variant="outline">
          {t(`promiseList.standings.${one}`)} {counts[one]}
          {one === 'running' && counts.dueSoon > 0 && t('promiseList.ofThemSoon', { count: counts.dueSoon })}
        </Chip>
      ))}
    </Group>
  );
}
