/** Days and times as messages to citizens say them, in the county's zone (S2). */
import type { Urgency } from '../../shared/states.ts';
import { LIMITS } from '../../shared/text.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** “11月26日 19:00” */
export function dayAndTime(at: number, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('zh-CN', {
      timeZone: zone,
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  return format.format(at);
}

/** “11月30日” of `YYYY-MM-DD`. */
export function day(date: string): string {
  const [, month, ofMonth] = date.split('-').map(Number);
  return `${month}月${ofMonth}日`;
}

/** What is urgent (K3), to the duty phone. */
export const URGENT: Readonly<Record<Urgency, string>> = { danger: '危及人身财产安全', utility: '水电气暖中断' };
/** What a message of a sealed case says in place of what only those entitled read (K2). */
export const LOOK_IT_UP = '登录查看';

/** Why an evening is called off that nobody opened (S4). */
export const NOT_OPENED = '没有按时开场，未能举行';

/** S5: who answers from now on, within what a message may have. */
export function leadersNow(
  seats: readonly { readonly officialTitle: string; readonly officialName: string }[],
): string {
  const names = seats.map((seat) => `${seat.officialTitle}${seat.officialName}`).join('、');
  const text = `接访领导改为${names}。`;
  return text.length <= LIMITS.message ? text : '接访领导有调整，都有谁请看场次页面。';
}

/** Before a message, where a phone holds numbers of several persons (Q7). */
export const whose = (name: string): string => `${name}：`;

/** Where somebody without a phone takes part (Q7). */
export interface WhereNow {
  readonly by: 'terminal' | 'officer';
  readonly name: string;
  readonly unitName: string | null;
}

/** To the duty phone: where help finds somebody, before where they come from (C9). */
export function nowAt({ by, name, unitName }: WhereNow, home: string): string {
  const named = unitName === null ? name : `${name}（${unitName}）`;
  return `在${named}${by === 'terminal' ? '的自助终端前' : '身边'}，家在${home}`;
}
