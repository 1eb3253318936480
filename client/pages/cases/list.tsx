/** Cases that this role may read: state, search, more by cursor. The address holds the question. */
import { Badge, Button, Group, Select, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type * as z from 'zod/mini';
import { type CaseRow, listCases } from '../../../shared/actions/cases.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { CASE_STATES, CaseState } from '../../../shared/states.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime, deadline } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './cases.module.css';

type Page = z.infer<typeof listCases.result>;
const HOME_ZONE = 'Asia/Shanghai';

/** The county's zone, in which all times are shown (S2). */
export function useCountyZone(): string {
  const { data } = useAsk(listSessions, {}, { staleMs: 10 * 60_000 });
  return data?.county.zone ?? HOME_ZONE;
}

export default function CasesPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const text = search.get('text') ?? '';
  const state = CASE_STATES.find((one) => one === search.get('state'));
  const [typed, setTyped] = useState(text);
  const asked = useInfiniteQuery<Page, Refusal, Page[], readonly unknown[], string | undefined>({
    queryKey: [listCases.name, state, text],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      callAction(
        listCases,
        { ...(state ? { state } : {}), ...(text ? { text } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages,
  });
  const ask = (change: { text?: string; state?: string | null }) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next, { replace: true });
  };
  const rows = asked.data?.flatMap(({ cases }) => cases) ?? [];
  const filtered = text !== '' || state !== undefined;

  return (
    <Shell title={t('cases.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('cases.title')}</Title>
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            ask({ text: typed.trim() });
          }}
        >
          <Group gap="xs" align="flex-end">
            <Select
              size="sm"
              w={170}
              label={t('cases.filterState')}
              placeholder={t('cases.allStates')}
              data={CaseState.options.map((one) => ({ value: one, label: t(`case.state.${one}`) }))}
              value={state ?? null}
              onChange={(value) => ask({ state: value })}
              clearable
              clearButtonProps={{ 'aria-label': t('cases.clear') }}
            />
            <TextInput
              size="sm"
              type="search"
              label={t('cases.search')}
              placeholder={t('cases.searchHelp')}
              leftSection={<Icon name="search" size={14} />}
              value={typed}
              maxLength={60}
              onChange={(event) => setTyped(event.currentTarget.value)}
              style={{ flex: 1, maxWidth: 360 }}
            />
            <Button type="submit" size="sm">
              {t('cases.search')}
            </Button>
          </Group>
        </form>
        {asked.isPending && (
          <Stack gap={6}>
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <Skeleton h={34} key={key} />
            ))}
          </Stack>
        )}
        {asked.error && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && rows.length === 0 && (
          <Stack align="center" py="xl" gap="xs">
            <Text>{t(filtered ? 'cases.notFound' : 'cases.none')}</Text>
            {filtered && (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  setTyped('');
                  setSearch({}, { replace: true });
                }}
              >
                {t('cases.clear')}
              </Button>
            )}
          </Stack>
        )}
        {rows.length > 0 && <Rows rows={rows} />}
        {asked.hasNextPage ? (
          <Button
            variant="default"
            loading={asked.isFetchingNextPage}
            onClick={() => void asked.fetchNextPage()}
            style={{ alignSelf: 'center' }}
          >
            {t('cases.more')}
          </Button>
        ) : (
          rows.length > 0 && (
            <Text size="xs" c="dimmed" ta="center">
              {t('cases.end')}
            </Text>
          )
        )}
      </Stack>
    </Shell>
  );
}

function Rows({ rows }: { rows: readonly CaseRow[] }) {
  const t = useT();
  const zone = useCountyZone();
  const language = useLanguage();
  const category = useCategoryPath();
  return (
    <Table className={css.table} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('cases.number')}</Table.Th>
          <Table.Th>{t('cases.subject')}</Table.Th>
          <Table.Th>{t('cases.state')}</Table.Th>
          <Table.Th>{t('cases.category')}</Table.Th>
          <Table.Th>{t('cases.person')}</Table.Th>
          <Table.Th>{t('cases.unit')}</Table.Th>
          <Table.Th>{t('cases.due')}</Table.Th>
          <Table.Th>{t('cases.openedAt')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <Link to={`/cases/${row.number}`}>{row.number}</Link>
            </Table.Td>
            <Table.Td className={css.subject}>{row.subject}</Table.Td>
            <Table.Td>
              <StateBadge state={row.state} />
            </Table.Td>
            <Table.Td>
              {category(row.categoryCode) || '–'} · {t(`case.kind.${row.kind}`)}
            </Table.Td>
            <Table.Td className={css.who}>
              {row.personName ?? t('cases.hidden')} · {row.place}
            </Table.Td>
            <Table.Td>{row.mainUnitName ?? t('cases.noUnit')}</Table.Td>
            <Table.Td data-label={t('cases.due')}>
              <Due row={row} zone={zone} />
            </Table.Td>
            <Table.Td data-label={t('cases.openedAt')}>{dayAndTime(row.openedAt, zone, language)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function StateBadge({ state }: { state: CaseState }) {
  const t = useT();
  const color =
    state === 'closed' || state === 'replied' ? 'teal' : state === 'refused' || state === 'merged' ? 'gray' : 'blue';
  return (
    <Badge variant="light" color={color} miw="max-content">
      {t(`case.state.${state}`)}
    </Badge>
  );
}

export function Due({ row, zone }: { row: CaseRow; zone: string }) {
  const t = useT();
  if (row.dueAt === null) return <>–</>;
  const over = row.dueAt < Date.now() && row.state !== 'closed' && row.state !== 'replied';
  return (
    <span className={over ? css.over : undefined}>
      {over && <Icon name="warning" size={14} />} {deadline(row.dueAt, zone)}
      {over && ` ${t('cases.overdue')}`}
    </span>
  );
}
