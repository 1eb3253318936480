/**
 * What a service message of the county's WeChat account says of a notice: never more than the SMS. An account has its
 * templates approved beforehand, with fields of given kinds; one of three fields fits everything that we tell.
 */
export interface WechatFields {
  /** 号码, of the kind `character_string`: at most 32 letters, digits and signs. The number, or that of the case. */
  readonly number: string;
  /** 进度, of the kind `phrase`: at most 5 Chinese characters. */
  readonly progress: string;
  /** 提示, of the kind `thing`: at most 20 characters. */
  readonly hint: string;
}

export const WECHAT_LONGEST: Readonly<Record<keyof WechatFields, number>> = { number: 32, progress: 5, hint: 20 };

const OPEN = '请打开页面等候。';
const CHOOSE = '请打开页面选择答复方式。';

/** Progress and hint; what is not here (codes, bars, the desk's own) goes by SMS alone. */
export const WECHAT_TEXTS: Readonly<Record<string, readonly [progress: string, hint: string]>> = {
  numberTaken: ['已取号', '轮到您时会再通知。'],
  booked: ['已预约', '请提前 10 分钟打开页面。'],
  bookedByPhone: ['已预约', '届时打您的手机，不用打开页面。'],
  bookingMoved: ['已改期', '原来的位置已退。'],
  movedUp: ['候补成功', '来不了请在页面退号。'],
  reminder: ['预约提醒', '届时请打开页面等候。'],
  reminderByPhone: ['预约提醒', '届时打您的手机，不用打开页面。'],
  near: ['快轮到了', OPEN],
  next: ['下一位', '请打开页面，不要离开。'],
  called: ['轮到您了', '请在 1 分钟内打开页面应答。'],
  calledByPhone: ['轮到您了', '马上打您的手机，请接听。'],
  sentToRoom: ['转到部门', OPEN],
  sentToLeader: ['转回领导', OPEN],
  passedOver: ['已过号', '位置已保留，请留意通知。'],
  noShow: ['未应答', '本场结束前仍可重新排队。'],
  refused: ['未能安排', '原因和去处请看页面。'],
  callFailed: ['连线中断', '已排到最前面，打开页面或接电话。'],
  sessionOver: ['本场结束', CHOOSE],
  callUnfinished: ['本场结束', CHOOSE],
  carriedOver: ['已转下场', '优先安排，届时打开页面或接电话。'],
  lobbyOpen: ['可以等候', OPEN],
  lobbyOpenByPhone: ['可以等候', '轮到时打您的手机，请接听。'],
  eveningMoved: ['已改时间', '号保留，新时间请看页面。'],
  eveningPostponed: ['已推迟', '号保留，详情请看页面。'],
  eveningCancelled: ['已取消', CHOOSE],
  leaderChanged: ['领导调整', '号保留，详情请看页面。'],
  leaderChangedBooked: ['领导调整', '号保留，详情请看页面。'],
  deskMessage: ['现场通知', '内容请看页面。'],
  missed: ['本场结束', '还想连线，可取下一场的号。'],
  willPhone: ['电话答复', '请保持手机畅通。'],
  willWrite: ['书面答复', '办理进度请看页面。'],
  callEnded: ['连线结束', '办理进度请看页面。'],
};

/** `null`: it is not told by WeChat. Of several cases the first is named. */
export function wechatFields(template: string, fields: Readonly<Record<string, string>>): WechatFields | null {
  const [progress, hint] = WECHAT_TEXTS[template] ?? [];
  const number = fields.number ?? fields.numbers?.split('、')[0];
  return progress && hint && number ? { number, progress, hint } : null;
}
