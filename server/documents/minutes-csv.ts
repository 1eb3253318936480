/** The minutes of an evening as a table; its head and its own words in both languages. */
import type { PublicMinutes } from '../../shared/actions/minutes.ts';
import { csvOf } from '../../shared/csv.ts';
import type { MinutesQuestion, MinutesRow } from '../../shared/minutes.ts';
import type { Outcome } from '../../shared/states.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { OUTCOME, QUESTION, RESIDENT } from './minutes-words.ts';

const HEAD = [
  '序号 No.',
  '群众 Resident',
  '乡镇 Township',
  '类别 Category',
  '事由 Matter',
  '接访领导 Official',
  '结果 Outcome',
  '答复 Answer',
  '可以去 Where to go',
  '承诺 Promise',
  '责任单位 Unit',
  '期限 Due',
  '研究 Under study',
];

const OUTCOME_EN: Readonly<Record<Outcome, string>> = {
  answered: 'answered',
  promised: 'promised',
  dispatched: 'passed on',
  outOfScope: 'pointed elsewhere',
  failed: 'failed',
};

const QUESTION_EN: Readonly<Record<MinutesQuestion['state'], string>> = {
  answered: 'answered',
  written: 'a case, answered in writing',
};

export const minutesCsv = ({ content: { rows, questions } }: PublicMinutes): string =>
  csvOf([
    HEAD,
    ...rows.flatMap((row, index) => linesOf(row, index + 1)),
    ...questions.map((question, index) => questionLine(question, rows.length + index + 1)),
  ]);

const questionLine = ({ wording, who, state, note }: MinutesQuestion, number: number): string[] => {
  const asked = [String(number), who || `${RESIDENT} A resident`, '', '网上提问 Question of the audience', wording, ''];
  return [...asked, `${QUESTION[state]} ${QUESTION_EN[state]}`, note, '', '', '', '', ''];
};

/** One line, and one for each further promise. */
function linesOf(row: MinutesRow, number: number): string[][] {
  const category = row.categoryCode === null ? undefined : categoryByCode(row.categoryCode);
  const facts = (official: string) => [
    String(number),
    row.who || `${RESIDENT} A resident`,
    row.township,
    category ? `${category.name} ${category.nameEn}` : '',
    row.subject,
    official,
    `${OUTCOME[row.outcome]} ${OUTCOME_EN[row.outcome]}`,
    row.text,
    row.whereTo,
  ];
  const studied = row.studied.join('\n');
  if (row.promises.length === 0) return [[...facts(row.official), '', '', '', studied]];
  return row.promises.map(({ wording, unitName, dueOn, by = row.official }) => [
    ...facts(by),
    wording || '（内容不公开） (not public)',
    unitName,
    dueOn,
    studied,
  ]);
}
