/** How papers and tables of an evening say what the store has as a word of its own; in Chinese as all of the county's. */
import type { MinutesQuestion } from '../../shared/minutes.ts';
import type { Outcome } from '../../shared/states.ts';

/** As the desks have them. */
export const OUTCOME: Readonly<Record<Outcome, string>> = {
  answered: '现场答复',
  promised: '现场承诺',
  dispatched: '转交办理',
  outOfScope: '引导其他渠道',
  failed: '连线失败',
};

/** What became of a question of the audience. */
export const QUESTION: Readonly<Record<MinutesQuestion['state'], string>> = {
  answered: '现场答复',
  written: '转为办件，书面答复',
};

export const RESIDENT = '一位群众';

/** An evening's times on the county's wall (S2). */
export const wall = (zone: string) => {
  const at = (ms: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { timeZone: zone, hourCycle: 'h23', ...options }).format(ms);
  return {
    day: (ms: number) => at(ms, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
    clock: (ms: number) => at(ms, { hour: '2-digit', minute: '2-digit' }),
    moment: (ms: number) => at(ms, { dateStyle: 'long', timeStyle: 'short' }),
  };
};
