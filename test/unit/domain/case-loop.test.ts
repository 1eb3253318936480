/** The loop of a case by its numbered rules, and every step × hand × state as a generated table (T1). Long: table and rules are of one machine. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayReadCase } from '../../../server/domain/cases/access.ts';
import * as loop from '../../../server/domain/cases/loop.ts';
import { CASE_STEPS, type CaseHand, handsOf } from '../../../server/domain/cases/steps.ts';
import type { CaseFacts, CaseRecord, CaseReplyRecord, CaseStage } from '../../../server/domain/cases/types.ts';
import { authorize } from '../../../server/domain/people/policy.ts';
import type { Actor } from '../../../server/domain/people/types.ts';
import type { ActionName } from '../../../shared/actions/all.ts';
import { ratingBand, ratingTotal } from '../../../shared/case-rating.ts';
import { CASE_STEP_NAMES, type CaseStep, HAND_BACKS } from '../../../shared/case-steps.ts';
import { CASE_STATES, type CaseState } from '../../../shared/states.ts';
import { accepted, CITIZEN, caseRecord, STARTS_AT, staff } from './fixtures.ts';

const NOW = STARTS_AT + 60_000;
const DAY = 86_400_000;
const GONE = { startsAt: NOW + DAY, dueAt: NOW + 5 * DAY };
const AGAIN = { startsAt: NOW, acknowledgeBy: NOW + 1, dispatchBy: NOW + 2, dueAt: NOW + 15 * DAY };

const STAGES: Readonly<Record<CaseState, CaseStage>> = {
  submitted: { state: 'submitted' },
  accepted: { state: 'accepted' },
  readByLeader: { state: 'readByLeader' },
  reopened: { state: 'reopened' },
  dispatched: { state: 'dispatched' },
  inProgress: { state: 'inProgress' },
  handBackAsked: {
    state: 'handBackAsked',
    reason: 'notOurRemit',
    basis: '三定方案',
    betterUnitId: 'u2',
    byPersonId: 'm1',
    at: NOW,
    from: 'dispatched',
  },
  waitingForCitizen: { state: 'waitingForCitizen', question: '哪一户？', at: NOW },
  suspended: { state: 'suspended', reason: '汛期', at: NOW },
  drafted: { state: 'drafted', replyId: 'rp1' },
  firstReviewed: { state: 'firstReviewed', replyId: 'rp1' },
  replied: { state: 'replied', at: NOW },
  followedUp: { state: 'followedUp', at: NOW },
  closed: { state: 'closed', at: NOW },
  withdrawn: { state: 'withdrawn', at: NOW },
  refused: { state: 'refused', at: NOW, reason: '已经法院判决', to: 'courts', whereTo: '县法院' },
  merged: { state: 'merged', at: NOW, into: 'case2' },
};
const inState = (state: CaseState, facts: Partial<CaseFacts> = {}): CaseRecord =>
  caseRecord({ mainUnitId: 'u1', handledBy: ['u1'], dueAt: NOW + DAY, ...facts, ...STAGES[state] });

/** Written out a second time: a slip in the table shows as a difference here. */
const BEFORE = 'submitted accepted readByLeader reopened';
const HELD = 'dispatched inProgress';
const WITH = `${HELD} handBackAsked waitingForCitizen suspended drafted firstReviewed`;
const ALIVE = `${BEFORE} ${WITH} replied followedUp`;
const EXPECTED: Record<CaseStep, readonly [by: string, from: string]> = {
  accept: ['clerk moderator supervisor', 'submitted'],
  refuse: ['clerk supervisor', BEFORE],
  instruct: ['leader', `${BEFORE} ${WITH}`],
  dispatch: ['supervisor', BEFORE],
  sign: ['mainUnit mainHead', 'dispatched'],
  askHandBack: ['mainUnit mainHead', HELD],
  judgeHandBack: ['supervisor', 'handBackAsked'],
  takeBack: ['supervisor', HELD],
  passOn: ['mainUnit mainHead', HELD],
  askExtension: ['mainUnit mainHead', HELD],
  judgeExtension: ['supervisor', WITH],
  extend: ['supervisor', HELD],
  askCitizen: ['mainUnit mainHead', 'inProgress'],
  suspend: ['supervisor', 'inProgress'],
  goOn: ['mainUnit mainHead supervisor', 'waitingForCitizen suspended'],
  coAnswer: ['coUnit', WITH],
  recordStep: ['mainUnit mainHead coUnit', 'inProgress waitingForCitizen suspended drafted'],
  draftReply: ['mainUnit mainHead', 'inProgress'],
  firstReview: ['mainHead', 'drafted'],
  finalReview: ['supervisor', 'firstReviewed'],
  followUp: ['supervisor', 'replied'],
  close: ['supervisor', 'replied followedUp'],
  reopen: ['supervisor', 'replied followedUp closed'],
  urge: ['supervisor leader', WITH],
  supervise: ['supervisor leader', `${BEFORE} ${WITH}`],
  acknowledge: ['moderator supervisor', `${BEFORE} ${WITH}`],
  setUrgency: ['clerk moderator supervisor', `${BEFORE} ${WITH}`],
  listHard: ['supervisor', WITH],
  merge: ['clerk supervisor', `${BEFORE} ${HELD}`],
  split: ['clerk supervisor mainUnit mainHead', `${BEFORE} ${HELD}`],
  link: ['clerk moderator supervisor mainUnit mainHead', ALIVE],
  protect: ['clerk moderator supervisor', ALIVE],
  add: ['citizen', ALIVE],
  answer: ['citizen', 'waitingForCitizen'],
  withdraw: ['citizen', 'submitted accepted'],
  rate: ['citizen', 'replied followedUp closed merged'],
  notSolved: ['citizen', 'replied followedUp closed merged'],
  consent: ['citizen', CASE_STATES.join(' ')],
};
/** Somebody with exactly this hand in the case above. */
const OF_HAND: Record<CaseHand, { readonly actor: Actor; readonly facts: Partial<CaseFacts> }> = {
  clerk: { actor: { ...staff('clerk'), unitId: null }, facts: {} },
  moderator: { actor: { ...staff('moderator'), unitId: null }, facts: {} },
  supervisor: { actor: { ...staff('supervisor'), unitId: 'u9' }, facts: {} },
  leader: { actor: { ...staff('official'), unitId: null }, facts: {} },
  mainUnit: { actor: { ...staff('caseworker'), unitId: 'u1' }, facts: {} },
  mainHead: { actor: { ...staff('unitHead'), unitId: 'u1' }, facts: {} },
  coUnit: { actor: { ...staff('caseworker'), unitId: 'u5' }, facts: { coUnitIds: ['u5'] } },
  citizen: { actor: CITIZEN, facts: {} },
};
const PERSON = { phoneId: CITIZEN.kind === 'citizen' ? CITIZEN.phoneId : null };
const actionOf = (step: CaseStep): ActionName =>
  `${CASE_STEPS[step].by.some((hand: CaseHand) => hand === 'citizen') ? 'my' : 'case'}.${step}` as ActionName;

describe('[T1] every step × hand × state', () => {
  it('names all of them', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...CASE_STEP_NAMES].sort());
  });
  for (const step of CASE_STEP_NAMES) {
    const [by, from] = EXPECTED[step].map((words) => new Set(words.split(' '))) as [Set<string>, Set<string>];
    for (const [hand, { actor, facts }] of Object.entries(OF_HAND)) {
      it(`${step} by ${hand}: ${by.has(hand) ? `from ${[...from].join(', ')}` : 'refused'}`, () => {
        for (const state of CASE_STATES) {
          const record = inState(state, facts);
          const hands = handsOf(actor, record, PERSON);
          expect([...hands]).toEqual([hand]);
          const answer = authorize(actor, actionOf(step), { caseHands: hands, caseState: state });
          if (!by.has(hand)) expect(answer).toMatchObject({ code: 'FORBIDDEN' });
          else if (from.has(state)) expect(answer).toEqual({ ok: true });
          else expect(answer).toMatchObject({ code: 'WRONG_STATE', details: { state } });
        }
      });
    }
  }

  it('a transition says no in every state that its table does not name', () => {
    const to = { mainUnitId: 'u2', coUnitIds: [], kind: 'forHandling' } as const;
    const no = { reason: 'r', to: 'courts', whereTo: 'w' } as const;
    const back = { reason: 'overlap', basis: 'b', betterUnitId: 'u2', byPersonId: 'm1' } as const;
    const gone = { startsAt: NOW, dueAt: NOW };
    const tries: Partial<Record<CaseStep, (record: CaseRecord) => { readonly ok: boolean; readonly code?: string }>> = {
      accept: (one) => loop.accept(one, NOW),
      refuse: (one) => loop.refuse(one, no, false, NOW),
      instruct: (one) => loop.instruct(one, { text: 't', byName: 'n', at: NOW }),
      sign: (one) => loop.sign(one, NOW),
      askHandBack: (one) => loop.askHandBack(one, back, NOW),
      judgeHandBack: (one) => loop.judgeHandBack(one, true),
      takeBack: (one) => loop.takeBack(one, false),
      passOn: (one) => loop.passOn(one, 'u3'),
      askExtension: (one) => loop.askExtension(one, { days: 3, reason: 'r', byPersonId: 'm1' }, NOW),
      extend: (one) => loop.extend(one, NOW + 9 * DAY, false),
      askCitizen: (one) => loop.askCitizen(one, 'q', NOW),
      suspend: (one) => loop.suspend(one, 'r', NOW),
      goOn: (one) => loop.goOn(one, gone),
      draftReply: (one) => loop.draftReply(one, 'rp1'),
      firstReview: (one) => loop.firstReview(one, REPLY, 'pass', 'head'),
      finalReview: (one) => loop.finalReview(one, REPLY, 'pass', { personId: 'sup', unitId: 'u9' }, NOW),
      followUp: (one) => loop.followUp(one, { contacted: true, solved: true }, 'u9', AGAIN, NOW),
      reopen: (one) => loop.reopen(one, AGAIN, NOW),
      urge: (one) => loop.urge(one, NOW),
      supervise: (one) => loop.supervise(one, NOW),
      listHard: (one) => loop.listHard(one, 'r', NOW),
      merge: (one) => loop.merge(one, inState('inProgress', { id: 'case2' }), NOW),
      protect: (one) => loop.protect(one, { sealed: false, aboutUnitIds: [], aboutPersonIds: [] }, gone),
      answer: (one) => loop.answer(one, gone, NOW),
      withdraw: (one) => loop.withdraw(one, false, NOW),
      rate: (one) => loop.rate(one, RATING, NOW, AGAIN, NOW),
      notSolved: (one) => loop.notSolved(one, true, AGAIN, NOW),
      add: (one) => loop.add(one, NOW),
      consent: (one) => loop.consent(one, true),
    };
    for (const [step, attempt] of Object.entries(tries)) {
      const from: readonly CaseState[] = CASE_STEPS[step as CaseStep].from;
      for (const state of CASE_STATES) {
        const answer = attempt(inState(state));
        if (from.includes(state)) expect([step, state, answer.ok]).toEqual([step, state, true]);
        else expect([step, state, answer.code]).toEqual([step, state, 'WRONG_STATE']);
      }
    }
    for (const state of CASE_STATES) {
      const may = state !== 'submitted' && BEFORE.split(' ').includes(state);
      expect(loop.dispatch(inState(state), to).ok).toBe(may);
      expect(loop.close(inState(state, { rating: RATING }), 'u9', NOW).ok).toBe(
        state === 'replied' || state === 'followedUp',
      );
    }
  });
});

const REPLY: CaseReplyRecord = {
  id: 'rp1',
  countyId: 'c1',
  caseId: 'case1',
  kind: 'official',
  text: '已修好',
  unitId: 'u1',
  byPersonId: 'writer',
  byName: '刘芳',
  at: NOW,
  firstReviewBy: 'head',
  officialAt: null,
};
const RATING = { solved: 5, attitude: 5, speed: 5, comment: '', at: NOW };

describe('[K2] whom a case complains of', () => {
  const about = { aboutUnitIds: ['u1'], aboutPersonIds: ['m7'] };
  it('has no hand in it, reads it nowhere, and is never sent it', () => {
    const record = inState('accepted', { ...about, mainUnitId: null });
    for (const role of ['caseworker', 'unitHead', 'supervisor', 'clerk', 'moderator', 'inspector'] as const) {
      expect(handsOf({ ...staff(role), unitId: 'u1' }, record, null).size).toBe(0);
      expect(mayReadCase({ ...staff(role), unitId: 'u1' }, record)).toBe(false);
      expect(mayReadCase({ ...staff(role), unitId: 'u9', personId: 'm7' }, record)).toBe(false);
    }
    const to = { kind: 'forHandling', coUnitIds: [] } as const;
    expect(loop.dispatch(record, { ...to, mainUnitId: 'u1' })).toMatchObject({ code: 'COMPLAINS_OF' });
    expect(loop.dispatch(record, { ...to, mainUnitId: 'u2', coUnitIds: ['u1'] })).toMatchObject({
      code: 'COMPLAINS_OF',
    });
    const held = inState('inProgress', { aboutUnitIds: ['u3'] });
    expect(loop.passOn(held, 'u3')).toMatchObject({ code: 'COMPLAINS_OF' });
    const back = { reason: 'overlap', basis: 'b', byPersonId: 'm1' } as const;
    expect(loop.askHandBack(held, { ...back, betterUnitId: 'u3' }, NOW)).toMatchObject({ code: 'COMPLAINS_OF' });
  });

  it('loses it the moment it is named', () => {
    for (const state of ['dispatched', 'inProgress', 'suspended', 'drafted'] as const) {
      const after = accepted(loop.protect(inState(state), { ...about, sealed: false }, GONE)).state;
      expect(after).toMatchObject({ state: 'accepted', mainUnitId: null, stoppedAt: null });
      // What stood still is added (K3).
      expect(after).toMatchObject({ dueAt: GONE.dueAt, limits: { startsAt: GONE.startsAt } });
    }
    const co = accepted(
      loop.protect(
        inState('inProgress', { coUnitIds: ['u5'] }),
        { aboutUnitIds: ['u5'], aboutPersonIds: [], sealed: false },
        GONE,
      ),
    );
    expect(co.state).toMatchObject({ state: 'inProgress', mainUnitId: 'u1', coUnitIds: [] });
  });

  it('a sealed report is read and led by the inspector alone', () => {
    const record = inState('accepted', { sealed: true });
    for (const role of ['clerk', 'supervisor', 'moderator', 'official', 'administrator', 'caseworker'] as const) {
      expect(mayReadCase(staff(role), record)).toBe(false);
      expect(handsOf(staff(role), record, null).size).toBe(0);
    }
    expect(mayReadCase(staff('inspector'), record)).toBe(true);
    expect(handsOf(staff('inspector'), record, null)).toEqual(new Set(['clerk', 'supervisor']));
    expect(handsOf(staff('inspector'), inState('accepted'), null).size).toBe(0);
  });

  it('stands alone, not merged with others', () => {
    const master = inState('inProgress', { id: 'case2' });
    expect(loop.merge(inState('accepted', about), master, NOW)).toMatchObject({ code: 'PROTECTED_CASE' });
    expect(loop.merge(inState('accepted', { sealed: true }), master, NOW)).toMatchObject({ code: 'PROTECTED_CASE' });
    expect(loop.merge(inState('accepted'), { ...master, sealed: true }, NOW)).toMatchObject({ code: 'PROTECTED_CASE' });
  });

  it('is closed and judged by nobody of a unit that ever had it', () => {
    const record = inState('followedUp', { handledBy: ['u4', 'u1'], mainUnitId: 'u1' });
    for (const unitId of ['u4', 'u1']) expect(loop.close(record, unitId, NOW)).toMatchObject({ code: 'OWN_UNIT' });
    expect(accepted(loop.close(record, 'u9', NOW)).state.state).toBe('closed');
    const replied = inState('replied');
    expect(loop.followUp(replied, { contacted: true, solved: true }, 'u1', AGAIN, NOW)).toMatchObject({
      code: 'OWN_UNIT',
    });
    const by = { personId: 'sup', unitId: 'u1' };
    expect(loop.finalReview(inState('firstReviewed'), REPLY, 'pass', by, NOW)).toMatchObject({ code: 'OWN_UNIT' });
  });

  it('is closed only once its person was asked, judged it, or was not reached three times', () => {
    expect(loop.close(inState('replied'), 'u9', NOW)).toMatchObject({ code: 'NOT_FOLLOWED_UP' });
    expect(loop.close(inState('replied', { unreached: 2 }), 'u9', NOW)).toMatchObject({ code: 'NOT_FOLLOWED_UP' });
    expect(loop.close(inState('replied', { unreached: 3 }), 'u9', NOW).ok).toBe(true);
    expect(loop.close(inState('replied', { rating: RATING }), 'u9', NOW).ok).toBe(true);
    // What was said of an earlier answer says nothing of this one.
    const by = { personId: 'sup', unitId: 'u9' };
    const again = loop.finalReview(inState('firstReviewed', { rating: RATING }), REPLY, 'pass', by, NOW + DAY);
    expect(loop.close(accepted(again).state, 'u9', NOW + DAY)).toMatchObject({ code: 'NOT_FOLLOWED_UP' });
    let record = inState('replied');
    for (const unreached of [1, 2, 3]) {
      record = accepted(loop.followUp(record, { contacted: false, solved: null }, 'u9', AGAIN, NOW)).state;
      expect(record).toMatchObject({ state: 'replied', unreached });
    }
  });

  it('reviews are by two who did not write it', () => {
    expect(loop.firstReview(inState('drafted'), REPLY, 'pass', 'writer')).toMatchObject({ code: 'OWN_WORK' });
    for (const personId of ['writer', 'head']) {
      const by = { personId, unitId: 'u9' };
      expect(loop.finalReview(inState('firstReviewed'), REPLY, 'pass', by, NOW)).toMatchObject({ code: 'OWN_WORK' });
    }
    for (const verdict of ['rewrite', 'redo'] as const) {
      expect(accepted(loop.firstReview(inState('drafted'), REPLY, verdict, 'head')).state.state).toBe('inProgress');
    }
  });
});

describe('[K3] the clock', () => {
  it('is moved by no dispatch, signing or hand-back', () => {
    const { dueAt, limits, openedAt } = inState('accepted');
    let record = accepted(
      loop.dispatch(inState('accepted'), { mainUnitId: 'u1', coUnitIds: [], kind: 'forHandling' }),
    ).state;
    record = accepted(loop.sign(record, NOW + DAY / 2)).state;
    const back = { reason: 'notOurArea', basis: 'b', betterUnitId: 'u2', byPersonId: 'm1' } as const;
    record = accepted(loop.askHandBack(record, back, NOW + DAY / 2)).state;
    record = accepted(loop.judgeHandBack(record, true)).state;
    expect(record).toMatchObject({ state: 'accepted', dueAt, openedAt, limits: { startsAt: limits.startsAt } });
  });

  it('stands still while the citizen is asked or a supervisor suspends it, and only then', () => {
    expect(accepted(loop.askCitizen(inState('inProgress'), 'q', NOW)).state).toMatchObject({ stoppedAt: NOW });
    expect(accepted(loop.suspend(inState('inProgress'), 'r', NOW)).state).toMatchObject({ stoppedAt: NOW });
    const gone = { startsAt: NOW + 5, dueAt: NOW + 7 };
    const asked = accepted(loop.askCitizen(inState('inProgress'), 'q', NOW)).state;
    for (const after of [accepted(loop.goOn(asked, gone)), accepted(loop.answer(asked, gone, NOW))]) {
      expect(after.state).toMatchObject({
        state: 'inProgress',
        stoppedAt: null,
        dueAt: NOW + 7,
        limits: { startsAt: NOW + 5 },
      });
    }
  });

  it('more time is asked for before the deadline, once at a time', () => {
    const ask = (record: CaseRecord) => loop.askExtension(record, { days: 5, reason: 'r', byPersonId: 'm1' }, NOW);
    expect(ask(inState('inProgress', { dueAt: NOW }))).toMatchObject({ code: 'DEADLINE_PASSED' });
    const asked = accepted(ask(inState('inProgress'))).state;
    expect(ask(asked)).toMatchObject({ code: 'STALE' });
    expect(accepted(loop.judgeExtension(asked, true, NOW + 8 * DAY)).state).toMatchObject({
      dueAt: NOW + 8 * DAY,
      extensions: 1,
      extension: null,
    });
    expect(accepted(loop.judgeExtension(asked, false, NOW + 8 * DAY)).state).toMatchObject({
      dueAt: NOW + DAY,
      extensions: 0,
    });
  });
});

describe('[K4] handing back', () => {
  const back = { reason: 'notOurRemit', basis: '三定方案', betterUnitId: 'u2', byPersonId: 'm1' } as const;
  const to = (mainUnitId: string) => ({ mainUnitId, coUnitIds: [], kind: 'forHandling' as const });

  it('works twice; what the supervisor decides then sticks', () => {
    let record = inState('accepted', { mainUnitId: null, handledBy: [] });
    for (const unitId of ['u1', 'u3']) {
      record = accepted(loop.dispatch(record, to(unitId))).state;
      expect(record.forced).toBe(false);
      record = accepted(loop.askHandBack(record, back, NOW)).state;
      record = accepted(loop.judgeHandBack(record, true)).state;
    }
    record = accepted(loop.dispatch(record, to('u1'))).state;
    expect(record).toMatchObject({ forced: true, handBacks: 2, handledBy: ['u1', 'u3'] });
    expect(loop.askHandBack(record, back, NOW)).toMatchObject({ code: 'FORCED_STAYS' });
    expect(loop.askHandBack(accepted(loop.sign(record, NOW)).state, back, NOW)).toMatchObject({ code: 'FORCED_STAYS' });
  });

  it('refused, it stays where it was and is not asked again', () => {
    for (const from of ['dispatched', 'inProgress'] as const) {
      const asked = accepted(loop.askHandBack(inState(from), back, NOW)).state;
      const after = accepted(loop.judgeHandBack(asked, false)).state;
      expect(after).toMatchObject({ state: from, forced: true, mainUnitId: 'u1', handBacks: 0 });
      expect(loop.askHandBack(after, back, NOW)).toMatchObject({ code: 'FORCED_STAYS' });
    }
  });

  it('a promise is neither handed back nor extended by the unit, and by the supervisor with the leader’s word alone', () => {
    const record = inState('inProgress', { promised: true });
    expect(loop.askHandBack(record, back, NOW)).toMatchObject({ code: 'PROMISE_STAYS' });
    expect(loop.askExtension(record, { days: 3, reason: 'r', byPersonId: 'm1' }, NOW)).toMatchObject({
      code: 'PROMISE_STAYS',
    });
    expect(loop.takeBack(record, false)).toMatchObject({ code: 'PROMISE_STAYS' });
    expect(loop.extend(record, NOW + 9 * DAY, false)).toMatchObject({ code: 'PROMISE_STAYS' });
    expect(loop.takeBack(record, true).ok).toBe(true);
    expect(accepted(loop.extend(record, NOW + 9 * DAY, true)).state.dueAt).toBe(NOW + 9 * DAY);
  });
});

describe('[K5] what is not solved', () => {
  it('is reopened one level higher, by the follow-up call, a poor rating or the citizen’s word', () => {
    const reopened = { state: 'reopened', level: 1, mainUnitId: null, dueAt: AGAIN.dueAt, supervisedAt: NOW };
    const called = loop.followUp(inState('replied'), { contacted: true, solved: false }, 'u9', AGAIN, NOW);
    expect(accepted(called).state).toMatchObject(reopened);
    expect(accepted(loop.notSolved(inState('closed'), true, AGAIN, NOW)).state).toMatchObject(reopened);
    const poor = { ...RATING, solved: 1, attitude: 3, speed: 3 };
    expect(ratingTotal(poor)).toBe(2);
    expect(accepted(loop.rate(inState('replied'), poor, NOW, AGAIN, NOW)).state).toMatchObject({
      ...reopened,
      rating: poor,
    });
    const fair = { ...poor, solved: 2 };
    expect(accepted(loop.rate(inState('replied'), fair, NOW, AGAIN, NOW)).state).toMatchObject({ state: 'replied' });
  });

  it('the second time goes on with a leader’s word alone', () => {
    const record = inState('reopened', { level: 2, mainUnitId: null });
    const to = { mainUnitId: 'u2', coUnitIds: [], kind: 'forHandling' } as const;
    expect(loop.dispatch(record, to)).toMatchObject({ code: 'LEADER_FIRST' });
    const read = accepted(loop.instruct(record, { text: '限期办结', byName: '王建国', at: NOW })).state;
    expect(accepted(loop.dispatch(read, to)).state).toMatchObject({ state: 'dispatched', mainUnitId: 'u2' });
  });

  it('each answer is rated once', () => {
    const rated = accepted(loop.rate(inState('replied'), RATING, NOW, AGAIN, NOW)).state;
    expect(loop.rate(rated, RATING, NOW, AGAIN, NOW + 1)).toMatchObject({ code: 'RATED_ALREADY' });
    const later = caseRecord({ rating: RATING, state: 'replied', at: NOW + DAY });
    expect(loop.rate(later, { ...RATING, at: NOW + DAY }, NOW + DAY, AGAIN, NOW + DAY).ok).toBe(true);
  });

  it('the bands of a total', () => {
    expect([5, 4.1, 4, 3.1, 3, 2.1, 2, 1.1, 1].map(ratingBand)).toEqual([
      'verySatisfied',
      'verySatisfied',
      'satisfied',
      'satisfied',
      'mostlySatisfied',
      'mostlySatisfied',
      'dissatisfied',
      'dissatisfied',
      'veryDissatisfied',
    ]);
  });
});

describe('[K6] merged cases', () => {
  it('are rated and reopened each by itself, once the one answer is there', () => {
    const merged = accepted(loop.merge(inState('inProgress'), inState('inProgress', { id: 'case2' }), NOW)).state;
    expect(merged).toMatchObject({ state: 'merged', into: 'case2', personId: 'p1', number: 'DL2026-000001' });
    expect(loop.rate(merged, RATING, null, AGAIN, NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(accepted(loop.rate(merged, RATING, NOW, AGAIN, NOW)).state).toMatchObject({
      state: 'merged',
      rating: RATING,
    });
    expect(loop.notSolved(merged, false, AGAIN, NOW)).toMatchObject({ code: 'WRONG_STATE' });
    expect(accepted(loop.notSolved(merged, true, AGAIN, NOW)).state).toMatchObject({ state: 'reopened', level: 1 });
  });

  it('not into itself, one that is over, nor a promise into another', () => {
    const record = inState('inProgress');
    expect(loop.merge(record, record, NOW)).toMatchObject({ code: 'BAD_INPUT' });
    expect(loop.merge(record, inState('closed', { id: 'case2' }), NOW)).toMatchObject({ code: 'WRONG_STATE' });
    const promised = inState('inProgress', { promised: true });
    expect(loop.merge(promised, inState('inProgress', { id: 'case2' }), NOW)).toMatchObject({ code: 'PROMISE_STAYS' });
  });
});

describe('taking back', () => {
  it('works for ten minutes after handing in', () => {
    const { openedAt } = caseRecord();
    expect(loop.withdraw(inState('submitted'), false, openedAt + loop.WITHDRAW_WITHIN_MS).ok).toBe(true);
    const late = loop.withdraw(inState('submitted'), false, openedAt + loop.WITHDRAW_WITHIN_MS + 1);
    expect(late).toMatchObject({ code: 'WITHDRAW_TOO_LATE' });
  });
});

it('whatever is done to a case, it keeps its number, person and begin, and its level never falls', () => {
  const anyStep = fc.constantFrom(...CASE_STEP_NAMES);
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      let record: CaseRecord = caseRecord({ dueAt: NOW + 30 * DAY });
      for (const step of steps) {
        const before = record;
        record = taken(step, record);
        expect(record).toMatchObject({
          id: before.id,
          number: before.number,
          personId: before.personId,
          openedAt: before.openedAt,
        });
        expect(record.level).toBeGreaterThanOrEqual(before.level);
        // A clock stands still in two states and in no other (K3).
        expect(record.stoppedAt !== null).toBe(record.state === 'waitingForCitizen' || record.state === 'suspended');
        expect(record.handBacks).toBeLessThanOrEqual(HAND_BACKS);
        if (record.mainUnitId !== null) expect(record.handledBy).toContain(record.mainUnitId);
      }
    }),
  );
});

function taken(step: CaseStep, record: CaseRecord): CaseRecord {
  const decision = (() => {
    switch (step) {
      case 'accept':
        return loop.accept(record, NOW);
      case 'instruct':
        return loop.instruct(record, { text: 't', byName: 'n', at: NOW });
      case 'dispatch':
        return loop.dispatch(record, { mainUnitId: `u${record.handBacks + 1}`, coUnitIds: [], kind: 'withReport' });
      case 'sign':
        return loop.sign(record, NOW);
      case 'askHandBack':
        return loop.askHandBack(record, { reason: 'overlap', basis: 'b', betterUnitId: 'u9', byPersonId: 'm' }, NOW);
      case 'judgeHandBack':
        return loop.judgeHandBack(record, true);
      case 'takeBack':
        return loop.takeBack(record, true);
      case 'askCitizen':
        return loop.askCitizen(record, 'q', NOW);
      case 'suspend':
        return loop.suspend(record, 'r', NOW);
      case 'goOn':
      case 'answer':
        return loop[step](record, { startsAt: record.limits.startsAt, dueAt: record.dueAt }, NOW);
      case 'draftReply':
        return loop.draftReply(record, 'rp1');
      case 'firstReview':
        return loop.firstReview(record, REPLY, 'pass', 'head');
      case 'finalReview':
        return loop.finalReview(record, REPLY, 'pass', { personId: 'sup', unitId: null }, NOW);
      case 'followUp':
        return loop.followUp(record, { contacted: true, solved: false }, null, AGAIN, NOW);
      case 'close':
        return loop.close(record, null, NOW);
      case 'reopen':
        return loop.reopen(record, AGAIN, NOW);
      case 'protect':
        return loop.protect(record, { sealed: false, aboutUnitIds: [], aboutPersonIds: ['m3'] }, GONE);
      case 'withdraw':
        return loop.withdraw(record, false, NOW);
      case 'rate':
        return loop.rate(record, { ...RATING, solved: 1, attitude: 1 }, NOW, AGAIN, NOW);
      case 'notSolved':
        return loop.notSolved(record, true, AGAIN, NOW);
      default:
        return null;
    }
  })();
  return decision?.ok ? decision.state : record;
}
