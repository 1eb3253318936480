/** The minutes of an evening as a document. Drawn in a thread of its own, as the briefing is. */
import type { PublicMinutes } from '../../shared/actions/minutes.ts';
import { type MinutesContent, type MinutesQuestion, type MinutesRow, sumOf } from '../../shared/minutes.ts';
import { categoryName } from '../domain/cases/categories.ts';
import { OUTCOME, QUESTION, RESIDENT, wall } from './minutes-words.ts';
import { type Doc, GREY, heading, heightOf, keep, paper, type Said, say } from './paper.ts';

/** `compress: false` leaves its text readable, for tests. */
export const minutesPdf = (minutes: PublicMinutes, { compress = true } = {}): Promise<Buffer> =>
  paper(
    {
      title: minutes.content.title,
      madeAt: minutes.publishedAt,
      foot: minutes.countyName,
      compress,
    },
    (doc) => draw(doc, minutes),
  );

/** Points. */
const KEPT_WHOLE = 120;
const KEPT_HEAD = 90;

function draw(doc: Doc, { content, countyName, edition, publishedAt }: PublicMinutes): void {
  const { session, rows, questions, outcomes, offAir } = content;
  const { day, clock, moment } = wall(session.zone);
  say(doc, `${countyName}　第 ${session.number} 期会议纪要`, { size: 11, colour: GREY });
  say(doc, content.title, { bold: true, size: 18, after: 6 });
  say(doc, `${day(session.startsAt)} ${clock(session.startsAt)}–${clock(session.endsAt)}`, { size: 11 });
  if (session.topic) say(doc, `主题：${session.topic}`, { size: 11 });
  for (const { title, name } of session.officials) say(doc, `接访领导：${title} ${name}`, { size: 11 });
  const made = `${moment(publishedAt)} 公布${edition > 1 ? `　第 ${edition} 版（更正）` : ''}`;
  say(doc, made, { size: 9, colour: GREY, after: 10 });
  if (content.intro) say(doc, content.intro, { size: 11, after: 6 });

  heading(doc, `连线 ${sumOf(outcomes)} 次`);
  say(doc, counted(outcomes), { size: 10, after: 4 });
  for (const [index, row] of rows.entries()) rowBlock(doc, row, index + 1);

  if (questions.length > 0) heading(doc, `网上提问 ${questions.length} 个`);
  for (const [index, question] of questions.entries()) questionBlock(doc, question, index + 1);

  if (offAir.length > 0) heading(doc, '部门办事间（不公开画面）');
  for (const { name, outcomes: its } of offAir) say(doc, `${name}：${sumOf(its)} 次　${counted(its)}`, { size: 10 });

  const others = notReached(content);
  heading(doc, '没有连上线的群众');
  say(doc, others === '' ? '没有。' : others, { size: 10 });
}

function rowBlock(doc: Doc, row: MinutesRow, number: number): void {
  const who = [row.who || RESIDENT, row.township].filter(Boolean).join('　');
  const facts = [row.categoryCode === null ? '' : categoryName(row.categoryCode), row.official, OUTCOME[row.outcome]];
  const said: Said[] = [
    [`${number}．${who}`, { bold: true, size: 11 }],
    [facts.filter(Boolean).join('　'), { size: 9, colour: GREY }],
  ];
  if (row.subject) said.push([row.subject, { size: 11 }]);
  if (row.text) said.push([`答复：${row.text}`, { size: 10, indent: 12 }]);
  if (row.whereTo) said.push([`可以去：${row.whereTo}`, { size: 10, indent: 12 }]);
  for (const { wording, unitName, dueOn, by } of row.promises)
    said.push([
      [`承诺：${wording || '（内容不公开）'}`, by, unitName, `期限 ${dueOn}`].filter(Boolean).join('　'),
      { size: 10, indent: 12 },
    ]);
  for (const text of row.studied) said.push([`研究：${text}（不算承诺）`, { size: 10, indent: 12 }]);
  block(doc, said);
}

function questionBlock(doc: Doc, { wording, who, state, note }: MinutesQuestion, number: number): void {
  const said: Said[] = [
    [`${number}．${wording}`, { bold: true, size: 11 }],
    [[who || RESIDENT, QUESTION[state]].join('　'), { size: 9, colour: GREY }],
  ];
  if (note) said.push([`答复：${note}`, { size: 10, indent: 12 }]);
  block(doc, said);
}

/** On one page; a longer one begins where there is room for its head, so that no page ends half empty. */
function block(doc: Doc, said: readonly Said[]): void {
  const points = heightOf(doc, said);
  keep(doc, points <= KEPT_WHOLE ? points : KEPT_HEAD);
  for (const [text, style] of said) say(doc, text, style);
  doc.moveDown(0.5);
}

const counted = (outcomes: MinutesContent['outcomes']): string =>
  (Object.keys(OUTCOME) as (keyof typeof OUTCOME)[])
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => `${OUTCOME[outcome]} ${outcomes[outcome]}`)
    .join('　');

/** S4 */
const NOT_REACHED: Readonly<Record<keyof MinutesContent['notReached'], string>> = {
  nextSession: '下一场优先',
  phone: '电话答复',
  written: '书面答复',
  undecided: '还没有选择',
  refused: '引导其他渠道',
  left: '自己退出',
  noShow: '没有到场',
};

const notReached = ({ notReached: counts }: MinutesContent): string =>
  (Object.keys(NOT_REACHED) as (keyof typeof NOT_REACHED)[])
    .filter((what) => counts[what] > 0)
    .map((what) => `${NOT_REACHED[what]} ${counts[what]} 人`)
    .join('　');
