/** [M1] [M2] [M3] The minutes of an evening: made from its calls, passed by three people, read by everybody as far as its people agree. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONSENT_VERSION } from '../../shared/consent.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { endedEvening, ENDED as sessionId } from '../support/ended-evening.ts';
import { sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let anyone: HttpClient;
const people = {} as Record<'clerk' | 'supervisor' | 'leader' | 'admin' | 'moderator' | 'caseworker', HttpClient>;
const words = '=SUM(1)路灯两个月不亮';
let teller: HttpClient;
let tellerTicket = '';

beforeAll(async () => {
  app = await startTestApp();
  anyone = new HttpClient(app.origin);
  for (const name of ['clerk', 'supervisor', 'leader', 'admin', 'moderator', 'caseworker'] as const)
    people[name] = await signInStaff(app.origin, name);
  ({ teller, tellerTicket } = await endedEvening(app, words));
});
afterAll(stopApps);

const read = () => anyone.call('minutes.read', { sessionId });
const file = (kind: 'pdf' | 'csv') => anyone.raw('GET', `/api/sessions/${sessionId}/minutes.${kind}`);
const latest = async (who: HttpClient) => {
  const { evenings } = await who.call('minutes.list', {});
  const edition = evenings.find((one) => one.sessionId === sessionId)?.editions[0];
  if (!edition) throw new Error('no minutes');
  return edition;
};
const pass = async (who: HttpClient) => {
  const { id, version } = await latest(who);
  return who.call('minutes.review', { minutesId: id, version, verdict: 'pass' });
};

test('[M3] written by the clerk, and nobody reads them before three people let them pass', async () => {
  await expect(people.moderator.call('minutes.draft', { sessionId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const { minutesId, edition } = await people.clerk.call('minutes.draft', { sessionId });
  expect(edition).toBe(1);
  const { content, version } = await people.clerk.call('minutes.show', { minutesId });
  expect(content.rows).toHaveLength(2);
  expect(content.notReached).toMatchObject({ undecided: 1 });
  const rows = content.rows.map(({ callId }) => ({ callId, text: '已经报修，年内换新。' }));
  const worded = { minutesId, title: '第七期会议纪要', intro: '本期连线两位群众。', rows };
  await people.clerk.call('minutes.reword', { ...worded, version });
  await expect(people.clerk.call('minutes.reword', { ...worded, version })).rejects.toMatchObject({ code: 'STALE' });
  for (const other of [people.moderator, people.caseworker])
    await expect(other.call('minutes.show', { minutesId })).rejects.toMatchObject({ code: 'FORBIDDEN' });

  await expect(pass(people.supervisor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  for (const [who, stage] of [
    [people.clerk, 'second'],
    [people.supervisor, 'final'],
    [people.leader, 'published'],
  ] as const) {
    await expect(read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await file('pdf')).status).toBe(404);
    expect((await latest(who)).mayReview).toBe(true);
    expect(await pass(who)).toEqual({ stage });
  }
  expect((await anyone.call('session.show', { sessionId })).minutes).toBe(true);
  expect((await anyone.call('minutes.published', {})).evenings).toMatchObject([{ sessionId, number: 7 }]);
});

test('[M2] everybody reads them without a name that is not public, of whoever said no nothing but what came of it', async () => {
  const { content } = await read();
  expect(content).toMatchObject({ title: '第七期会议纪要', intro: '本期连线两位群众。' });
  const [told, silent] = content.rows.toSorted((a, b) => Number(b.told) - Number(a.told));
  expect(told).toMatchObject({ who: '石桥村李女士', subject: words, text: '已经报修，年内换新。' });
  expect(told?.promises).toMatchObject([{ wording: '月底前修好路灯', dueOn: '2027-01-15' }]);
  expect(silent).toMatchObject({ who: '', subject: '', text: '', outcome: 'promised' });
  expect(silent?.promises).toMatchObject([{ wording: '', dueOn: '2027-01-15' }]);
  expect(JSON.stringify(content)).not.toMatch(/真名|不想公开|没有轮到|没有确认/);
});

test('as files: a PDF, and a table that no spreadsheet reckons with', async () => {
  const pdf = await file('pdf');
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(pdf.headers.get('content-disposition')).toBe('attachment; filename=minutes-7.pdf');
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const csv = await file('csv');
  expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const text = Buffer.from(await csv.arrayBuffer()).toString('utf8');
  expect(text.startsWith('\uFEFF"序号 No."')).toBe(true);
  expect(text).toContain(`"'${words}"`);
  expect(text).toContain('一位群众 A resident');
  expect(text).not.toMatch(/真名|不想公开/);
});

test('[T6] a consent that is taken back takes the words out of page and files at once', async () => {
  await teller.call('ticket.changeConsent', {
    ticketId: tellerTicket,
    scope: 'broadcast',
    given: false,
    version: CONSENT_VERSION,
  });
  const { content } = await read();
  expect(JSON.stringify(content)).not.toMatch(/路灯|李女士|已经报修/);
  expect(await (await file('csv')).text()).not.toMatch(/路灯|李女士|已经报修/);
});

test('a correction is an edition of its own; until it is passed the first one stays, and is kept then', async () => {
  const { edition } = await people.clerk.call('minutes.draft', { sessionId });
  expect(edition).toBe(2);
  await pass(people.clerk);
  const { id, version } = await latest(people.supervisor);
  const back = { minutesId: id, version, verdict: 'back' } as const;
  await expect(people.supervisor.call('minutes.review', back)).rejects.toMatchObject({ code: 'REASON_MISSING' });
  await people.supervisor.call('minutes.review', { ...back, reason: '标题有错字' });
  expect((await read()).edition).toBe(1);
  const returned = await people.clerk.call('minutes.show', { minutesId: id });
  expect(returned).toMatchObject({ stage: 'returned', reviews: [{ stage: 'first' }, { reason: '标题有错字' }] });
  for (const who of [people.clerk, people.supervisor, people.admin]) await pass(who);
  expect((await read()).edition).toBe(2);
  const { evenings } = await people.clerk.call('minutes.list', {});
  const editions = evenings.find((one) => one.sessionId === sessionId)?.editions;
  expect(editions?.map((one) => [one.edition, one.stage])).toEqual([
    [2, 'published'],
    [1, 'replaced'],
  ]);
  const log = await app.deps.store.read.auditOfSession(sessionId, 100);
  expect(log.filter(({ what }) => what === 'minutes.pass')).toHaveLength(7);
});

test('words of the county’s list stop them until they were looked at; taken off they are gone at once', async () => {
  await people.admin.call('words.add', { text: '错字', level: 'never', reason: '不公开' });
  const { minutesId } = await people.clerk.call('minutes.draft', { sessionId });
  const { version } = await latest(people.clerk);
  await people.clerk.call('minutes.reword', { minutesId, version, title: '有错字的纪要', intro: '', rows: [] });
  await expect(pass(people.clerk)).rejects.toMatchObject({ code: 'WORDS_NEVER' });
  const { evenings } = await people.supervisor.call('minutes.list', {});
  const out = evenings.find((one) => one.sessionId === sessionId)?.editions.find(({ stage }) => stage === 'published');
  if (!out) throw new Error('nothing is public');
  const off = { minutesId: out.id, version: out.version, reason: '有误' };
  await expect(people.leader.call('minutes.takeOff', off)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await people.supervisor.call('minutes.takeOff', off);
  await expect(read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await file('csv')).status).toBe(404);
  expect((await anyone.call('session.show', { sessionId })).minutes).toBe(false);
});

test('[M1] [M5] the end of an evening drafts them by itself, with the questions that were answered or became a case', async () => {
  const evening = 'se-drafted';
  await app.deps.store.transaction((tx) => tx.saveSession(sessionIn('live', { id: evening, title: '第八期接访' })));
  const handshake = { as: 'moderator', sessionId: evening } as const;
  const desk = await SocketClient.connect(people.moderator, handshake);
  const ask = async (text: string) => {
    const asker = await signInPhone(app.origin);
    const input = { sessionId: evening, text, name: '真名', publicName: '' };
    return { sessionId: evening, questionId: (await asker.call('question.ask', input)).questionId };
  };
  const answered = await ask('真名问公交');
  const written = await ask('真名问医保');
  await ask('没有审核的话');
  await desk.call('question.approve', { ...answered, wording: '公交几点收班？', publicName: '网友' });
  await desk.call('question.approve', { ...written, wording: '医保怎么报销？', publicName: '' });
  await desk.call('question.onAir', answered);
  await desk.call('question.answered', { ...answered, note: '晚上九点，写了错字' });
  await desk.call('question.toCase', { ...written, subject: '医保', kind: 'consult', categoryCode: 'C0101' });
  await desk.call('session.end', { sessionId: evening });
  desk.close();
  const drafted = () => app.deps.store.read.minutesOfSessions([evening]);
  const [record] = await until('they are drafted', async () => {
    const all = await drafted();
    return all.length > 0 && all;
  });
  const { content, stage } = await people.clerk.call('minutes.show', { minutesId: record?.id ?? '' });
  expect(stage).toBe('draft');
  expect(content.questions).toMatchObject([
    // [M3] That word is on the list, and nobody can change a note.
    { wording: '公交几点收班？', who: '网友', state: 'answered', note: '晚上九点，写了＊＊' },
    { wording: '医保怎么报销？', who: '', state: 'written', note: '' },
  ]);
  expect(JSON.stringify(content)).not.toMatch(/真名|没有审核/);
  // A click takes the facts anew: the same edition.
  expect(await people.clerk.call('minutes.draft', { sessionId: evening })).toEqual({
    minutesId: record?.id,
    edition: 1,
  });
  const log = await app.deps.store.read.auditOfSession(evening, 100);
  expect(log.filter(({ what }) => what === 'minutes.draft')).toHaveLength(2);
});

test('[S1] there are none of an evening that is not over', async () => {
  const running = sessionIn('live', {});
  await app.deps.store.transaction((tx) => tx.saveSession(running));
  await expect(people.clerk.call('minutes.draft', { sessionId: running.id })).rejects.toMatchObject({
    code: 'WRONG_STATE',
  });
});
