/** The ledger of an evening as a workbook: matters, promises, figures. Written in a thread of its own, as papers are drawn. */
import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/node';
import type { Ledger, LedgerRow } from '../../shared/actions/ledger.ts';
import type { TicketState } from '../../shared/states.ts';
import { categoryName } from '../domain/cases/categories.ts';
import { OUTCOME, wall } from './minutes-words.ts';
import { CASE_STATE } from './paper.ts';

/** As the desks have them. */
const TICKET_STATE: Readonly<Record<TicketState, string>> = {
  booked: '已预约',
  waiting: '等候中',
  away: '暂时离开',
  screening: '候场',
  onDeck: '即将连线',
  live: '连线中',
  done: '已完成',
  left: '已退号',
  noShow: '多次呼叫未应',
  deferred: '今晚未轮到',
  refused: '未受理',
  written: '转为书面答复',
};

const MATTERS = [
  ['号', 6],
  ['连线时间', 22],
  ['群众', 14],
  ['乡镇', 14],
  ['类别', 16],
  ['事由', 40],
  ['接访领导', 18],
  ['结果', 12],
  ['办件编号', 16],
  ['承诺', 40],
  ['责任单位', 18],
  ['办理期限', 22],
  ['状态', 16],
  ['评价（解决/态度/速度）', 26],
] as const;
const PROMISES = [
  ['号', 6],
  ['办件编号', 16],
  ['承诺', 50],
  ['责任单位', 18],
  ['期限', 12],
  ['领导确认', 10],
  ['办件状态', 16],
] as const;

/** The workbook as bytes. */
export async function ledgerXlsx(ledger: Ledger): Promise<Buffer> {
  const { moment } = wall(ledger.session.zone);
  const when = (ms: number | null) => (ms === null ? '' : moment(ms));
  return writeXlsxFile([
    sheet(
      '台账',
      MATTERS,
      ledger.rows.map((row) => matterRow(row, when)),
    ),
    sheet('承诺', PROMISES, ledger.rows.flatMap(promiseRows)),
    figureSheet(ledger, moment),
  ]).toBuffer();
}

type Heads = readonly (readonly [name: string, width: number])[];

/** Every cell is text or a number, and never a formula. */
const text = (value: string) => ({ value, type: String, wrap: true, alignVertical: 'top' }) as const;
const number = (value: number) => ({ value, type: Number, alignVertical: 'top' }) as const;
const head = (value: string) => ({ value, type: String, fontWeight: 'bold' }) as const;

const sheet = (name: string, heads: Heads, rows: Row[]): Sheet<never> =>
  ({
    sheet: name,
    data: [heads.map(([title]) => head(title)), ...rows],
    columns: heads.map(([, width]) => ({ width })),
    stickyRowsCount: 1,
  }) as Sheet<never>;

function matterRow(row: LedgerRow, when: (ms: number | null) => string): Row {
  const { rating } = row;
  return [
    number(row.number),
    text(when(row.calledAt)),
    text(row.caller),
    text(row.township),
    text(row.categoryCode === null ? '' : categoryName(row.categoryCode)),
    text(row.subject),
    text(row.official),
    text(row.outcome === null ? '' : OUTCOME[row.outcome]),
    text(row.caseNumber ?? ''),
    text(
      row.promises
        .map(({ wording, dueOn, confirmed }) => `${wording}（${confirmed ? '' : '未确认，'}${dueOn} 前）`)
        .join('\n'),
    ),
    text(row.unitName),
    text(when(row.dueAt)),
    text(row.caseState === null ? TICKET_STATE[row.ticketState] : CASE_STATE[row.caseState]),
    text(rating === null ? '' : `${rating.solved}/${rating.attitude}/${rating.speed}`),
  ];
}

const promiseRows = ({ number: of, caseNumber, caseState, promises }: LedgerRow): Row[] =>
  promises.map(({ wording, unitName, dueOn, confirmed }) => [
    number(of),
    text(caseNumber ?? ''),
    text(wording),
    text(unitName),
    text(dueOn),
    text(confirmed ? '已确认' : '未确认'),
    text(caseState === null ? '' : CASE_STATE[caseState]),
  ]);

function figureSheet({ session, madeAt, figures }: Ledger, moment: (ms: number) => string): Sheet<never> {
  const { meanCallMs } = figures;
  const rows: Row[] = [
    [text('场次'), text(`第 ${session.number} 期 ${session.title}`)],
    [text('时间'), text(moment(session.startsAt))],
    [text('取号'), number(figures.numbers)],
    [text('连线'), number(figures.calls)],
    ...(Object.keys(OUTCOME) as (keyof typeof OUTCOME)[]).map(
      (outcome): Row => [text(OUTCOME[outcome]), number(figures.outcomes[outcome])],
    ),
    [text('平均连线（分钟）'), meanCallMs === null ? text('') : number(Math.round(meanCallMs / 6_000) / 10)],
    [text('已确认的承诺'), number(figures.promises)],
    [text('没有轮到'), number(figures.notReached)],
    [text('没有到场'), number(figures.noShow)],
    [text('生成时间'), text(moment(madeAt))],
  ];
  return sheet(
    '统计',
    [
      ['项目', 24],
      ['数', 36],
    ],
    rows,
  );
}
