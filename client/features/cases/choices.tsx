/** Choosing a category (two levels, by group), a unit or people of the staff. */
import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { listCaseStaff } from '../../../shared/actions/case-loop.ts';
import { listUnits } from '../../../shared/actions/cases.ts';
import { listCategories } from '../../../shared/actions/public.ts';
import { useAsk } from '../../desk/ask.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';

const KEEP_MS = 10 * 60_000;
type ChoiceProps = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: string | null;
  onChange: (value: string | null) => void;
};

function useCategories() {
  const language = useLanguage();
  const t = useT();
  const all = useCallback((name: string) => t('choice.allOf', { name }), [t]);
  const { data } = useAsk(listCategories, {}, { staleMs: KEEP_MS });
  return useMemo(() => {
    const name = (one: { name: string; nameEn: string }) => (language === 'en' ? one.nameEn : one.name);
    const groups = (data?.categories ?? []).map((top) => ({
      group: name(top),
      items: (top.children.length > 0 ? top.children : [top]).map((one) => ({ value: one.code, label: name(one) })),
    }));
    const both = (data?.categories ?? []).map((top) => ({
      group: name(top),
      items: [top, ...top.children].map((one) => ({
        value: one.code,
        label: one === top ? all(name(top)) : name(one),
      })),
    }));
    const names = new Map<string, string>();
    const paths = new Map<string, string>();
    for (const top of data?.categories ?? []) {
      names.set(top.code, name(top));
      paths.set(top.code, name(top));
      for (const one of top.children) {
        names.set(one.code, name(one));
        paths.set(one.code, `${name(top)} › ${name(one)}`);
      }
    }
    return { groups, both, names, paths };
  }, [data, language, all]);
}

/** The name of a category code in the present language; empty while none is set. */
export function useCategoryName(): (code: string | null) => string {
  const { names } = useCategories();
  return useCallback((code) => (code === null ? '' : (names.get(code) ?? code)), [names]);
}

/** Both levels of a category code in the present language; empty while none is set. */
export function useCategoryPath(): (code: string | null) => string {
  const { paths } = useCategories();
  return useCallback((code) => (code === null ? '' : (paths.get(code) ?? code)), [paths]);
}

export function CategorySelect(props: ChoiceProps) {
  const t = useT();
  const { groups } = useCategories();
  return (
    <Select
      label={t('choice.category')}
      placeholder={t('choice.choose')}
      data={groups}
      searchable
      nothingFoundMessage={t('choice.none')}
      maxDropdownHeight={320}
      {...props}
    />
  );
}

/** One of either level: one of the first stands for all under it. */
export function AnyCategorySelect(props: ChoiceProps) {
  const t = useT();
  const { both } = useCategories();
  return (
    <Select
      placeholder={t('cases.any')}
      data={both}
      searchable
      nothingFoundMessage={t('choice.none')}
      maxDropdownHeight={320}
      {...props}
    />
  );
}

/** Several, of either level: one of the first stands for all under it. */
export function CategoriesSelect({ value, ...props }: Omit<MultiSelectProps, 'data'> & { value: readonly string[] }) {
  const t = useT();
  const { both } = useCategories();
  return (
    <MultiSelect
      data={both}
      value={[...value]}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('choice.none')}
      maxDropdownHeight={320}
      maxValues={20}
      {...props}
    />
  );
}

function useUnits(without: readonly (string | undefined)[] = []) {
  const { data } = useAsk(listUnits, {}, { staleMs: KEEP_MS });
  return (data?.units ?? [])
    .filter(({ id }) => !without.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** @param without units that cannot be it */
export function UnitSelect({ without, ...props }: ChoiceProps & { without?: readonly (string | undefined)[] }) {
  const t = useT();
  const data = useUnits(without);
  return (
    <Select
      label={t('choice.unit')}
      placeholder={t('choice.choose')}
      data={data}
      searchable
      nothingFoundMessage={t('choice.none')}
      {...props}
    />
  );
}

export function UnitsSelect({
  value,
  without,
  ...props
}: Omit<MultiSelectProps, 'data'> & { value: readonly string[]; without?: readonly (string | undefined)[] }) {
  const t = useT();
  const data = useUnits(without);
  return (
    <MultiSelect
      data={data}
      value={[...value]}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('choice.none')}
      maxValues={10}
      {...props}
    />
  );
}

/** Staff whom a case can be kept from. */
export function PeopleSelect({
  value,
  caseId,
  ...props
}: Omit<MultiSelectProps, 'data'> & { value: readonly string[]; caseId: string }) {
  const t = useT();
  const { data } = useAsk(listCaseStaff, { caseId }, { staleMs: 60_000 });
  return (
    <MultiSelect
      data={(data?.people ?? []).map(({ personId, name, unitName }) => ({
        value: personId,
        label: unitName === null ? name : t('punctuation.qualified', { name, note: unitName }),
      }))}
      value={[...value]}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('choice.none')}
      maxValues={10}
      {...props}
    />
  );
}
