/** What the minutes of an evening tell of whom, and through whose hands they become public (M1–M3). */
import { describe, expect, test } from 'vitest';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import type { CaseRecord, PromiseRecord } from '../../../server/domain/cases/types.ts';
import {
  asAgreed,
  type CallOfEvening,
  contentOf,
  type EveningFacts,
  type QuestionOfEvening,
  questionTold,
  toldOf,
} from '../../../server/domain/minutes/content.ts';
import * as rules from '../../../server/domain/minutes/minutes.ts';
import type { QuestionStage } from '../../../server/domain/questions/question.ts';
import type { TicketFacts } from '../../../server/domain/queue/types.ts';
import type { Reviewer } from '../../../server/domain/reviews.ts';
import { seatedAnew } from '../../../server/domain/sessions/seats.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { callIn, caseIn, sessionIn, ticketIn } from '../../support/records.ts';

const ROOM = { id: 'room', name: '人社局', officialName: '', officialTitle: '', onAir: false };
const base = sessionIn('ended', { startsAt: 1_000, endsAt: 2_000 });
const session = {
  ...base,
  seats: [...base.seats, { ...ROOM, room: { unitId: 'u-rs', categories: [], turn: 0 } }],
};

let made = 0;
function callOf(
  change: {
    call?: Partial<CallRecord>;
    ticket?: Partial<TicketFacts>;
    record?: Partial<CaseRecord>;
    promises?: Partial<PromiseRecord>[];
    studied?: string[];
  } = {},
): CallOfEvening {
  made += 1;
  const of = { sessionId: session.id, personId: `p${made}`, number: made, placeName: '石桥镇 石桥村' };
  const ticket = ticketIn('done', { ...of, subject: '路灯不亮', ...change.ticket });
  const record = caseIn({ id: `cs${made}`, number: `DL${made}`, personId: of.personId, ...change.record } as never);
  const facts = { id: `ca${made}`, sessionId: session.id, ticketId: ticket.id, public: true, startedAt: made };
  const call = { ...callIn('ended', facts), ...change.call } as CallRecord;
  const promises = (change.promises ?? []).map((one, index) => ({
    id: `pr${made}-${index}`,
    countyId: session.countyId,
    caseId: record.id,
    callId: call.id,
    wording: '月底前修好',
    unitId: 'u-sj',
    dueOn: '2026-12-01',
    readBackAt: null,
    confirmedAt: 5,
    seat: null,
    recordedBy: '陈立',
    ...one,
  }));
  return { call, ticket, cases: [record], promises, studied: change.studied ?? [] };
}
const factsOf = (calls: CallOfEvening[], tickets: EveningFacts['tickets'] = []): EveningFacts => ({
  session,
  calls,
  tickets,
  questions: [],
  unitName: (id) => ({ 'u-sj': '住建局' })[id] ?? '',
  never: [],
});
const SILENT = { call: true, recording: false, broadcast: false };

describe('[M1] from what is stored', () => {
  test('[S5] each call is told of the one who answered it, and everybody who sat there is named', () => {
    const [seat = expect.fail('no seat'), ...rest] = session.seats;
    const seats = [seatedAnew(seat, { officialName: '赵新', officialTitle: '副县长' }, 15), ...rest];
    const calls = [callOf({ call: { startedAt: 10 } }), callOf({ call: { startedAt: 20 } })];
    const content = contentOf({ ...factsOf(calls), session: { ...session, seats } });
    expect(content.session.officials.map(({ name }) => name)).toEqual(['王建国', '赵新']);
    expect(content.rows.map(({ official }) => official)).toEqual(['县长 王建国', '副县长 赵新']);
  });

  test('every call of a leader’s seat in the order of the evening, with promises that count and what is only studied', () => {
    const second = callOf({ call: { startedAt: 20 }, promises: [{}, { confirmedAt: null, wording: '没有确认' }] });
    const first = callOf({ call: { startedAt: 10 }, studied: ['我们研究一下'] });
    const { rows, outcomes } = contentOf(factsOf([second, first]));
    expect(rows.map(({ callId }) => callId)).toEqual([first.call.id, second.call.id]);
    expect(rows[0]).toMatchObject({
      who: '李女士',
      township: '石桥镇',
      subject: '路灯不亮',
      studied: ['我们研究一下'],
    });
    expect(rows[1]?.promises).toEqual([{ wording: '月底前修好', unitName: '住建局', dueOn: '2026-12-01' }]);
    expect(outcomes).toMatchObject({ answered: 2, failed: 0 });
  });

  test('a call that failed with nothing promised is counted and has no row; departments’ calls off air are counts', () => {
    const failed = callOf({ call: { outcome: 'failed', whereTo: '断线' } as Partial<CallRecord> });
    const off = callOf({ call: { seatId: 'room' } });
    const { rows, outcomes, offAir } = contentOf(factsOf([failed, off]));
    expect(rows).toEqual([]);
    expect(outcomes).toMatchObject({ answered: 0, failed: 1 });
    expect(offAir).toMatchObject([{ name: '人社局', outcomes: { answered: 1 } }]);
    expect(JSON.stringify(offAir)).not.toContain('李女士');
  });

  test('what was promised in a call that failed stands in the row of the same person’s next, or else in its own', () => {
    const failed = { outcome: 'failed', whereTo: '断线' } as Partial<CallRecord>;
    const before = callOf({ call: failed, promises: [{ wording: '断线前答应' }, { confirmedAt: null }] });
    const again = (change: Parameters<typeof callOf>[0]) => {
      const after = callOf(change);
      return { ...after, ticket: before.ticket, call: { ...after.call, ticketId: before.ticket.id } };
    };
    const other = callOf({ call: failed, promises: [{ wording: '别人的' }] });
    const wordsOf = (calls: CallOfEvening[]) =>
      contentOf(factsOf(calls)).rows.map(({ outcome, whereTo, promises }) => [
        outcome,
        whereTo,
        promises.map(({ wording }) => wording),
      ]);
    const ofOther = ['failed', '', ['别人的']];
    expect(wordsOf([again({ promises: [{}] }), before, other])).toEqual([
      ofOther,
      ['answered', '', ['断线前答应', '月底前修好']],
    ]);
    // Called again in vain, or in a department's room, which has no rows: told once.
    expect(wordsOf([before, again({ call: failed, promises: [{}] }), other])).toEqual([
      ofOther,
      ['failed', '', ['断线前答应', '月底前修好']],
    ]);
    expect(wordsOf([before, again({ call: { seatId: 'room' } })])).toEqual([['failed', '', ['断线前答应']]]);
  });

  test('[M3] words that are never public are blotted out of all that was recorded', () => {
    const call = callOf({
      call: { outcome: 'outOfScope', whereTo: '找老赖科' } as Partial<CallRecord>,
      ticket: { subject: '老赖欠钱' },
      promises: [{ wording: '让老 赖还钱' }],
      studied: ['老赖的事再议'],
    });
    const never = [{ word: '老赖', level: 'never' as const, reason: '骂人' }];
    const { rows } = contentOf({ ...factsOf([call]), never });
    expect(rows[0]).toMatchObject({
      subject: '＊＊欠钱',
      whereTo: '找＊＊科',
      promises: [{ wording: '让＊ ＊还钱' }],
      studied: ['＊＊的事再议'],
    });
  });

  test('[S4] who was not reached, by what became of them', () => {
    const of = { sessionId: session.id, personId: 'p', number: 1 };
    const states = ['deferred', 'written', 'waiting', 'left', 'noShow', 'refused', 'done'] as const;
    const { notReached } = contentOf(
      factsOf(
        [],
        states.map((state) => ticketIn(state, of)),
      ),
    );
    expect(notReached).toEqual({ nextSession: 1, phone: 0, written: 1, undecided: 1, refused: 1, left: 1, noShow: 1 });
  });
});

describe('[M1] [C4] of a call that was handed over', () => {
  const both = [
    { ...base.seats[0]!, id: 'one', officialName: '王建国', officialTitle: '县长' },
    { ...base.seats[0]!, id: 'two', officialName: '赵新', officialTitle: '副县长' },
    { ...ROOM, room: { unitId: 'u-rs', categories: [], turn: 0 } },
  ];
  const content = (one: CallOfEvening, seats = both) =>
    contentOf({ ...factsOf([one]), session: { ...session, seats } });
  const before = [{ seatId: 'one', until: 20, public: true }];
  const promises = [{ seat: { seatId: 'one', from: 1 } }];

  test('to a department’s room: the leader’s row stays, with what was on air and what was promised there', () => {
    const call = { startedAt: 1, seatId: 'room', before, public: false };
    const { rows, outcomes, offAir } = content(callOf({ call, promises }));
    const said = [{ wording: '月底前修好', unitName: '住建局', dueOn: '2026-12-01' }];
    expect(rows).toMatchObject([{ official: '县长 王建国', who: '李女士', subject: '路灯不亮', promises: said }]);
    expect(rows[0]?.promises).toEqual(said);
    expect([outcomes.answered, offAir]).toEqual([1, []]);
  });

  test('[M2] to a room, after the moderator took it off: nothing of the person is told', () => {
    const off = [{ ...before[0]!, public: false }];
    const { rows } = content(callOf({ call: { startedAt: 1, seatId: 'room', before: off, public: false }, promises }));
    expect(rows).toMatchObject([{ who: '', subject: '', promises: [{ wording: '' }] }]);
    const silent = { consent: { ...SILENT } };
    const call = { startedAt: 1, seatId: 'room', before, public: false };
    expect(content(callOf({ call, promises, ticket: silent })).rows).toMatchObject([{ who: '', subject: '' }]);
  });

  test('[C8] to another leader: both are named, and each promise with who made it', () => {
    const call = { startedAt: 1, seatId: 'two', before };
    const later = { seat: { seatId: 'two', from: 20 }, wording: '下周开会' };
    const { rows } = content(callOf({ call, promises: [...promises, later] }));
    expect(rows).toMatchObject([{ official: '县长 王建国、副县长 赵新' }]);
    expect(rows[0]?.promises.map(({ by }) => by)).toEqual(['县长 王建国', '副县长 赵新']);
  });

  test('[S5] whoever took a seat after the call had left it said nothing in it', () => {
    const [one, ...rest] = both;
    const seats = [seatedAnew(one!, { officialName: '钱来', officialTitle: '县长' }, 15), ...rest];
    const { rows } = content(callOf({ call: { startedAt: 1, seatId: 'two', before }, promises }), seats as typeof both);
    expect(rows[0]).toMatchObject({ official: '县长 王建国、副县长 赵新', promises: [{ by: '县长 王建国' }] });
  });
});

describe('[M2] [T6] no more than each agrees to', () => {
  test('without the consent to broadcast nobody’s name, words or place; promises by unit and date alone', () => {
    const one = callOf({ ticket: { consent: SILENT }, promises: [{}], studied: ['秘密'] });
    const [row] = contentOf(factsOf([one])).rows;
    expect(row).toMatchObject({ who: '', township: '', subject: '', categoryCode: 'C01', studied: [], told: false });
    expect(row?.promises).toEqual([{ wording: '', unitName: '住建局', dueOn: '2026-12-01' }]);
  });

  test('the consent to publish a case tells the matter, and not who', () => {
    const one = callOf({ ticket: { consent: SILENT }, record: { publish: true } });
    expect(contentOf(factsOf([one])).rows[0]).toMatchObject({ who: '', subject: '路灯不亮', told: true });
  });

  test.each([
    ['taken off the programme', { call: { public: false } }],
    ['not approved', { ticket: { approval: null }, record: { publish: true } }],
  ])('%s: not told', (_why, change) => {
    const one = callOf(change);
    expect(toldOf(session, one)).toEqual({ name: false, words: false, place: false });
  });

  test('[K2] of a case that is sealed or complains of somebody there is no row', () => {
    for (const record of [{ sealed: true }, { aboutUnitIds: ['u-sj'] }, { aboutPersonIds: ['x'] }]) {
      const { rows, outcomes } = contentOf(factsOf([callOf({ record })]));
      expect([rows, outcomes.answered]).toEqual([[], 1]);
    }
    expect(contentOf(factsOf([callOf({ record: { hidePlace: true } })])).rows[0]).toMatchObject({ township: '' });
  });

  test('a consent taken back takes the words out; one that is given later brings nothing in', () => {
    const one = callOf();
    const content = { title: '', intro: '', ...contentOf(factsOf([one])) };
    const withText = { ...content, rows: content.rows.map((row) => ({ ...row, text: '已经报修' })) };
    const all = { name: true, words: true, place: true };
    const none = { name: false, words: false, place: false };
    const at = (told: typeof all | null) => asAgreed(withText, new Map([[one.call.id, told]])).rows;
    expect(at(all)).toEqual(withText.rows);
    expect(at(none)[0]).toMatchObject({ who: '', subject: '', text: '', township: '', told: false });
    expect(at(null)).toEqual([]);
    const silent = callOf({ ticket: { consent: SILENT } });
    const before = { title: '', intro: '', ...contentOf(factsOf([silent])) };
    expect(asAgreed(before, new Map([[silent.call.id, all]])).rows[0]).toMatchObject({ who: '', subject: '' });
  });
});

describe('[M5] questions of the audience', () => {
  const asked = {
    countyId: session.countyId,
    sessionId: session.id,
    phoneId: 'ph',
    personId: 'asker',
    text: '王大山问：路灯谁修',
    publicName: '大山',
    changedAt: 1,
    version: 0,
  };
  const shown = { wording: '路灯由谁负责？', publicName: '一位网友', at: 2 };
  const of = (
    id: string,
    askedAt: number,
    stage: QuestionStage,
    record: CaseRecord | null = null,
  ): QuestionOfEvening => ({
    question: { ...asked, id, askedAt, ...stage },
    record,
  });
  const answered = of('q-answered', 2, { state: 'answered', shown, airedAt: 3, at: 4, note: '住建局负责' });
  const written = (change: Partial<CaseRecord> = {}, words: typeof shown | null = shown) =>
    of(
      'q-written',
      1,
      { state: 'written', shown: words, caseId: 'cs-q', at: 5 },
      caseIn({
        ...{ id: 'cs-q', number: 'DL9', personId: 'asker' },
        ...change,
      } as never),
    );
  const told = (...questions: QuestionOfEvening[]) => contentOf({ ...factsOf([]), questions }).questions;

  test('answered ones with the answer, and those that became a case, as a moderator approved them', () => {
    expect(told(answered, written())).toEqual([
      { id: 'q-written', wording: '路灯由谁负责？', who: '一位网友', state: 'written', note: '' },
      { id: 'q-answered', wording: '路灯由谁负责？', who: '一位网友', state: 'answered', note: '住建局负责' },
    ]);
    expect(JSON.stringify(told(answered, written()))).not.toContain('大山');
  });

  test.each([
    ['only approved', of('q', 1, { state: 'approved', shown })],
    ['refused', of('q', 1, { state: 'refused', shown, reason: '重复' })],
    ['merged', of('q', 1, { state: 'merged', shown, into: 'q-answered' })],
    ['a case of one that nobody approved', written({}, null)],
    ['a case that is sealed', written({ sealed: true })],
    ['a case that complains of a unit', written({ aboutUnitIds: ['u-sj'] })],
  ])('[A3] [K2] %s: not told', (_why, question) => {
    expect(told(question)).toEqual([]);
    expect(questionTold(question)).toBeNull();
  });

  test('[A4] one that was merged is told by the one that it was merged into', () => {
    const merged = caseIn({ id: 'cs-m', number: 'DL8', personId: 'other' });
    const beside = of('q-beside', 3, { state: 'written', shown, caseId: 'cs-m', at: 5 }, {
      ...merged,
      ...{ state: 'merged', at: 6, into: 'cs-q' },
    } as CaseRecord);
    expect(told(written(), beside).map(({ id }) => id)).toEqual(['q-written']);
  });

  test('[T6] what may not be told any more goes out at the next look; what is not kept any more stays', () => {
    const content = { title: '', intro: '', ...contentOf({ ...factsOf([]), questions: [answered, written()] }) };
    expect(asAgreed(content, new Map(), new Set(['q-written'])).questions.map(({ id }) => id)).toEqual(['q-answered']);
    expect(asAgreed(content, new Map()).questions).toHaveLength(2);
  });
});

const who = (personId: string, ...roles: StaffRole[]): Reviewer => ({
  personId,
  displayName: personId,
  unitId: null,
  roles,
});
const CLERK = who('clerk', 'clerk');
const SUPERVISOR = who('supervisor', 'supervisor');
const LEADER = who('leader', 'official');
const state = <State>(decision: { ok: true; state: State } | { ok: false; code: string }): State => {
  if (!decision.ok) throw new Error(decision.code);
  return decision.state;
};
const drafted = (before: rules.MinutesRecord[] = [], calls = [callOf()]) =>
  state(rules.draft('mn', factsOf(calls), before, CLERK, 9)).record;
const passed = (record: rules.MinutesRecord, ...by: Reviewer[]) =>
  by.reduce((one, person) => state(rules.review(one, 'pass', '', person, 10)), record);

describe('[M3] three reviews', () => {
  test('by three people, and only then public; nobody twice, nobody of another role', () => {
    const draft = drafted();
    expect(draft).toMatchObject({ edition: 1, stage: 'draft', content: { title: '试验' } });
    expect(rules.review(draft, 'pass', '', SUPERVISOR, 1)).toMatchObject({ code: 'FORBIDDEN' });
    const second = passed(draft, CLERK);
    expect(rules.review(second, 'pass', '', LEADER, 1)).toMatchObject({ code: 'FORBIDDEN' });
    expect(rules.review(second, 'pass', '', who('clerk', 'clerk', 'supervisor'), 1)).toMatchObject({
      code: 'OWN_WORK',
    });
    const final = passed(second, SUPERVISOR);
    expect(rules.review(final, 'pass', '', who('supervisor', 'official'), 1)).toMatchObject({ code: 'OWN_WORK' });
    const out = passed(final, LEADER);
    expect(out).toMatchObject({ stage: 'published', publishedAt: 10 });
    expect(rules.review(out, 'pass', '', LEADER, 1)).toMatchObject({ code: 'WRONG_STATE' });
  });

  test('sent back with a reason it is the clerk’s again, and passes all three anew', () => {
    const second = passed(drafted(), CLERK);
    expect(rules.review(second, 'back', '', SUPERVISOR, 1)).toMatchObject({ code: 'REASON_MISSING' });
    const back = state(rules.review(second, 'back', '有错字', SUPERVISOR, 1));
    expect(back).toMatchObject({ stage: 'returned' });
    const again = passed(back, CLERK);
    expect(again).toMatchObject({ stage: 'second', reviews: [{ stage: 'first' }] });
    expect(passed(again, SUPERVISOR, LEADER)).toMatchObject({ stage: 'published' });
  });

  test('the clerk words title, introduction and answers while it is theirs, and no answer that may not be told', () => {
    const silent = callOf({ ticket: { consent: SILENT } });
    const told = callOf();
    const draft = drafted([], [silent, told]);
    const texts = new Map([silent, told].map(({ call }) => [call.id, '已经报修']));
    const worded = state(rules.reword(draft, { title: '纪要', intro: '共两件', texts }));
    expect(worded.content).toMatchObject({
      title: '纪要',
      intro: '共两件',
      rows: [{ text: '' }, { text: '已经报修' }],
    });
    const under = passed(worded, CLERK);
    expect(rules.reword(under, { title: 'x', intro: '', texts })).toMatchObject({ code: 'WRONG_STATE' });
    // The facts anew, the wording as it was.
    const anew = state(rules.draft('other', factsOf([told]), [worded], CLERK, 12));
    expect(anew).toMatchObject({
      isNew: false,
      record: { id: 'mn', draftedAt: 12, content: { title: '纪要', rows: [{ text: '已经报修' }] } },
    });
  });

  test('a correction is an edition of its own, begun from the wording of the one before', () => {
    const out = passed(drafted(), CLERK, SUPERVISOR, LEADER);
    const next = state(rules.draft('mn2', factsOf([callOf()]), [out], CLERK, 20));
    expect(next).toMatchObject({ isNew: true, record: { id: 'mn2', edition: 2, stage: 'draft', reviews: [] } });
    const under = passed(next.record, CLERK);
    expect(rules.draft('mn3', factsOf([]), [out, under], CLERK, 21)).toMatchObject({ code: 'WRONG_STATE' });
    expect(rules.replace(out)).toMatchObject({ stage: 'replaced', publishedAt: 10 });
    expect(rules.takeOff(out, SUPERVISOR, '有误', 5)).toMatchObject({
      state: { stage: 'withdrawn', ended: { reason: '有误' } },
    });
    expect(rules.takeOff(rules.replace(out), SUPERVISOR, '有误', 5)).toMatchObject({ code: 'WRONG_STATE' });
  });

  test('[M1] the first draft comes by itself, and no later one', () => {
    const first = state(rules.draft('mn', factsOf([callOf()]), [], null, 9));
    expect(first).toMatchObject({ isNew: true, record: { edition: 1, stage: 'draft', reviews: [] } });
    expect(passed(first.record, CLERK)).toMatchObject({ stage: 'second' });
    expect(rules.draft('mn2', factsOf([]), [first.record], null, 10)).toMatchObject({ code: 'WRONG_STATE' });
    const running = { ...factsOf([]), session: sessionIn('live') };
    expect(rules.draft('mn', running, [], null, 1)).toMatchObject({ code: 'WRONG_STATE' });
  });

  test('[S1] of an evening that is over, by the clerk alone', () => {
    const running = { ...factsOf([]), session: sessionIn('live') };
    expect(rules.draft('mn', running, [], CLERK, 1)).toMatchObject({ code: 'WRONG_STATE' });
    expect(rules.draft('mn', factsOf([]), [], LEADER, 1)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
