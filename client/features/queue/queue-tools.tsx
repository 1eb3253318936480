/** What of the queue is shown: state, search, filter and columns. */
import { Button, Checkbox, Indicator, MultiSelect, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useMemo } from 'react';
import { CONSENT_SCOPES, LANES, PARTICIPATION, PRESENCE, TICKET_STATES } from '../../../shared/states.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { OPTIONAL, type OptionalColumn } from './columns.ts';
import { arrange, type Row } from './order.ts';
import { Filter, isFiltering, NO_FILTER, SCOPES, type Scope, type Wish } from './wish.ts';

interface Props {
  rows: readonly Row[];
  wish: Wish;
  onWish: (change: Partial<Wish>) => void;
  categoryName: (code: string | null) => string;
  searchRef: RefObject<HTMLInputElement | null>;
  searchClass: string | undefined;
  /** Down or Enter in the search: to the first that was found. */
  onFound: () => void;
}

export function QueueTools({ rows, wish, onWish, categoryName, searchRef, searchClass, onFound }: Props) {
  const t = useT();
  const counts = useMemo(
    () => Object.fromEntries(SCOPES.map((one) => [one, arrange(rows, one).length])) as Record<Scope, number>,
    [rows],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      onWish({ search: '' });
      event.currentTarget.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      onFound();
    }
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        value={wish.scope}
        onChange={(scope) => onWish({ scope: scope as Scope })}
        data={SCOPES.map((one) => ({ value: one, label: `${t(`queue.scope.${one}`)} ${counts[one]}` }))}
        aria-label={t('queue.scopes')}
      />
      <TextInput
        ref={searchRef}
        size="xs"
        className={searchClass}
        type="search"
        aria-label={t('queue.search')}
        placeholder={t('queue.searchHelp')}
        leftSection={<Icon name="search" size={14} />}
        value={wish.search}
        onChange={(event) => onWish({ search: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <FilterButton
        rows={rows}
        filter={wish.filter}
        onFilter={(filter) => onWish({ filter })}
        categoryName={categoryName}
      />
      <ColumnsButton columns={wish.columns} onColumns={(columns) => onWish({ columns })} />
    </>
  );
}

interface FilterProps {
  rows: readonly Row[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
  categoryName: (code: string | null) => string;
}

function FilterButton({ rows, filter, onFilter, categoryName }: FilterProps) {
  const t = useT();
  const on = isFiltering(filter);
  const codes = useMemo(
    () => [...new Set([...rows.map((row) => row.categoryCode ?? ''), ...filter.categories])].sort(),
    [rows, filter.categories],
  );
  const choices: Record<keyof Filter, readonly { value: string; label: string }[]> = {
    states: TICKET_STATES.map((value) => ({ value, label: t(`ticketState.${value}`) })),
    categories: codes.map((value) => ({
      value,
      label: value === '' ? t('queue.filter.noCategory') : categoryName(value),
    })),
    lanes: LANES.map((value) => ({ value, label: t(`lane.${value}`) })),
    participation: PARTICIPATION.map((value) => ({ value, label: t(`participation.${value}`) })),
    presence: PRESENCE.map((value) => ({ value, label: t(`presence.${value}`) })),
    consents: CONSENT_SCOPES.flatMap((scope) => [
      { value: scope, label: t('consents.given', { scope: t(`consents.${scope}`) }) },
      { value: `-${scope}`, label: t('consents.notGiven', { scope: t(`consents.${scope}`) }) },
    ]),
  };
  return (
    <Popover position="bottom-end" width={300} trapFocus withinPortal>
      <Indicator disabled={!on} size={8} offset={3}>
        <Popover.Target>
          <Button size="compact-sm" variant={on ? 'light' : 'default'}>
            {t(on ? 'queue.filter.on' : 'queue.filter.title')}
          </Button>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('queue.filter.title')}>
        <Stack gap="xs">
          {(Object.keys(choices) as (keyof Filter)[]).map((one) => (
            <MultiSelect
              key={one}
              size="xs"
              label={t(`queue.filter.${one}`)}
              data={[...choices[one]]}
              value={filter[one]}
              onChange={(chosen) => onFilter(Filter.parse({ ...filter, [one]: chosen }))}
              comboboxProps={{ withinPortal: false }}
              clearable
              clearButtonProps={{ 'aria-label': t('queue.filter.clear') }}
            />
          ))}
          {/* Never disabled: it would take the focus with it, and Escape would close nothing. */}
          <Button size="compact-sm" variant="default" onClick={() => onFilter(NO_FILTER)}>
            {t('queue.filter.clear')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnsButton({
  columns,
  onColumns,
}: {
  columns: readonly OptionalColumn[];
  onColumns: (columns: OptionalColumn[]) => void;
}) {
  const t = useT();
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {t('queue.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('queue.columns')}>
        <Checkbox.Group
          value={[...columns]}
          onChange={(chosen) => onColumns(chosen as OptionalColumn[])}
          label={t('queue.columnsHelp')}
        >
          <Stack gap={6} mt={6}>
            {OPTIONAL.map((one) => (
              <Checkbox key={one} size="xs" value={one} label={t(`queue.columnHelp.${one}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
