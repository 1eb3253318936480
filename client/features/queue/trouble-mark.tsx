import { useT } from '../../desk/texts.ts';
import type { Row } from './order.ts';
import css from './trouble.module.css';

/** In a row: how many wait with the same trouble; its frame is dashed until a moderator said so. */
export function TroubleMark({ trouble }: Pick<Row, 'trouble'>) {
  const t = useT();
  if (!trouble) return null;
  const { count, said } = trouble;
  const words = t(said ? 'trouble.said' : 'trouble.proposed', { count });
  return (
    <span className={css.mark} data-said={said} role="img" aria-label={words} title={words}>
      {t('trouble.mark', { count })}
    </span>
  );
}
