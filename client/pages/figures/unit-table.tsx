/** The figures of each unit; a column's head sorts by it, best or most first, then the other way round. */
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { useT } from '../../desk/texts.ts';
import {
  changeOf,
  FIGURES,
  type FigureName,
  figureWords,
  kindOf,
  measureOf,
  signed,
} from '../../features/figures/words.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './figures.module.css';

type Unit = ResultOf<'figures.show'>['units'][number];

export function UnitTable({ units }: { units: readonly Unit[] }) {
  const t = useT();
  const language = useLanguage();
  const [by, setBy] = useState<{ name: FigureName; rising: boolean }>({ name: 'composite', rising: false });
  const sorted = sortedBy(units, by.name, by.rising);
  const sort = (name: FigureName) => setBy((old) => ({ name, rising: old.name === name && !old.rising }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keyboard
    <section className={css.scroll} tabIndex={0} aria-label={t('figures.byUnit')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('figures.unit')}</th>
            {FIGURES.map((name) => (
              <th
                key={name}
                scope="col"
                aria-sort={by.name === name ? (by.rising ? 'ascending' : 'descending') : undefined}
              >
                <UnstyledButton className={css.sort} onClick={() => sort(name)}>
                  {t(`figures.name.${name}`)}
                  {by.name === name && <span aria-hidden="true">{by.rising ? ' ↑' : ' ↓'}</span>}
                </UnstyledButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((unit) => (
            <tr key={unit.id}>
              <th scope="row">{unit.name}</th>
              {FIGURES.map((name) => (
                <td key={name}>
                  <Cell name={name} unit={unit} language={language} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A share has a bar; what it was before stands beside the composite. */
function Cell({ name, unit, language }: { name: FigureName; unit: Unit; language: string }) {
  const t = useT();
  const value = kindOf(name) === 'rate' ? measureOf(name, unit.figures) : null;
  const change = name === 'composite' ? changeOf(name, unit.figures, unit.before) : null;
  return (
    <>
      {figureWords(name, unit.figures, language)}
      {change !== null && change !== 0 && (
        <span className={css.quiet} title={t('figures.change')}>
          {' '}
          {signed(change, language)}
        </span>
      )}
      {value !== null && <Bar share={value} />}
    </>
  );
}

export const Bar = ({ share }: { share: number }) => (
  <span className={css.bar} aria-hidden="true">
    <span style={{ width: `${Math.round(Math.min(1, share) * 100)}%` }} />
  </span>
);

/** A unit without the figure stands last, whichever way round. */
function sortedBy(units: readonly Unit[], name: FigureName, rising: boolean): Unit[] {
  return units.toSorted((a, b) => {
    const [x, y] = [measureOf(name, a.figures), measureOf(name, b.figures)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return rising ? x - y : y - x;
  });
}
