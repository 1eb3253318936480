/**
 * SMS texts. A carrier approves templates with fields beforehand, so nothing is composed freely; each is complete
 * without its link. Each may begin with whom it means, the field `whose`: a phone may hold numbers of several persons (Q7).
 */
const SIGNATURE = '【干群直通车】';

const TEMPLATES: Readonly<Record<string, string>> = {
  code: '验证码 {code}，5 分钟内有效。工作人员不会向您索要验证码。',
  mailCode: '邮箱验证码 {code}，5 分钟内有效。不是您本人填写的邮箱，请不必理会。',
  numberTaken: '您已取到 {number} 号。请保持手机畅通，轮到您时会再通知。查看进度：{link}',
  booked:
    '已预约“{session}”，{number} 号，大约 {time}。请在此前 10 分钟打开页面等候；迟到超过 10 分钟转为现场排队。{link}',
  bookedByPhone:
    '已预约“{session}”，{number} 号，大约 {time}，用电话连线。不用打开页面，届时打您的手机，请保持畅通。{link}',
  bookingMoved:
    '已为您改到 {time} 的“{session}”，{number} 号，原来的位置已退。届时请打开页面等候；用电话连线的，请保持手机畅通。{link}',
  movedUp:
    '有人退号，“{session}”候补轮到您了：{number} 号，大约 {time}。请在此前 10 分钟打开页面等候；来不了请在页面退号，让给后面的人。{link}',
  listed: '“{session}”预约已满，您在候补第 {place} 位。有人退号时按次序自动给您留位，并短信告知。查看：{link}',
  listedWalkIn: '“{session}”的等候区已经开放，候补没有轮到您。可以现在打开页面现场取号，您写的事不用再写：{link}',
  listedMoved: '“{session}”改到 {time}，您仍在候补名单上。查看：{link}',
  listedPostponed: '“{session}”推迟，新的时间另行通知：{reason}。您仍在候补名单上。查看：{link}',
  listedCancelled: '“{session}”取消：{reason}。候补名单不再保留，请预约之后的场次：{link}',
  reminder: '提醒：您预约了“{session}”，{number} 号，大约 {time}。届时请打开页面等候：{link}',
  reminderByPhone:
    '提醒：您预约了“{session}”，{number} 号，大约 {time}，用电话连线。不用打开页面，届时打您的手机，请保持畅通。',
  near: '{number} 号，前面还有不到 4 位，快轮到您了。请打开页面等候；用电话连线的，请保持手机畅通。{link}',
  next: '{number} 号，下一个就是您。请打开页面，不要离开；用电话连线的，请保持手机畅通。{link}',
  called: '{number} 号，轮到您了。请在 1 分钟内打开页面，点“我准备好了”。未能应答会为您保留位置。',
  calledByPhone: '{number} 号，轮到您了。我们马上打您取号的手机，请保持畅通，注意接听。',
  sentToRoom: '{number} 号，您的事转到“{room}”，由值班员和您视频沟通，不公开，位置保留。请打开页面等候：{link}',
  sentToLeader: '{number} 号，您的事转回接访领导，位置保留。请打开页面等候：{link}',
  passedOver: '刚才叫到 {number} 号时没有应答，位置已为您保留，请留意下一次通知。',
  noShow: '多次呼叫 {number} 号未应。本场结束前打开页面，仍可重新排队。',
  emergency:
    '紧急处置：正在连线或排队的 {number} 号可能有生命危险，工作台 30 秒内无人接手。所在地：{place}。本人电话：{phone}。请立即联系县里主持人并处置。',
  caseRings:
    '紧急办件 {number}（{what}）无人响应，请在 {by} 前响应。所在地：{place}。本人电话：{phone}。请立即登录，在任一页面点“我来响应”并处置。',
  caseRingsOver:
    '紧急办件 {number}（{what}）超过响应时限 {by} 仍无人响应。所在地：{place}。本人电话：{phone}。请立即登录，点“我来响应”并处置。',
  barred:
    '您的手机号到 {until} 为止暂不能取号、预约和候补，已有的位置不受影响。原因：{reason}。有异议请拨打 12345 申请复核；您的事也可拨打 12345 或书面反映。',
  barLifted: '您的手机号已恢复，可以重新取号和预约。',
  refused: '{number} 号未能安排连线：{reason}。建议：{whereTo}',
  callFailed:
    '{number} 号的连线因技术问题中断，非常抱歉。您已排到最前面，会再次呼叫您。请打开页面等候；用电话连线的，请保持手机畅通。{link}',
  sessionOver:
    '本场连线已经结束，{number} 号今晚未轮到，非常抱歉。请在 {by} 前选择下一场优先、电话答复或书面答复；没有选的，县里书面答复您。选择：{link}',
  callUnfinished:
    '本场连线已经结束，{number} 号的连线没有完成，非常抱歉。请在 {by} 前选择下一场优先、电话答复或书面答复；没有选的，县里书面答复您。选择：{link}',
  carriedOver:
    '已为您转到 {time} 的“{session}”，{number} 号，优先安排。届时请打开页面等候；用电话连线的，请保持手机畅通。{link}',
  lobbyOpen: '“{session}”的等候区已经开放，您是 {number} 号。请打开页面等候：{link}',
  lobbyOpenByPhone:
    '“{session}”的等候区已经开放，您是 {number} 号，用电话连线。不用打开页面，轮到时打您的手机，请保持畅通。',
  eveningMoved: '“{session}”改到 {time}，您的 {number} 号保留。届时请打开页面；用电话连线的，请保持手机畅通。{link}',
  eveningPostponed:
    '“{session}”推迟，新的时间另行通知：{reason}。您的 {number} 号保留；也可以选电话答复或书面答复：{link}',
  eveningCancelled:
    '“{session}”取消：{reason}。请在 {by} 前选择下一场优先、电话答复或书面答复；没有选的，县里书面答复您。选择：{link}',
  leaderChanged: '“{session}”：{text} 您的 {number} 号保留，可以继续等，也可以选下一场优先、电话答复或书面答复：{link}',
  leaderChangedBooked: '“{session}”：{text} 您的 {number} 号保留，届时照常来。想改到另一场或退号的，请打开页面：{link}',
  deskMessage: '{number} 号，现场通知：{text}。打开页面：{link}',
  missed: '本场连线已经结束，{number} 号没有来到等候区。还想连线，可以取下一场的号。',
  willPhone: '县里将在 {date} 前打您的手机答复，请保持畅通。诉求编号 {numbers}，办理进度：{link}',
  willWrite: '县里将在 {date} 前书面答复您。诉求编号 {numbers}，办理进度：{link}',
  caseDispatched: '诉求 {number} 已转“{unit}”办理，{date} 前答复您。进度：{link}',
  caseQuestion: '诉求 {number} 需要您补充：{question}。请打开页面回复，收到前办理期限暂停：{link}',
  caseExtended: '诉求 {number} 需要更多时间办理，{date} 前答复您。原因：{reason}。进度：{link}',
  caseHandedIn: '诉求 {number} 已收到。十分钟内可以撤回。办理进度：{link}',
  followedReplied: '您关注的留言 {number} 已有答复，公开后可在这里看到：{link}',
  caseReplied: '诉求 {number} 已答复。请查看并评价；没有解决的，可在页面上说明，重新办理：{link}',
  caseRefused: '诉求 {number} 未予受理：{reason}。建议：{whereTo}',
  caseMerged: '诉求 {number} 与 {master} 反映同一问题，合并办理，答复后同样通知您。进度：{link}',
  caseClosed: '诉求 {number} 已办结归档。没有解决的，仍可在页面上说明，重新办理：{link}',
  caseReopened: '诉求 {number} 重新办理，由上一级督办。进度：{link}',
  questionWritten: '您在“{session}”的提问已转为诉求 {number} 办理，{date} 前书面答复您。办理进度：{link}',
  callEnded: '您的连线已结束。诉求编号 {numbers}，办理进度：{link}',
};

/** The text of a template with its fields; throws on an unknown template or a missing field: that is our bug. */
export function renderNotice(template: string, fields: Readonly<Record<string, string>>): string {
  const text = TEMPLATES[template];
  if (text === undefined) throw new Error(`no notice template ${template}`);
  const filled = text.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = fields[name];
    if (value === undefined) throw new Error(`notice template ${template} lacks the field ${name}`);
    return value;
  });
  return SIGNATURE + (fields.whose ?? '') + filled;
}
