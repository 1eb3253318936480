/**
 * The briefing as a document on A4, in Chinese as all of the county's papers are. Drawn in a thread of its own: reading a
 * Chinese font takes longer than a call may wait.
 */
import path from 'node:path';
import PDFDocument from 'pdfkit';
import type { Briefing, BriefingPerson, BriefingPromise } from '../../shared/actions/briefing.ts';
import type { CaseState } from '../../shared/states.ts';

const FONTS = path.resolve(import.meta.dirname, '../../node_modules/@expo-google-fonts/noto-sans-sc');
const REGULAR = path.join(FONTS, '400Regular/NotoSansSC_400Regular.ttf');
const BOLD = path.join(FONTS, '700Bold/NotoSansSC_700Bold.ttf');
/** Points. */
const MARGIN = 50;
const FOOT = 30;
const GREY = '#555555';
/** As the desks have them. */
const CASE_STATE: Readonly<Record<CaseState, string>> = {
  submitted: '待受理',
  accepted: '已受理，待转办',
  readByLeader: '领导已阅批，待转办',
  dispatched: '已转办，待签收',
  handBackAsked: '申请退回',
  inProgress: '办理中',
  waitingForCitizen: '待群众补充',
  suspended: '暂缓办理',
  drafted: '待初审',
  firstReviewed: '待终审',
  replied: '已答复',
  followedUp: '已回访，待办结',
  closed: '办结归档',
  reopened: '重新办理，待转办',
  refused: '不予受理',
  merged: '合并办理',
  withdrawn: '已撤回',
};

type Doc = InstanceType<typeof PDFDocument>;
interface Glyphs {
  readonly hasGlyphForCodePoint: (point: number) => boolean;
}

/** `compress: false` leaves its text readable, for tests. */
export function briefingPdf(briefing: Briefing, { compress = true } = {}): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + FOOT, left: MARGIN, right: MARGIN },
    bufferPages: true,
    compress,
    // Otherwise a Latin font would be read, too.
    font: REGULAR,
    lang: 'zh-CN',
    info: { Title: `第 ${briefing.session.number} 期接访材料`, CreationDate: new Date(briefing.madeAt) },
  });
  doc.registerFont('regular', REGULAR);
  doc.registerFont('bold', BOLD);
  const parts: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
  draw(doc, briefing);
  number(doc);
  doc.end();
  return whole;
}

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

function heading(doc: Doc, text: string): void {
  // Not alone at the foot of a page.
  keep(doc, 90);
  doc.moveDown(0.6);
  say(doc, text, { bold: true, size: 13, after: 4 });
  const y = doc.y;
  doc
    .moveTo(MARGIN, y)
    .lineTo(doc.page.width - MARGIN, y)
    .lineWidth(0.5)
    .strokeColor('#999999')
    .stroke();
  doc.moveDown(0.4);
}

type Said = readonly [text: string, style: Style];

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

interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly indent?: number;
  readonly after?: number;
}

/** Points that these paragraphs take, as `say` sets them. */
const heightOf = (doc: Doc, paragraphs: readonly Said[]): number =>
  paragraphs.reduce((points, [text, { size, bold = false, indent = 0, after = 1 }]) => {
    doc.font(bold ? 'bold' : 'regular').fontSize(size);
    const width = doc.page.width - 2 * MARGIN - indent;
    return points + doc.heightOfString(shown(doc, text), { width, lineGap: 2 }) + after;
  }, 0);

/** One paragraph as wide as the page allows; the next page follows by itself. */
function say(doc: Doc, text: string, { size, bold = false, colour = 'black', indent = 0, after = 1 }: Style): void {
  doc
    .font(bold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(colour);
  const width = doc.page.width - 2 * MARGIN - indent;
  doc.text(shown(doc, text), MARGIN + indent, doc.y, { width, lineGap: 2 });
  doc.y += after;
}

/** A character that the font lacks is told by its number: a name with an empty place in it is a wrong name. */
function shown(doc: Doc, text: string): string {
  const { font } = (doc as unknown as { _font: { font: Glyphs } })._font;
  return [...text]
    .map((sign) => {
      const point = sign.codePointAt(0) ?? 0;
      if (sign === '\n' || font.hasGlyphForCodePoint(point)) return sign;
      return `〔U+${point.toString(16).toUpperCase()}〕`;
    })
    .join('');
}

/** Begins a page where less than so many points are left, unless no page has so many. */
function keep(doc: Doc, points: number): void {
  const most = doc.page.height - 2 * MARGIN - FOOT;
  if (doc.y + Math.min(points, most) > doc.page.height - MARGIN - FOOT) doc.addPage();
}

function number(doc: Doc): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    // In the margin, where text would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.font('regular').fontSize(9).fillColor(GREY);
    const y = doc.page.height - MARGIN;
    const width = doc.page.width - 2 * MARGIN;
    doc.text(`内部材料　第 ${page + 1} 页，共 ${count} 页`, MARGIN, y, { width, align: 'center', lineBreak: false });
  }
}
