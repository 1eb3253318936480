import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fileNameOf } from '../../../client/features/log/csv.ts';
import { askBehind, filterLog, joinLog, kindOf, type LogWords, OVERLAP } from '../../../client/features/log/filter.ts';
import type { LogEntry } from '../../../shared/actions/log.ts';
import { csvOf } from '../../../shared/csv.ts';
import { NO_LOG_FILTER } from '../../../shared/log-filter.ts';

const entry = (seq: number, facts: Partial<LogEntry> = {}): LogEntry => ({
  seq,
  at: seq,
  who: '主持人 周敏',
  what: 'queue.move',
  number: 7,
  name: '李秀英',
  seatName: null,
  why: null,
  details: {},
  ...facts,
});
const words = (one: LogEntry, more = ''): LogWords => ({
  entry: one,
  time: '19:00:00',
  who: one.who,
  what: one.what,
  about: `7号 ${one.name}`,
  more,
});

describe('[K7] the log of an evening, filtered', () => {
  const log = [
    words(entry(1)),
    words(entry(2, { what: 'programme.cut', who: 'system' })),
    words(entry(3, { what: 'undo.move' }), '年长'),
    words(entry(4, { what: 'log.download', who: '督办员 赵强' })),
  ];
  const seqs = (filter: Partial<typeof NO_LOG_FILTER>) =>
    filterLog(log, { ...NO_LOG_FILTER, ...filter }).map((one) => one.entry.seq);

  it('by kind, by who did it, by text of what is read; each code is of one kind', () => {
    expect(seqs({})).toEqual([1, 2, 3, 4]);
    expect(seqs({ kinds: ['queue'] })).toEqual([1, 3]);
    expect(seqs({ kinds: ['call', 'record'] })).toEqual([2, 4]);
    expect(seqs({ who: 'system' })).toEqual([2]);
    expect(seqs({ text: ' 年长 ' })).toEqual([3]);
    expect(seqs({ text: '李秀英', kinds: ['record'] })).toEqual([4]);
    expect(kindOf('something.new')).toBe('record');
  });

  it('joins pages that overlap, in the order of writing, each once, and one that was written late', () => {
    const all = Array.from({ length: 60 }, (_, index) => entry(index + 1));
    const without = all.filter(({ seq }) => seq !== 45);
    const first = joinLog([], without.slice(0, 50));
    expect(askBehind([])).toBe(0);
    const behind = askBehind(first);
    expect(behind).toBeLessThanOrEqual(51 - OVERLAP);
    expect(
      joinLog(
        first,
        all.filter(({ seq }) => seq > behind),
      ),
    ).toEqual(all);
    expect(joinLog(first, [])).toBe(first);
  });
});

describe('a file of it', () => {
  it('has a byte-order mark, every cell quoted, quotes doubled, lines as spreadsheets want them', () => {
    expect(
      csvOf([
        ['时间', 'a,"b"'],
        ['第一行\n第二行', ''],
      ]),
    ).toBe('\uFEFF"时间","a,""b"""\r\n"第一行\n第二行",""\r\n');
  });

  it('no cell is a formula, whatever somebody typed', () => {
    for (const typed of [
      '=1+1',
      '+8613800138000',
      '-1',
      '@SUM(A1)',
      '＝1',
      '\t=1',
      ' =cmd|x',
      '\r=1',
      '\u00A0=1',
      "'=1",
    ])
      expect(csvOf([[typed]])).toBe(`\uFEFF"'${typed}"\r\n`);
    expect(csvOf([['12 号', '3-1', 'a=b']])).toBe('\uFEFF"12 号","3-1","a=b"\r\n');
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const cell = csvOf([[typed]]).slice(2, -3);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
        expect(cell.replaceAll('""', '')).not.toContain('"');
      }),
    );
  });
});

test('the file is named after what it was filtered by, in what a file system takes', () => {
  expect(fileNameOf(7, [])).toBe('log-7.csv');
  expect(fileNameOf(7, ['排队', '主持人 周敏', ''])).toBe('log-7_排队_主持人 周敏.csv');
  expect(fileNameOf(7, ['../a:b\u202Egnp'])).toBe('log-7_a b gnp.csv');
  expect(fileNameOf(7, ['长'.repeat(300)]).length).toBeLessThan(100);
});
