/** What papers are made of: A4, in Chinese as all of the county's are, set from one pair of fonts, pages numbered. */
import path from 'node:path';
import PDFDocument from 'pdfkit';
import type { CaseState } from '../../shared/states.ts';

const FONTS = path.resolve(import.meta.dirname, '../../node_modules/@expo-google-fonts/noto-sans-sc');
const REGULAR = path.join(FONTS, '400Regular/NotoSansSC_400Regular.ttf');
const BOLD = path.join(FONTS, '700Bold/NotoSansSC_700Bold.ttf');
/** Points. */
export const MARGIN = 50;
const FOOT = 30;
export const GREY = '#555555';
/** As the desks have them. */
export const CASE_STATE: Readonly<Record<CaseState, string>> = {
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

export type Doc = InstanceType<typeof PDFDocument>;
interface Glyphs {
  readonly hasGlyphForCodePoint: (point: number) => boolean;
}

interface PaperFacts {
  readonly title: string;
  readonly madeAt: number;
  /** Beside the page numbers; what is for the public does not say that it is internal. */
  readonly foot?: string;
  readonly compress: boolean;
}

/** One paper from its title to its page numbers. `compress: false` leaves its text readable, for tests. */
export function paper(
  { title, madeAt, foot = '内部材料', compress }: PaperFacts,
  draw: (doc: Doc) => void,
): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + FOOT, left: MARGIN, right: MARGIN },
    bufferPages: true,
    compress,
    // Otherwise a Latin font would be read, too.
    font: REGULAR,
    lang: 'zh-CN',
    info: { Title: title, CreationDate: new Date(madeAt) },
  });
  doc.registerFont('regular', REGULAR);
  doc.registerFont('bold', BOLD);
  const parts: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
  draw(doc);
  number(doc, foot);
  doc.end();
  return whole;
}

export function heading(doc: Doc, text: string): void {
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

export type Said = readonly [text: string, style: Style];

export interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly indent?: number;
  readonly after?: number;
}

/** Points that these paragraphs take, as `say` sets them. */
export const heightOf = (doc: Doc, paragraphs: readonly Said[]): number =>
  paragraphs.reduce((points, [text, { size, bold = false, indent = 0, after = 1 }]) => {
    doc.font(bold ? 'bold' : 'regular').fontSize(size);
    const width = doc.page.width - 2 * MARGIN - indent;
    return points + doc.heightOfString(shown(doc, text), { width, lineGap: 2 }) + after;
  }, 0);

/** One paragraph as wide as the page allows; the next page follows by itself. */
export function say(
  doc: Doc,
  text: string,
  { size, bold = false, colour = 'black', indent = 0, after = 1 }: Style,
): void {
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
export function keep(doc: Doc, points: number): void {
  const most = doc.page.height - 2 * MARGIN - FOOT;
  if (doc.y + Math.min(points, most) > doc.page.height - MARGIN - FOOT) doc.addPage();
}

function number(doc: Doc, foot: string): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    // In the margin, where text would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.font('regular').fontSize(9).fillColor(GREY);
    const y = doc.page.height - MARGIN;
    const width = doc.page.width - 2 * MARGIN;
    doc.text(`${foot}　第 ${page + 1} 页，共 ${count} 页`, MARGIN, y, { width, align: 'center', lineBreak: false });
  }
}
