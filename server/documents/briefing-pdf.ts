/**
 * The briefing as a document. Drawn in a thread of its own: reading a Chinese font takes longer than a call may wait.
 */
import type { Briefing, BriefingPerson, BriefingPromise } from '../../shared/actions/briefing.ts';
import { CASE_STATE, type Doc, GREY, heading, heightOf, keep, paper, type Said, say } from './paper.ts';

/** `compress: false` leaves its text readable, for tests. */
export const briefingPdf = (briefing: Briefing, { compress = true } = {}): Promise<Buffer> =>
  paper({ title: `第 ${briefing.session.number} 期接访材料`, madeAt: briefing.madeAt, compress }, (doc) =>
    draw(doc, briefing),
  );

function draw(doc: Doc, briefing: Briefing): void {
  const { session, groups, open } = briefing;
  const at = (ms: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { timeZone: session.zone, hourCycle: 'h23', ...options }).format(ms);
  const clock = (ms: number) => at(ms, { hour: '2-digit', minute: '2-digit' });
  const dayLong = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' } as const;
  say(doc, `${session.title}　第 ${session.number} 期接访材料`, { bold: true, size: 18, after: 6 });
  say(doc, `${at(session.startsAt, dayLong)} ${clock(session.startsAt)}–${clock(session.endsAt)}`, { size: 11 });
  if (session.topic) say(doc, `主题：${session.topic}`, { size: 11 });
  for (const seat of session.seats)
    say(doc, `${seat.name}：${seat.officialTitle} ${seat.officialName || '（未定）'}`, { size: 11 });
  say(doc, `预约 ${briefing.people} 人　${at(briefing.madeAt, { dateStyle: 'long', timeStyle: 'short' })} 生成`, {
    size: 9,
    colour: GREY,
    after: 10,
  });
  if (open.length > 0) {
    heading(doc, `上一场的承诺（未办结 ${open.length} 件）`);
    for (const promise of open) promiseLine(doc, promise);
  }
  if (groups.length === 0) say(doc, '还没有人预约。', { size: 11 });
  for (const group of groups) {
    heading(doc, `${group.categoryName ?? '未分类'}（${group.people.length} 人）`);
    const day = (ms: number) => at(ms, { dateStyle: 'medium' });
    for (const person of group.people) personBlock(doc, person, clock, day);
  }
}

function personBlock(
  doc: Doc,
  person: BriefingPerson,
  clock: (ms: number) => string,
  day: (ms: number) => string,
): void {
  const who = [`${person.number} 号`, person.name ?? person.publicName, person.placeName].filter(Boolean).join('　');
  const facts = [
    person.slotAt === null ? '' : `大约 ${clock(person.slotAt)}`,
    person.earlierVisits > 0 ? `连线过 ${person.earlierVisits} 次` : '第一次来',
    person.name !== null && person.publicName ? `公开称呼：${person.publicName}` : '',
  ];
  const matter: Said[] = [
    [who, { bold: true, size: 11 }],
    [facts.filter(Boolean).join('　'), { size: 9, colour: GREY }],
    [person.subject || '（还没有审核）', { size: 11 }],
  ];
  if (person.more) matter.push([person.more, { size: 10, indent: 12 }]);
  // Who it is and all of what they said, on one page.
  keep(doc, heightOf(doc, matter));
  for (const [text, style] of matter) say(doc, text, style);
  for (const one of person.cases) {
    const earlier = `以前：${one.number}　${one.subject}　${day(one.openedAt)}登记　${CASE_STATE[one.state]}`;
    const style = { size: 9, indent: 12 };
    keep(doc, heightOf(doc, [[earlier, style]]));
    say(doc, earlier, style);
  }
  for (const promise of person.promises) promiseLine(doc, promise);
  doc.moveDown(0.5);
}

function promiseLine(doc: Doc, { wording, unitName, dueOn, overdue, caseNumber }: BriefingPromise): void {
  keep(doc, 40);
  const due = `${dueOn}${overdue ? '（已过期）' : ''}`;
  say(doc, `承诺：${wording}`, { size: 10, indent: 12, bold: overdue });
  say(doc, `${unitName}　期限 ${due}　${caseNumber}`, { size: 9, indent: 12, colour: GREY, after: 3 });
}
