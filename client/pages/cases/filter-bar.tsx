/** What a list of cases is asked for. The search and the marks are at hand; the rest unfolds. */
import { Button, Chip, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { listPlaces, listUnits } from '../../../shared/actions/cases.ts';
import {
  CASE_GROUPINGS,
  CASE_MARKS,
  CASE_SORTS,
  type CaseFilter,
  marksOf,
  statesOf,
} from '../../../shared/case-filter.ts';
import { CASE_CHANNELS, CASE_KINDS, CASE_STATES, URGENCIES } from '../../../shared/states.ts';
import { useAsk } from '../../desk/ask.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { AnyCategorySelect } from '../../features/cases/choices.tsx';
import { asking, type CaseQuestion, isAskedFor } from '../../features/cases/list-address.ts';
import css from './list.module.css';

/** Fields that are folded away. */
const FOLDED = ['state', 'kind', 'category', 'unit', 'place', 'channel', 'urgency', 'from', 'until'] as const;

export function FilterBar({
  question,
  ask,
  searchBox,
}: {
  question: CaseQuestion;
  ask: (question: CaseQuestion) => void;
  searchBox: RefObject<HTMLInputElement | null>;
}) {
  const t = useT();
  const { filter, sort, by } = question;
  const change = (to: { readonly [Field in keyof CaseFilter]?: string | null }) =>
    ask({ ...question, filter: asking(filter, to) });
  const set = FOLDED.filter((field) => filter[field]).length;
  const [unfolded, setUnfolded] = useState(false);
  const [text, setText] = useState(filter.text ?? '');
  // Another view, or the way back, asks for another text.
  useEffect(() => setText(filter.text ?? ''), [filter.text]);
  const clear = { 'aria-label': t('cases.clearOne') };
  return (
    <div className={css.filters}>
      <form
        className={css.search}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          change({ text: text.trim() });
        }}
      >
        <TextInput
          type="search"
          ref={searchBox}
          aria-label={t('cases.search')}
          placeholder={t('cases.searchHelp')}
          leftSection={<Icon name="search" size={14} />}
          value={text}
          maxLength={60}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit">{t('cases.search')}</Button>
        <Button
          variant={set > 0 ? 'light' : 'default'}
          aria-expanded={unfolded}
          aria-controls="case-filters"
          onClick={() => setUnfolded(!unfolded)}
        >
          {set > 0 ? t('cases.filtersSet', { count: set }) : t('cases.filters')}
        </Button>
      </form>
      <Chip.Group multiple value={marksOf(filter)} onChange={(marks) => change({ marks: marks.join(',') })}>
        <fieldset className={css.marks} aria-label={t('cases.marks')}>
          {CASE_MARKS.map((mark) => (
            <Chip key={mark} value={mark} size="xs">
              {t(`cases.mark.${mark}`)}
            </Chip>
          ))}
        </fieldset>
      </Chip.Group>
      <div id="case-filters" className={css.folded} hidden={!unfolded}>
        <MultiSelect
          label={t('cases.filterState')}
          placeholder={filter.state ? undefined : t('cases.allStates')}
          data={CASE_STATES.map((value) => ({ value, label: t(`case.state.${value}`) }))}
          value={statesOf(filter)}
          onChange={(states) => change({ state: states.join(',') })}
          maxValues={12}
          clearable
          clearButtonProps={clear}
        />
        <Choice
          label={t('cases.kind')}
          data={CASE_KINDS.map((value) => ({ value, label: t(`case.kind.${value}`) }))}
          value={filter.kind}
          onChange={(kind) => change({ kind })}
        />
        <AnyCategorySelect
          label={t('cases.category')}
          value={filter.category ?? null}
          onChange={(category) => change({ category })}
          clearable
          clearButtonProps={clear}
        />
        <Units value={filter.unit} onChange={(unit) => change({ unit })} />
        <Places value={filter.place} onChange={(place) => change({ place })} />
        <Choice
          label={t('cases.channel')}
          data={CASE_CHANNELS.map((value) => ({ value, label: t(`cases.channels.${value}`) }))}
          value={filter.channel}
          onChange={(channel) => change({ channel })}
        />
        <Choice
          label={t('cases.urgency')}
          data={URGENCIES.map((value) => ({ value, label: t(`cases.urgencies.${value}`) }))}
          value={filter.urgency}
          onChange={(urgency) => change({ urgency })}
        />
        <TextInput
          type="date"
          label={t('cases.from')}
          value={filter.from ?? ''}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('cases.until')}
          value={filter.until ?? ''}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
      </div>
      <Group gap="xs">
        <Select
          size="xs"
          aria-label={t('cases.sort')}
          data={CASE_SORTS.map((value) => ({ value, label: t(`cases.sorts.${value}`) }))}
          value={sort}
          allowDeselect={false}
          onChange={(value) => ask({ ...question, sort: CASE_SORTS.find((one) => one === value) ?? 'opened' })}
          className={css.order}
        />
        <Select
          size="xs"
          aria-label={t('cases.group')}
          data={[
            { value: 'none', label: t('cases.groups.none') },
            ...CASE_GROUPINGS.map((value) => ({ value, label: t(`cases.groups.${value}`) })),
          ]}
          value={by ?? 'none'}
          allowDeselect={false}
          onChange={(value) => ask({ ...question, by: CASE_GROUPINGS.find((one) => one === value) ?? null })}
          className={css.order}
        />
        {isAskedFor(filter) && (
          <Button variant="subtle" size="compact-sm" onClick={() => ask({ ...question, filter: {} })}>
            {t('cases.clear')}
          </Button>
        )}
      </Group>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  data: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | null) => void;
}

function Choice({ value, ...props }: ChoiceProps) {
  const t = useT();
  return (
    <Select
      placeholder={t('cases.any')}
      value={value ?? null}
      clearable
      clearButtonProps={{ 'aria-label': t('cases.clearOne') }}
      {...props}
    />
  );
}

function Units({ value, onChange }: Pick<ChoiceProps, 'value' | 'onChange'>) {
  const t = useT();
  const { data } = useAsk(listUnits, {}, { staleMs: 10 * 60_000 });
  return (
    <Choice
      label={t('cases.unit')}
      data={[
        { value: 'none', label: t('cases.noUnit') },
        ...(data?.units ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

/** A township stands for all its villages. */
function Places({ value, onChange }: Pick<ChoiceProps, 'value' | 'onChange'>) {
  const t = useT();
  const { data } = useAsk(listPlaces, {}, { staleMs: 10 * 60_000 });
  const groups = (data?.places ?? []).map(({ township, villages }) => ({
    group: township,
    items: [
      { value: township, label: t('choice.allOf', { name: township }) },
      ...villages.map((village) => ({ value: `${township} ${village}`, label: village })),
    ],
  }));
  // A group of the list may be of a place that somebody wrote otherwise.
  const known = groups.some(({ items }) => items.some((one) => one.value === value));
  return (
    <Select
      label={t('cases.place')}
      placeholder={t('cases.any')}
      data={value === undefined || known ? groups : [{ value, label: value }, ...groups]}
      value={value ?? null}
      onChange={onChange}
      searchable
      nothingFoundMessage={t('choice.none')}
      maxDropdownHeight={320}
      clearable
      clearButtonProps={{ 'aria-label': t('cases.clearOne') }}
    />
  );
}
