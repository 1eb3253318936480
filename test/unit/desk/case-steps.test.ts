/** What the page of a case offers: every step of a desk, each with a key of its own and a form that its action takes. */
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inputOf, STEP_FORMS, type Values } from '../../../client/features/case-work/forms.ts';
import { left } from '../../../client/features/case-work/left.ts';
import {
  type DeskStep,
  GROUP_NAMES,
  likeliest,
  offered,
  STEP_GROUPS,
  STEP_KEYS,
  whyNot,
} from '../../../client/features/case-work/steps.ts';
import en from '../../../client/i18n/desk.en.json' with { type: 'json' };
import zh from '../../../client/i18n/desk.zh-CN.json' with { type: 'json' };
import { CASE_STEPS } from '../../../server/domain/cases/steps.ts';
import type { CaseWork } from '../../../shared/actions/cases.ts';
import { CASE_STEP_NAMES } from '../../../shared/case-steps.ts';
import { CASE_STATES } from '../../../shared/states.ts';

const DESK_STEPS = Object.keys(STEP_FORMS) as DeskStep[];
/** The citizen's own, and what is done at the bar that rings. */
const elsewhere = ['acknowledge', 'add', 'answer', 'withdraw', 'rate', 'notSolved', 'consent'];
const work = (change: Partial<CaseWork> = {}) => ({ promised: false, aboutUnits: [], ...change }) as CaseWork;

test('every step of a desk is in one group and has a form', () => {
  const grouped = GROUP_NAMES.flatMap((group): readonly string[] => STEP_GROUPS[group]);
  expect([...grouped].sort()).toEqual(CASE_STEP_NAMES.filter((step) => !elsewhere.includes(step)).sort());
  expect(new Set(grouped).size).toBe(grouped.length);
  expect([...DESK_STEPS].sort()).toEqual([...grouped].sort());
});

test.each([...CASE_STATES])('[T1] in the state %s no two steps share a key, nor one of the page', (state) => {
  const keys = DESK_STEPS.filter((step) => (CASE_STEPS[step].from as readonly string[]).includes(state)).map(
    (step) => STEP_KEYS[step],
  );
  expect(new Set(['N', ...keys]).size).toBe(keys.length + 1);
});

const VALUE: Record<string, unknown> = {
  unit: 'u-water',
  units: [],
  people: [],
  days: 3,
  date: '2026-11-20',
  time: '09:40',
  switch: false,
};
describe.each(DESK_STEPS)('the form of %s', (step) => {
  const form = STEP_FORMS[step];
  test('fills its action’s input', () => {
    const values = Object.fromEntries(
      form.fields.map(({ name, as }) => [
        name,
        VALUE[as.kind] ?? (as.kind === 'choice' ? as.of[0] : as.kind === 'yesNo' ? true : '二字'),
      ]),
    ) as Values;
    const start = form.start?.(work({ aboutPeople: [] }), { today: '2026-11-20', me: '刘芳' });
    const input = { ...inputOf(form, { ...start, ...values }, work({ promised: true })), caseId: 'cs-1', version: 0 };
    expect(z.safeParse(form.action.input, input).error?.issues ?? []).toEqual([]);
    const keys = Object.keys((form.action.input as z.ZodMiniObject).shape);
    expect(keys).toEqual(expect.arrayContaining(Object.keys(input)));
  });
  test('has words for each of its choices, in both languages', () => {
    for (const texts of [zh, en]) {
      for (const { as } of form.fields) {
        if (as.kind !== 'choice') continue;
        const words = as.words.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], texts);
        expect(Object.keys(words as object).sort()).toEqual([...as.of].sort());
      }
    }
  });
});

test('what cannot be is not offered, or says why', () => {
  const steps = ['askExtension', 'judgeExtension', 'draftReply', 'add'] as const;
  const asked = { days: 3, reason: '等', at: 1 };
  expect(offered({ steps: [...steps], extension: null, extensions: 0 })).toEqual(['draftReply', 'askExtension']);
  expect(offered({ steps: [...steps], extension: asked, extensions: 0 })).toEqual(['draftReply', 'judgeExtension']);
  expect(likeliest('inProgress', { steps: [...steps], extension: asked, extensions: 0 })).toBe('judgeExtension');
  const now = 1000;
  const at = { state: 'inProgress', dueAt: 999 } as const;
  const facts = { promised: false, forced: false, handBacks: 0, level: 0, unreached: 0, rating: null, linked: [] };
  expect(whyNot('askExtension', at, facts, now)).toBe('DEADLINE_PASSED');
  expect(whyNot('askHandBack', at, { ...facts, handBacks: 2 }, now)).toBe('FORCED_STAYS');
  expect(whyNot('askHandBack', at, { ...facts, promised: true }, now)).toBe('PROMISE_STAYS');
  expect(whyNot('dispatch', { ...at, state: 'reopened' }, { ...facts, level: 2 }, now)).toBe('LEADER_FIRST');
  expect(whyNot('dispatch', { ...at, state: 'readByLeader' }, { ...facts, level: 2 }, now)).toBeNull();
  const merged = { number: 'DL2026-000001', subject: '路灯', state: 'merged', how: 'merged' } as const;
  expect(whyNot('refuse', { ...at, state: 'accepted' }, { ...facts, linked: [merged] }, now)).toBe('OTHERS_MERGED');
  expect(whyNot('refuse', { ...at, state: 'accepted' }, facts, now)).toBeNull();
  expect(whyNot('close', { ...at, state: 'replied' }, facts, now)).toBe('NOT_FOLLOWED_UP');
  expect(whyNot('close', { ...at, state: 'replied' }, { ...facts, unreached: 3 }, now)).toBeNull();
});

test('a promise’s case asks for the leader’s word, no other does', () => {
  const values = { reason: '另有安排', leaderWord: '王县长' };
  expect(inputOf(STEP_FORMS.takeBack, values, work())).toEqual({ reason: '另有安排' });
  expect(inputOf(STEP_FORMS.takeBack, values, work({ promised: true }))).toEqual(values);
});

test('what is left of a deadline is said in its largest unit', () => {
  const hour = 3_600_000;
  expect(left(50 * hour, 0)).toEqual({ over: false, unit: 'days', count: 2 });
  expect(left(47 * hour, 0)).toEqual({ over: false, unit: 'hours', count: 47 });
  expect(left(0, 60_000)).toEqual({ over: true, unit: 'minutes', count: 1 });
});
