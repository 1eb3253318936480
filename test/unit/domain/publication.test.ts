/** What becomes public, through whose hands, and what nobody may change of it (K2, T5, T6). */
import { describe, expect, test } from 'vitest';
import * as rules from '../../../server/domain/cases/publication.ts';
import type { CaseRecord } from '../../../server/domain/cases/types.ts';
import type { Reviewer } from '../../../server/domain/reviews.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { caseIn } from '../../support/records.ts';

const who = (personId: string, roles: StaffRole[], unitId: string | null = null): Reviewer => ({
  personId,
  displayName: personId,
  unitId,
  roles,
});
const CLERK = who('clerk', ['clerk']);
const SUPERVISOR = who('supervisor', ['supervisor']);
const LEADER = who('leader', ['official']);

const record = (change: Partial<CaseRecord> = {}) =>
  caseIn({ state: 'accepted', publish: true, handledBy: ['u-town'], ...change } as Partial<CaseRecord> as never);
const POST: rules.Original = {
  kind: 'post',
  reply: null,
  subject: '石桥村路灯不亮',
  text: '村口王建国家门前的路灯坏了两个月。',
  alias: '李女士',
  place: '石桥村',
  fileIds: ['f1', 'f2'],
};
const REPLY: rules.Original = {
  kind: 'reply',
  reply: { id: 'rp', byPersonId: 'writer', officialAt: 5 },
  subject: '',
  text: '已于 11 月 20 日修好。',
  alias: '',
  place: '',
  fileIds: [],
};
const begin = (original = POST, change: Partial<rules.Shown> = {}, { by = CLERK, reason = '', of = record() } = {}) =>
  rules.begin('pb', of, original, { ...original, ...change }, by, reason, 1);
const begun = (original = POST) => {
  const made = begin(original);
  if (!made.ok) throw new Error(made.code);
  return made.state;
};
const pass = (publication: rules.PublicationRecord, by: Reviewer, change: Partial<rules.Shown> = {}, reason = '') =>
  rules.review(
    publication,
    record(),
    publication.kind === 'post' ? POST : REPLY,
    { verdict: 'pass', shown: { ...publication.shown, ...change }, reason },
    by,
    2,
  );

describe('three reviews', () => {
  test('[T5] by three different people of the clerk, the supervisor and the leader, and only then it is public', () => {
    const second = begun();
    expect(second).toMatchObject({ stage: 'second', publishedAt: null });
    expect(pass(second, LEADER)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    const final = pass(second, SUPERVISOR);
    expect(final).toMatchObject({ ok: true, state: { stage: 'final', publishedAt: null } });
    if (!final.ok) return;
    expect(pass(final.state, SUPERVISOR)).toMatchObject({ code: 'FORBIDDEN' });
    const both = who('supervisor', ['supervisor', 'official']);
    expect(pass(final.state, both)).toMatchObject({ code: 'OWN_WORK' });
    expect(pass(second, who('clerk', ['clerk', 'supervisor']))).toMatchObject({ code: 'OWN_WORK' });
    const out = pass(final.state, LEADER);
    expect(out).toMatchObject({ ok: true, state: { stage: 'published', publishedAt: 2 } });
    if (out.ok) expect(pass(out.state, LEADER)).toMatchObject({ code: 'WRONG_STATE' });
  });

  test('[K2] an answer passes by nobody who wrote it and nobody of a unit that handled it', () => {
    expect(begin(REPLY)).toMatchObject({ ok: true });
    expect(begin(REPLY, {}, { by: who('c2', ['clerk'], 'u-town') })).toMatchObject({ code: 'OWN_UNIT' });
    expect(begin(REPLY, {}, { by: who('writer', ['clerk']) })).toMatchObject({ code: 'OWN_WORK' });
    expect(pass(begun(REPLY), who('s2', ['supervisor'], 'u-town'))).toMatchObject({ code: 'OWN_UNIT' });
    const draft = { ...REPLY, reply: { id: 'rp', byPersonId: 'writer', officialAt: null } };
    expect(begin(draft)).toMatchObject({ code: 'NOT_PUBLISHABLE' });
  });

  test('[T6] [K2] nothing without consent, of a sealed or protected case, or before it was accepted', () => {
    for (const change of [
      { publish: false },
      { sealed: true },
      { aboutUnitIds: ['u-town'] },
      { aboutPersonIds: ['somebody'] },
      { state: 'submitted' },
      { state: 'withdrawn', at: 1 },
      { state: 'refused', at: 1, reason: '诉讼', to: 'courts', whereTo: '法院' },
    ] as Partial<CaseRecord>[]) {
      expect(begin(POST, {}, { of: record(change) }), JSON.stringify(change)).toMatchObject({
        code: 'NOT_PUBLISHABLE',
      });
    }
  });

  test('sent back with a reason it is begun anew; taken off with one it is gone', () => {
    const back = (reason: string) =>
      rules.review(begun(), record(), POST, { verdict: 'back', shown: POST, reason }, SUPERVISOR, 2);
    expect(back('')).toMatchObject({ code: 'REASON_MISSING' });
    expect(back('有人名')).toMatchObject({ ok: true, state: { stage: 'returned' } });
    const off = rules.takeOff(begun(), SUPERVISOR, '本人要求', 3);
    expect(off).toMatchObject({ ok: true, state: { stage: 'withdrawn', ended: { reason: '本人要求' } } });
    if (off.ok) expect(rules.takeOff(off.state, SUPERVISOR, '再撤', 4)).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('shortened, and not changed', () => {
  test('[T5] something may be left out, marked and with a reason; nothing may be said otherwise', () => {
    const shorter = { text: '村口某某家门前的路灯坏了两个月。' };
    expect(begin(POST, shorter)).toMatchObject({ code: 'REASON_MISSING' });
    expect(begin(POST, shorter, { reason: '隐去姓名' })).toMatchObject({ ok: true, state: { shown: shorter } });
    expect(begin(POST, { text: '村口路灯很好。' }, { reason: '改' })).toMatchObject({ code: 'NOT_SHORTENED' });
    expect(begin(POST, { text: '……' }, { reason: '全删' })).toMatchObject({ code: 'NOT_SHORTENED' });
    expect(begin(POST, { alias: '王先生' }, { reason: '改' })).toMatchObject({ code: 'NOT_SHORTENED' });
    expect(begin(POST, { fileIds: ['f3'] }, { reason: '换' })).toMatchObject({ code: 'NOT_SHORTENED' });
    expect(begin(POST, { place: '', fileIds: ['f1'] }, { reason: '不公开地点' })).toMatchObject({ ok: true });
    // A later reviewer cannot bring back what an earlier one left out.
    const first = begin(POST, shorter, { reason: '隐去姓名' });
    if (first.ok)
      expect(pass(first.state, SUPERVISOR, { text: POST.text }, '恢复')).toMatchObject({ code: 'NOT_SHORTENED' });
  });

  test.each([
    ['甲乙丙', '甲丙', true],
    ['甲乙丙', '丙甲', false],
    ['甲乙丙', '甲×丙', true],
    ['甲 乙', '甲乙', true],
    ['甲乙', '甲乙丁', false],
    ['', '', true],
  ])('%s → %s: %s', (before, after, expected) => {
    expect(rules.isShortened(before, after)).toBe(expected);
  });
});

describe('how long a message may be', () => {
  test('a complaint has 200 and 800 characters, every other kind 22 and 1,000; longer is refused with its length', () => {
    const lengths = (kind: 'complain' | 'help', subject: number, content: number) =>
      rules.checkLengths(kind, { subject: '长'.repeat(subject), content: '长'.repeat(content) });
    expect(lengths('complain', 200, 800)).toBeNull();
    expect(lengths('complain', 200, 801)).toMatchObject({ code: 'TEXT_TOO_LONG', details: { length: 801, most: 800 } });
    expect(lengths('help', 22, 1000)).toBeNull();
    expect(lengths('help', 23, 0)).toMatchObject({ details: { field: 'subject', length: 23, most: 22 } });
  });
});
