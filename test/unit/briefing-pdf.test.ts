/** The briefing as a file: what is read out of it again, many people, long names, rare characters. */
import { expect, test } from 'vitest';
import { briefingPdf } from '../../server/documents/briefing-pdf.ts';
import type { Briefing, BriefingPerson } from '../../shared/actions/briefing.ts';
import { textOf } from '../support/pdf-text.ts';

const AT = Date.UTC(2026, 11, 1, 11);
const LONG = '阿依古丽·买买提·吐尔逊江·阿卜杜热合曼·努尔买买提·艾合买提江';
const person = (number: number, change: Partial<BriefingPerson> = {}): BriefingPerson => ({
  number,
  name: '李秀英',
  publicName: '李女士',
  placeName: '青石镇 石桥村',
  subject: '村口的路灯坏了三个月没人修',
  more: '去年十月报过一次，没有回音。'.repeat(number % 6),
  slotAt: AT,
  earlierVisits: 0,
  cases: [],
  promises: [],
  ...change,
});
const briefing = (people: BriefingPerson[]): Briefing => ({
  session: {
    id: 's1',
    number: 12,
    title: '周二直通夜',
    topic: '供水',
    startsAt: AT,
    endsAt: AT + 5_400_000,
    zone: 'Asia/Shanghai',
    seats: [{ name: '一号席', officialName: '王建国', officialTitle: '县长' }],
  },
  madeAt: AT,
  people: people.length,
  groups: [{ categoryCode: 'C0101', categoryName: '供暖', people }],
  open: [],
});

test('sixty people, long names and rare characters are all in it, on numbered pages', async () => {
  const names = ['𠮷田', LONG, '张㙍', '李\u{2FFFD}'];
  const people = Array.from({ length: 60 }, (_, index) => person(index + 1, { name: names[index] ?? '李秀英' }));
  const pdf = await briefingPdf(briefing(people), { compress: false });
  const raw = pdf.toString('latin1');
  const pages = raw.match(/\/Type \/Page\n/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(4);
  // Both weights, each with the characters that are used and no others.
  expect(new Set([...raw.matchAll(/\/FontName \/(\S+)/g)].map(([, name]) => name))).toHaveProperty('size', 2);
  expect(raw.match(/\/FontFile2/g)).toHaveLength(2);
  const text = textOf(pdf).replace(/\n/g, '');
  for (const { number } of people) expect(text.includes(`${number} 号`), String(number)).toBe(true);
  // What the font lacks is told by its number.
  for (const name of ['〔U+20BB7〕田', LONG, '张㙍', '李〔U+2FFFD〕']) expect(text.includes(name), name).toBe(true);
  expect(text.includes(`第 ${pages} 页，共 ${pages} 页`)).toBe(true);
  expect(text.includes('县长 王建国')).toBe(true);
}, 30_000);

test('an evening for which nobody booked says so on one page', async () => {
  const pdf = await briefingPdf({ ...briefing([]), groups: [] }, { compress: false });
  expect(textOf(pdf).replace(/\n/g, '')).toContain('还没有人预约');
  expect(pdf.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(1);
});

test('what somebody said is on one page whole, and an earlier case has its date and state', async () => {
  const number = 'DL2026-000123';
  const earlier = { number, subject: '水压低', state: 'inProgress', openedAt: AT } as const;
  const more = (index: number) => `${`第${index}人。`.repeat(60)}完${index}了`;
  const people = Array.from({ length: 9 }, (_, index) =>
    person(index + 1, { more: more(index + 1), cases: [earlier] }),
  );
  const pdf = await briefingPdf(briefing(people), { compress: false });
  const text = textOf(pdf).replace(/\n/g, '');
  const pages = text.split(/内部材料　第 \d+ 页/);
  expect(pages.length).toBeGreaterThan(2);
  for (const one of people) {
    const its = pages.find((page) => page.includes(`${one.number} 号　李秀英`));
    expect(its?.includes(`完${one.number}了`), String(one.number)).toBe(true);
  }
  expect(text).toContain(`${number}　水压低　2026年12月1日登记　办理中`);
}, 30_000);
