import { elapsed } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useServerNow } from '../../realtime/react.tsx';
import css from './stage.module.css';

/** How long the call has run, of its planned length; says in words when it is over. */
export function CallTimer({ since, lengthMs }: { since: number; lengthMs: number }) {
  const t = useT();
  const ms = useServerNow() - since;
  const over = ms > lengthMs;
  return (
    <span className={css.time} data-over={over || undefined} role="timer">
      <span>
        {elapsed(ms)} / {elapsed(lengthMs)}
      </span>
      {over && (
        <span className={css.warn}>
          <Icon name="warning" size={14} /> {t('stage.over')}
        </span>
      )}
    </span>
  );
}
