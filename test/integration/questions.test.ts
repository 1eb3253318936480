/** [A1–A6] Questions of the audience through the whole server: asked, decided about, shown, and made cases of. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, newPhone, SocketClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

const DAY_MS = 86_400_000;
/** The server's clock is so far ahead of the database's, by which jobs are due. */
let app: TestApp;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
});
afterAll(stopApps);

async function evening(change: Partial<ReturnType<typeof sessionIn>> = {}) {
  const session = sessionIn('live', { public: true, delayMs: 0, ...change } as never);
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  const sessionId = session.id;
  const office = await signInStaff(app.origin, 'moderator');
  const desk = await SocketClient.connect(office, { as: 'moderator', sessionId });
  const ask = async (text: string, { publicName = '', http }: { publicName?: string; http?: HttpClient } = {}) => {
    const asker = http ?? (await signInPhone(app.origin, newPhone()));
    const { questionId } = await asker.call('question.ask', { sessionId, text, name: '王芳', publicName });
    const own = async () => (await asker.call('question.own', { sessionId })).question;
    return { http: asker, questionId, own, of: { sessionId, questionId } };
  };
  const anyone = new HttpClient(app.origin);
  const read = async () => (await anyone.call('questions.public', { sessionId })).questions;
  const asked = () => office.call('questions.list', { sessionId });
  const list = async () => (await asked()).questions;
  return { sessionId, desk, ask, read, list, asked };
}
const refusal = (code: string) => expect.objectContaining({ code });

test('[A2] one for each phone number and session; taken back, another may be asked', async () => {
  const { sessionId, desk, ask, list } = await evening();
  const first = await ask('什么时候通水？');
  await expect(ask('再问一个', { http: first.http })).rejects.toEqual(refusal('ALREADY_ASKED'));
  await desk.see('moderator', ({ questions }) => questions.fresh === 1);
  await first.http.call('question.withdraw', { sessionId });
  expect(await first.own()).toBeNull();
  expect(await list()).toEqual([]);
  const second = await ask('换一个问题', { http: first.http });
  await desk.call('question.approve', { ...second.of, wording: '换一个问题', publicName: '' });
  await expect(first.http.call('question.withdraw', { sessionId })).rejects.toEqual(refusal('WRONG_STATE'));
  // Another evening's question is another one.
  const other = await evening();
  await other.ask('那边也问', { http: first.http });
  await expect(
    desk.call('question.refuse', { sessionId: other.sessionId, questionId: second.questionId, reason: '错' }),
  ).rejects.toEqual(refusal('NOT_FOUND'));
});

test('[A1] [T4] nobody asks without a code, in a session that is not public or over, nothing, or too much', async () => {
  const { ask, sessionId } = await evening();
  const nobody = new HttpClient(app.origin);
  await expect(ask('问', { http: nobody })).rejects.toEqual(refusal('NOT_SIGNED_IN'));
  for (const text of ['', ' ', 'a\nb', '长'.repeat(201)])
    await expect(ask(text), text).rejects.toEqual(refusal('BAD_INPUT'));
  const closed = await evening({ public: false } as never);
  await expect(closed.ask('问')).rejects.toEqual(refusal('QUESTIONS_CLOSED'));
  expect(await closed.read()).toEqual([]);
  const over = await evening();
  await over.desk.call('session.end', { sessionId: over.sessionId });
  await expect(over.ask('问')).rejects.toEqual(refusal('QUESTIONS_CLOSED'));
  await expect(nobody.call('questions.list', { sessionId })).rejects.toEqual(refusal('NOT_SIGNED_IN'));
});

test('[T5] nothing that was typed is public before it was approved, and then only the approved words', async () => {
  const { sessionId, desk, ask, read, list } = await evening();
  const one = await ask('李四家的井是张三填的，什么时候通水？', { publicName: '石桥村王女士' });
  const viewer = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId });
  await desk.see('moderator', ({ questions }) => questions.fresh === 1);
  expect(await read()).toEqual([]);
  const [row] = await list();
  expect(row).toMatchObject({
    text: expect.stringContaining('张三'),
    name: '王芳',
    phoneMasked: expect.stringContaining('****'),
  });
  await desk.call('question.approve', { ...one.of, wording: '石桥村什么时候通水？', publicName: '' });
  expect(await read()).toEqual([
    { id: one.questionId, wording: '石桥村什么时候通水？', publicName: '', state: 'approved', note: '' },
  ]);
  await desk.call('question.onAir', one.of);
  const told = await viewer.see('programme', ({ question }) => question !== null);
  expect(told.question).toEqual({ id: one.questionId, wording: '石桥村什么时候通水？', publicName: '' });
  expect(JSON.stringify([told, await read()])).not.toMatch(/张三|王芳|王女士|\*\*\*\*/);
  viewer.close();
});

test('[T5] words of the county’s list are confirmed once more before they are public', async () => {
  const office = await signInStaff(app.origin, 'admin');
  await office.call('words.add', { text: '骗子', level: 'ask', reason: '骂人的话' });
  const { desk, ask } = await evening();
  const { of } = await ask('那个骗子怎么处理？');
  const words = { ...of, wording: '那个骗子怎么处理？', publicName: '' };
  await expect(desk.call('question.approve', words)).rejects.toEqual(refusal('WORDS_FOUND'));
  await desk.call('question.approve', { ...words, despite: ['骗子'] });
});

test('[A4] [A5] merged ones share the answer; one is on air at a time; each step is taken back', async () => {
  const { sessionId, desk, ask, read } = await evening();
  const [lead, follower, other] = [
    await ask('路灯何时修？'),
    await ask('路灯坏了多久修好？'),
    await ask('学校何时开学？'),
  ];
  for (const { of } of [lead, other])
    await desk.call('question.approve', { ...of, wording: '何时修？', publicName: '' });
  await desk.call('question.merge', { ...follower.of, intoId: lead.questionId });
  expect(await follower.own()).toMatchObject({ state: 'approved', together: true, wording: '何时修？' });
  const screen = await SocketClient.connect(await signInStaff(app.origin, 'leader'), {
    as: 'official',
    sessionId,
    seatId: 'seat-1',
  });
  const aide = await SocketClient.connect(await signInStaff(app.origin, 'aide'), { as: 'aide', sessionId });
  await desk.call('question.onAir', lead.of);
  for (const seen of [
    screen.see('screen', ({ question }) => question?.wording === '何时修？'),
    aide.see('aide', ({ question }) => question !== null),
  ])
    await seen;
  await expect(desk.call('question.onAir', other.of)).rejects.toEqual(refusal('QUESTION_ON_AIR'));
  await desk.call('question.answered', { ...lead.of, note: '本月底修好' });
  await screen.see('screen', ({ question }) => question === null);
  expect(await follower.own()).toMatchObject({ state: 'answered', says: '本月底修好', together: true });
  expect((await read()).find(({ id }) => id === lead.questionId)).toMatchObject({
    state: 'answered',
    note: '本月底修好',
  });
  await desk.call('question.putBack', lead.of);
  expect(await lead.own()).toMatchObject({ state: 'approved', says: null });
  await desk.call('question.refuse', { ...other.of, reason: '请看教育局公告' });
  expect(await other.own()).toMatchObject({ state: 'refused', says: '请看教育局公告', wording: null });
  expect((await read()).map(({ id }) => id)).toEqual([lead.questionId]);
  screen.close();
  aide.close();
});

test('[A4] a question that others were merged into is withdrawn: theirs go on by themselves', async () => {
  const { sessionId, desk, ask, list } = await evening();
  const lead = await ask('桥何时修？');
  const follower = await ask('石桥什么时候修？');
  await desk.call('question.merge', { ...follower.of, intoId: lead.questionId });
  await lead.http.call('question.withdraw', { sessionId });
  expect(await follower.own()).toMatchObject({ state: 'new', together: false });
  expect(await list()).toMatchObject([{ id: follower.questionId, state: 'new', intoId: null }]);
});

test('[A5] the public reads it later by the session’s delay, and what is taken away is gone at once', async () => {
  const { sessionId, desk, ask, read } = await evening({ delayMs: 2_000 } as never);
  const { of } = await ask('何时通车？');
  await desk.call('question.approve', { ...of, wording: '何时通车？', publicName: '' });
  expect(await read()).toEqual([]);
  await until('the approved question', async () => (await read()).length === 1);
  const viewer = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId });
  await desk.call('question.onAir', of);
  const since = Date.now();
  await desk.see('moderator', ({ questions }) => questions.approved === 1);
  expect(viewer.view('programme')?.question ?? null).toBeNull();
  await viewer.see('programme', ({ question }) => question !== null);
  expect(Date.now() - since).toBeGreaterThan(1_000);
  await desk.call('question.offAir', of);
  await viewer.see('programme', ({ question }) => question === null);
  expect(Date.now() - since).toBeLessThan(60_000);
  viewer.close();
});

test('[A6] [K1] [K6] made a case: each phone has its own at /my, those of merged ones are merged, each is told by SMS', async () => {
  const { desk, ask, read, list } = await evening();
  const [lead, follower] = [await ask('桥何时修？'), await ask('石桥什么时候修？')];
  await desk.call('question.merge', { ...follower.of, intoId: lead.questionId });
  const matter = { subject: '石桥维修', kind: 'consult', categoryCode: 'C0101' } as const;
  await expect(desk.call('question.toCase', { ...lead.of, ...matter, categoryCode: 'C9999' })).rejects.toEqual(
    refusal('BAD_INPUT'),
  );
  const { number, caseId } = await desk.call('question.toCase', { ...lead.of, ...matter });
  const mine = async (http: HttpClient) => (await http.call('my.cases', {})).cases.map((one) => one.number);
  expect(await mine(lead.http)).toEqual([number]);
  const [theirs = ''] = await mine(follower.http);
  expect(theirs).not.toBe(number);
  expect(await app.deps.store.read.case(caseId)).toMatchObject({
    subject: '石桥维修',
    more: '桥何时修？',
    replyBy: 'written',
    channel: 'directLine',
  });
  const merged = (await list()).find(({ id }) => id === follower.questionId);
  expect(await app.deps.store.read.case(merged?.caseId ?? '')).toMatchObject({ state: 'merged', into: caseId });
  const told = await smsOf(app.origin, 'questionWritten');
  for (const each of [number, theirs]) expect(told.some((text) => text.includes(each))).toBe(true);
  expect(await follower.own()).toMatchObject({ state: 'written', caseNumber: theirs });
  expect(await read()).toEqual([]);
  await expect(desk.call('question.toCase', { ...lead.of, ...matter })).rejects.toEqual(refusal('WRONG_STATE'));
});

test('[A5] [K2] of a case that complains of somebody the public reads nothing, nor of what is merged into it', async () => {
  const { desk, ask, read } = await evening();
  const [lead, follower, other] = [await ask('农业局为何不管？'), await ask('农业局不作为'), await ask('路灯何时修？')];
  for (const { of } of [lead, follower, other])
    await desk.call('question.approve', { ...of, wording: '何时有答复？', publicName: '' });
  await desk.call('question.merge', { ...follower.of, intoId: lead.questionId });
  const matter = { subject: '答复', kind: 'consult', categoryCode: 'C0101' } as const;
  const { caseId } = await desk.call('question.toCase', { ...lead.of, ...matter });
  await desk.call('question.toCase', { ...other.of, ...matter });
  const ids = async () => (await read()).map(({ id }) => id).toSorted();
  expect(await ids()).toEqual([lead, follower, other].map(({ questionId }) => questionId).toSorted());
  const clerk = await signInStaff(app.origin, 'clerk');
  const version = (await app.deps.store.read.case(caseId))?.version ?? 0;
  const about = { aboutUnitIds: ['u-agriculture'], aboutPersonIds: [], sealed: false, reason: '投诉对象' };
  await clerk.call('case.protect', { caseId, version, ...about });
  expect(await ids()).toEqual([other.questionId]);
});

test('[A6] what is open at the end waits for the desk, and is answered in writing a day later', async () => {
  const { sessionId, desk, ask, list, asked } = await evening();
  const [aired, fresh, refused] = [await ask('修路什么时候开始？'), await ask('没有人看过的问题'), await ask('广告')];
  await desk.call('question.approve', { ...aired.of, wording: '修路何时开始？', publicName: '' });
  await desk.call('question.onAir', aired.of);
  // A day after this end comes in a few seconds.
  aheadMs = 4_000 - DAY_MS;
  await desk.call('session.end', { sessionId });
  aheadMs = 0;
  expect(await aired.own()).toMatchObject({ state: 'approved' });
  expect((await asked()).decideBy).not.toBeNull();
  await desk.call('question.refuse', { ...refused.of, reason: '与本场无关' });
  await expect(desk.call('question.onAir', aired.of)).rejects.toEqual(refusal('WRONG_STATE'));
  await until('the cases', async () => (await fresh.own())?.state === 'written', 40_000);
  expect((await list()).map(({ state }) => state)).toEqual(['written', 'written', 'refused']);
  expect((await fresh.http.call('my.cases', {})).cases).toHaveLength(1);
  expect((await smsOf(app.origin, 'questionWritten')).length).toBeGreaterThanOrEqual(2);
});
