import type { CaseFigures } from '../../../shared/actions/figures.ts';
import { useT } from '../../desk/texts.ts';
import { changeOf, FIGURES, figureWords, kindOf, signed } from '../../features/figures/words.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './figures.module.css';

/** Each figure beside that of the period before. */
export function TotalTable({ total, before }: { total: CaseFigures; before: CaseFigures }) {
  const t = useT();
  const language = useLanguage();
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('figures.figure')}</th>
          <th scope="col">{t('figures.now')}</th>
          <th scope="col">{t('figures.before')}</th>
          <th scope="col">{t('figures.change')}</th>
        </tr>
      </thead>
      <tbody>
        {FIGURES.map((name) => {
          const change = changeOf(name, total, before);
          const points = kindOf(name) === 'rate' || name === 'promises';
          return (
            <tr key={name}>
              <th scope="row">{t(`figures.name.${name}`)}</th>
              <td>{figureWords(name, total, language)}</td>
              <td className={css.quiet}>{figureWords(name, before, language)}</td>
              <td className={css.quiet}>
                {change === null
                  ? '–'
                  : points
                    ? t('figures.points', { change: signed(change, language) })
                    : signed(change, language)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
