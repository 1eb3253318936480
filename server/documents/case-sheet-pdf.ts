/** One case as a paper for the file, the meeting or the road: the matter, who has it until when, what was answered. */
import type { CaseSheet } from '../../shared/actions/cases.ts';
import type { CaseChannel, CaseKind, Satisfaction, Urgency } from '../../shared/states.ts';
import { CASE_STATE, type Doc, GREY, heading, heightOf, keep, paper, type Said, say } from './paper.ts';

/** As the desks have them. */
const KIND: Readonly<Record<CaseKind, string>> = {
  consult: '咨询',
  help: '求助',
  suggest: '建议',
  complain: '投诉',
  thank: '感谢',
};
const CHANNEL: Readonly<Record<CaseChannel, string>> = {
  directLine: '直通车',
  board: '留言板',
  hotline: '12345',
  mailbox: '信箱',
  campaign: '专题征集',
  walkIn: '来访',
};
const URGENCY: Readonly<Record<Urgency, string>> = { danger: '人身财产危险', utility: '水电气热' };
const SATISFACTION: Readonly<Record<Satisfaction, string>> = {
  satisfied: '满意',
  mostly: '基本满意',
  dissatisfied: '不满意',
};

/** `compress: false` leaves its text readable, for tests. */
export const caseSheetPdf = (sheet: CaseSheet, { compress = true } = {}): Promise<Buffer> =>
  paper({ title: `办件单 ${sheet.detail.case.number}`, madeAt: sheet.madeAt, compress }, (doc) => draw(doc, sheet));

function draw(doc: Doc, { detail, categoryName, zone, countyName, madeAt, madeBy }: CaseSheet): void {
  const { case: row, work } = detail;
  const at = (ms: number) =>
    new Intl.DateTimeFormat('zh-CN', {
      timeZone: zone,
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
    }).format(ms);
  const when = (ms: number | null) => (ms === null ? '' : at(ms));
  say(doc, `${countyName}群众诉求办件单`, { bold: true, size: 18, after: 4 });
  say(doc, `${row.number}　${CASE_STATE[row.state]}`, { bold: true, size: 12 });
  say(doc, `${at(madeAt)} 由 ${madeBy} 打印`, { size: 9, colour: GREY, after: 6 });

  heading(doc, '诉求');
  const facts: readonly (readonly [string, string])[] = [
    ['类型', [KIND[row.kind], categoryName ?? ''].filter(Boolean).join('　')],
    ['来源', [CHANNEL[work.channel], work.addressee ?? ''].filter(Boolean).join('　')],
    ['来访人', [row.personName ?? '', detail.phoneMasked ?? ''].filter(Boolean).join('　')],
    ['所在地', row.place],
    ['登记', when(row.openedAt)],
    ['紧急程度', work.urgency === null ? '' : URGENCY[work.urgency]],
    ['承办单位', [row.mainUnitName ?? '未定', ...work.coUnits.map(({ name }) => `协办：${name}`)].join('　')],
    ['签收', when(work.signedAt)],
    ['期限', [when(row.dueAt), work.stoppedAt === null ? '' : `（${when(work.stoppedAt)} 起停计）`].join('')],
    ['标记', marksOf(sheetMarks(work), work.level)],
  ];
  for (const [name, value] of facts) if (value) line(doc, name, value);
  doc.moveDown(0.4);
  block(doc, [
    [row.subject, { bold: true, size: 12, after: 3 }],
    [detail.more || '（没有补充内容）', { size: 11 }],
  ]);
  if (work.instruction) {
    heading(doc, '领导阅批');
    block(doc, [
      [work.instruction.text, { size: 11 }],
      [`${work.instruction.byName}　${at(work.instruction.at)}`, { size: 9, colour: GREY, after: 3 }],
    ]);
  }
  if (detail.promises.length > 0) {
    heading(doc, '直播承诺');
    for (const { wording, unitName, dueOn, by, confirmedAt } of detail.promises)
      block(doc, [
        // A note, as long as nobody confirmed it (C8).
        [`${confirmedAt === null ? '（未确认）' : ''}${wording}`, { size: 11 }],
        [`${unitName}　期限 ${dueOn}　记录：${by}`, { size: 9, colour: GREY, after: 3 }],
      ]);
  }
  heading(doc, '答复');
  if (work.replies.length === 0) say(doc, '还没有答复。', { size: 11 });
  for (const reply of work.replies) {
    const kind = reply.kind === 'co' ? '协办意见' : reply.officialAt === null ? '答复（未审定）' : '正式答复';
    const who = [reply.unitName ?? '', reply.by, when(reply.officialAt ?? reply.at)].filter(Boolean).join('　');
    // As long as it likes: it goes on over the page.
    keep(doc, 60);
    say(doc, `${kind}　${who}`, { size: 9, colour: GREY });
    say(doc, reply.text, { size: 11, after: 4 });
  }
  if (work.followUps.length > 0 || work.rating) heading(doc, '回访与评价');
  for (const one of work.followUps) {
    const found = one.contacted
      ? [one.solved ? '已解决' : '未解决', one.satisfaction === null ? '' : SATISFACTION[one.satisfaction]]
      : ['未联系上'];
    block(doc, [
      [[at(one.at), one.by, ...found].filter(Boolean).join('　'), { size: 10 }],
      ...(one.note ? [[one.note, { size: 10, indent: 12 }] as const] : []),
    ]);
  }
  if (work.rating) {
    const { solved, attitude, speed, comment } = work.rating;
    say(doc, `群众评价：解决程度 ${solved}　办理态度 ${attitude}　办理速度 ${speed}（满分 5）`, { size: 11 });
    if (comment) say(doc, comment, { size: 10, indent: 12 });
  }
  keep(doc, 60);
  doc.moveDown(1.5);
  say(doc, '承办人：　　　　　　　　　　负责人：　　　　　　　　　　日期：　　　　年　　月　　日', { size: 10 });
}

type Work = CaseSheet['detail']['work'];
const sheetMarks = (work: Work): string[] => [
  work.urges > 0 ? `催办 ${work.urges} 次` : '',
  work.supervisedAt === null ? '' : '督办',
  work.hard === null ? '' : '挂账',
  work.promised ? '直播承诺' : '',
  work.extensions > 0 ? `延期 ${work.extensions} 次` : '',
];
const marksOf = (marks: readonly string[], level: number): string =>
  [...marks, level > 0 ? `重新办理 ${level} 次` : ''].filter(Boolean).join('　');

const line = (doc: Doc, name: string, value: string): void => {
  const said: Said = [`${name}：${value}`, { size: 10.5 }];
  keep(doc, heightOf(doc, [said]));
  say(doc, ...said);
};

/** Paragraphs that stay together where a page has room for them. */
function block(doc: Doc, paragraphs: readonly Said[]): void {
  keep(doc, heightOf(doc, paragraphs));
  for (const [text, style] of paragraphs) say(doc, text, style);
}
