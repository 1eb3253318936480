/** What a leader has to know and say: cases that wait for their word, their promises, the county's week. */
import css from './leader-home.module.css';
import { OwnPromises } from './own-promises.tsx';
import { ToRead } from './to-read.tsx';
import { Week } from './week.tsx';

export function LeaderHome() {
  return (
    <div className={css.home}>
      <ToRead />
      <div className={css.column}>
        <OwnPromises />
        <Week />
      </div>
    </div>
  );
}
