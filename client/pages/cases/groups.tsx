/** The groups of a list with how many each has; choosing one shows its rows. */
import type { ResultOf } from '../../../shared/actions/all.ts';
import type { CaseGrouping } from '../../../shared/case-filter.ts';
import { CaseState } from '../../../shared/states.ts';
import { useT } from '../../desk/texts.ts';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { ofGroup } from '../../features/cases/list-address.ts';
import css from './list.module.css';

type Group = ResultOf<'cases.count'>['groups'][number];

export function Groups({
  by,
  groups,
  filter,
  onChoose,
}: {
  by: CaseGrouping;
  groups: readonly Group[];
  filter: Readonly<Record<string, string | undefined>>;
  /** The field of the filter and what it is set to; `null`: all groups. */
  onChoose: (change: Readonly<Record<string, string | null>>) => void;
}) {
  const t = useT();
  const category = useCategoryPath();
  const nameOf = ({ key, name }: Group): string => {
    if (by === 'state') return t(`case.state.${CaseState.parse(key)}`);
    if (by === 'category') return category(key) || t('cases.noCategory');
    if (by === 'unit' && key === null) return t('cases.noUnit');
    return name || t('cases.noPlace');
  };
  return (
    <nav className={css.groups} aria-label={t(`cases.groups.${by}`)}>
      {groups.map((group) => {
        const its = Object.entries(ofGroup(by, group.key))[0];
        if (!its) return null;
        const [field, value] = its;
        const chosen = filter[field] === value;
        return (
          <button
            type="button"
            key={group.key ?? ''}
            aria-pressed={chosen}
            onClick={() => onChoose({ [field]: chosen ? null : value })}
          >
            <span>{nameOf(group)}</span>
            <span className={css.count}>{group.count}</span>
          </button>
        );
      })}
    </nav>
  );
}
