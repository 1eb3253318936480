import { callClock } from '../../../shared/call-time.ts';
import type { CallHead } from '../../../shared/views/common.ts';
import { elapsed } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useServerNow } from '../../realtime/react.tsx';
import css from './stage.module.css';

/** How long the call has run, of its planned length; says in words when a minute is left and when it is over (C10). */
export function CallTimer({ call, lengthMs }: { call: CallHead; lengthMs: number }) {
  const t = useT();
  const { ran, planned, stands } = callClock(call, lengthMs, useServerNow());
  return (
    <span className={css.times}>
      <span className={css.time} data-over={stands === 'over' || undefined} role="timer">
        {elapsed(ran)} / {elapsed(planned)}
      </span>
      <span role="status">
        {stands !== 'within' && (
          <span className={css.warn}>
            <Icon name="warning" size={14} /> {t(stands === 'over' ? 'stage.over' : 'stage.lastMinute')}
          </span>
        )}
      </span>
    </span>
  );
}
