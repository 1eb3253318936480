import { describe, expect, it } from 'vitest';
import type { QuestionRecord } from '../../../server/domain/questions/question.ts';
import * as questions from '../../../server/domain/questions/question.ts';
import { MOST_QUESTIONS, MOST_SHOWN } from '../../../shared/questions.ts';
import { SESSION_STATES } from '../../../shared/states.ts';
import { sessionIn } from './fixtures.ts';

const NOW = 1_000_000;
const DELAY_MS = 10_000;
const PUBLIC = { ...sessionIn('live'), public: true };
const FACTS = { id: 'q1', phoneId: 'ph1', personId: 'p1', text: '村里什么时候通自来水？', publicName: '王女士' };
const WORDS = { wording: '石桥村何时通自来水？', publicName: '王女士' };

/** Throws the code of a refusal. */
function must(result: ReturnType<typeof questions.withdraw>): QuestionRecord {
  if (!result.ok) throw new Error(result.code);
  return result.state;
}
const asked = (id = 'q1') => must(questions.ask(PUBLIC, { ...FACTS, id, phoneId: `of-${id}` }, null, 0, NOW));
const approved = (id = 'q1', at = NOW) => must(questions.approve(asked(id), WORDS, at));
const onAir = (at = NOW) => must(questions.toAir(approved(), null, at));
const merged = () => must(questions.merge(approved(), asked('q2'), NOW));
const IN = {
  new: asked(),
  approved: approved(),
  onAir: onAir(),
  answered: must(questions.answer(approved(), '年底', NOW)),
  merged: merged(),
  refused: must(questions.refuse(asked(), '不在范围', NOW)),
  written: must(questions.write(asked(), 'cs1', NOW)),
  withdrawn: must(questions.withdraw(asked(), NOW)),
};
const code = (result: { ok: true } | { ok: false; code: string }) => (result.ok ? 'ok' : result.code);
/** In which states a step is taken; in every other it is refused and changes nothing. */
const from = (step: (one: QuestionRecord) => ReturnType<typeof questions.withdraw>) =>
  Object.entries(IN).flatMap(([state, one]) => {
    const result = step(one);
    if (!result.ok) expect(result.code).toBe('WRONG_STATE');
    return result.ok ? [state] : [];
  });

describe('[A1] questions are taken', () => {
  it.each(SESSION_STATES)('%s: while the session is open to the public and gathers or runs', (state) => {
    const open = ['lobby', 'live', 'paused'].includes(state);
    expect(questions.takesQuestions({ state, public: true })).toBe(open);
    expect(questions.takesQuestions({ state, public: false })).toBe(false);
  });
});

describe('[A2] one for each phone number', () => {
  const ask = (ofPhone: QuestionRecord | null, there = 0) => questions.ask(PUBLIC, FACTS, ofPhone, there, NOW);
  it('the second is refused, and so is whoever comes after the last that is read', () => {
    expect(ask(null)).toMatchObject({ ok: true, state: { state: 'new', askedAt: NOW } });
    expect(ask(asked())).toMatchObject({ ok: false, code: 'ALREADY_ASKED', details: { questionId: 'q1' } });
    expect(code(ask(null, MOST_QUESTIONS - 1))).toBe('ok');
    expect(code(ask(null, MOST_QUESTIONS))).toBe('QUESTIONS_FULL');
    expect(code(questions.ask({ ...PUBLIC, public: false }, FACTS, null, 0, NOW))).toBe('QUESTIONS_CLOSED');
  });
  it('is taken back as long as nobody decided about it', () => {
    expect(from((one) => questions.withdraw(one, NOW))).toEqual(['new']);
  });
});

describe('[A3] [T5] approved words', () => {
  it('are public instead of what was asked, which is kept', () => {
    expect(approved()).toMatchObject({ text: FACTS.text, shown: { ...WORDS, at: NOW } });
    expect(from((one) => questions.approve(one, WORDS, NOW))).toEqual(['new', 'approved']);
    expect(from((one) => questions.refuse(one, '重复', NOW))).toEqual(['new', 'approved']);
  });
  it('of a refusal, a merging and an answer are as before when it is put back', () => {
    expect(from((one) => questions.putBack(one, NOW))).toEqual(['answered', 'merged', 'refused']);
    expect(must(questions.putBack(IN.refused, NOW)).state).toBe('new');
    expect(must(questions.putBack(IN.answered, NOW + 5))).toMatchObject({
      state: 'approved',
      shown: { ...WORDS, at: NOW + 5 },
    });
  });
});

describe('[A4] merged', () => {
  it('into one that is open, and not into itself', () => {
    const into = (one: QuestionRecord) => questions.merge(asked('q9'), { ...one, id: 'other' }, NOW);
    expect(from(into)).toEqual(['new', 'approved', 'onAir']);
    expect(code(questions.merge(asked(), asked(), NOW))).toBe('BAD_INPUT');
    expect(from((one) => questions.merge(one, asked('q9'), NOW))).toEqual(['new', 'approved']);
    expect(must(questions.follow(merged(), 'q3', NOW))).toMatchObject({ state: 'merged', into: 'q3' });
  });
});

describe('[A5] on air', () => {
  it('one at a time, answered with what was said or taken off', () => {
    expect(code(questions.toAir(approved('q2'), onAir(), NOW))).toBe('QUESTION_ON_AIR');
    expect(from((one) => questions.toAir(one, null, NOW))).toEqual(['approved']);
    expect(from((one) => questions.offAir(one, NOW))).toEqual(['onAir']);
    expect(from((one) => questions.answer(one, '', NOW))).toEqual(['approved', 'onAir']);
  });

  const publicly = (one: QuestionRecord, at: number, cut = false) =>
    questions.publicAt(one, { delayMs: DELAY_MS, cut: cut ? { at, by: 'm' } : null }, at);

  it('everybody reads each step later by the delay, and is told when the next comes', () => {
    const aired = must(questions.toAir(approved(), null, NOW + 20_000));
    const answered = must(questions.answer(aired, '年底通水', NOW + 40_000));
    const state = (at: number) => publicly(answered, at).public?.state ?? null;
    expect(state(NOW + DELAY_MS - 1)).toBeNull();
    expect(state(NOW + DELAY_MS)).toBe('approved');
    expect(state(NOW + 20_000 + DELAY_MS - 1)).toBe('approved');
    expect(state(NOW + 20_000 + DELAY_MS)).toBe('onAir');
    expect(publicly(answered, NOW + 40_000).again).toBe(NOW + 40_000 + DELAY_MS);
    expect(publicly(answered, NOW + 40_000 + DELAY_MS)).toEqual({
      public: { id: 'q1', ...WORDS, state: 'answered', note: '年底通水' },
      again: null,
    });
  });
  it('what is taken away is gone at once, and a cut takes it off the air', () => {
    const later = NOW + 60_000;
    for (const state of ['new', 'merged', 'refused', 'withdrawn'] as const)
      expect(publicly(IN[state], later), state).toEqual({ public: null, again: null });
    expect(publicly(onAir(), later).public?.state).toBe('onAir');
    expect(publicly(onAir(), later, true).public?.state).toBe('approved');
    expect(publicly(must(questions.offAir(onAir(), later)), later).public?.state).toBe('approved');
    expect(publicly(IN.written, later).public).toBeNull();
  });
  it('the newest stand first, and no more than can be read', () => {
    const many = Array.from({ length: MOST_SHOWN + 5 }, (_, n) => ({ ...approved(`q${n}`), askedAt: n }));
    const list = questions.publicList(many, { delayMs: 0, cut: null }, NOW);
    expect(list).toHaveLength(MOST_SHOWN);
    expect(list[0]?.id).toBe(`q${MOST_SHOWN + 4}`);
  });
});

describe('[A6] a case', () => {
  it('is made of whatever is open, and of what was merged into it; it stays one', () => {
    expect(from((one) => questions.write(one, 'cs1', NOW))).toEqual(['new', 'approved', 'onAir', 'merged']);
    const written = must(questions.write(approved(), 'cs1', NOW));
    expect(questions.publicAt(written, { delayMs: 0, cut: null }, NOW).public).toMatchObject({
      state: 'written',
      ...WORDS,
    });
  });
});
