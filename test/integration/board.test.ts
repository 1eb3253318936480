/** The message board: handed in, found, followed, merged, answered once, made public by three people, taken off (K2, K6, T5, T6). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { publish, shownOf } from '../support/board.ts';
import { HttpClient, newPhone, signInPhone, signInStaff, smsOf } from '../support/clients.ts';

let app: TestApp;
let anyone: HttpClient;
const people = {} as Record<
  'clerk' | 'supervisor' | 'leader' | 'caseworker' | 'head' | 'town' | 'admin' | 'inspector',
  HttpClient
>;

beforeAll(async () => {
  app = await startTestApp();
  anyone = new HttpClient(app.origin);
  for (const name of ['clerk', 'supervisor', 'leader', 'caseworker', 'head', 'town', 'admin', 'inspector'] as const)
    people[name] = await signInStaff(app.origin, name);
});
afterAll(stopApps);

const message = {
  kind: 'help' as const,
  categoryCode: 'C0101',
  subject: '石桥村口路灯坏了',
  content: '村口张大爷家门前的路灯坏了两个月，晚上没法走路。',
  aboutUnitIds: [] as string[],
  place: '城关镇 石桥村',
  hidePlace: false,
  name: '李秀英真名',
  alias: '石桥李女士',
  publish: true,
};
async function handIn(change: Partial<Omit<typeof message, 'kind'>> & { kind?: 'complain' } = {}) {
  const phone = newPhone();
  const http = await signInPhone(app.origin, phone);
  const { caseId, number } = await http.call('board.write', { ...message, ...change });
  return { phone, http, caseId, number };
}
const at = async (caseId: string) => ({ caseId, version: (await app.deps.store.read.case(caseId))!.version });

const reviewers = () => [people.clerk, people.supervisor, people.leader] as const;

/** All that the public can ask for, as one text. */
async function everythingPublic(number: string): Promise<string> {
  const answers = await Promise.allSettled([
    anyone.call('board.list', {}),
    anyone.call('board.list', { text: '路灯' }),
    anyone.call('board.show', { number }),
    anyone.call('board.similar', { text: `${message.subject}\n${message.content}`, place: message.place }),
  ]);
  return JSON.stringify(answers.map((one) => (one.status === 'fulfilled' ? one.value : null)));
}

describe('a message', () => {
  test('[T5] [K6] is found and followed, merged, answered once for all, told to each, and public after three reviews each', async () => {
    const first = await handIn();
    expect(await everythingPublic(first.number)).not.toMatch(/石桥|路灯/);
    await people.clerk.call('case.accept', await at(first.caseId));
    const shortened = '村口某某家门前的路灯坏了两个月，晚上没法走路。';
    await publish(reviewers(), first.caseId, 'post', { text: shortened, reason: '隐去姓名' });
    const shown = await anyone.call('board.show', { number: first.number });
    expect(shown).toMatchObject({ alias: '石桥李女士', text: shortened, stage: 'waiting', reply: null, follows: 0 });
    // What a reviewer left out, the real name and the phone are nowhere.
    expect(await everythingPublic(first.number)).not.toMatch(new RegExp(`张大爷|真名|${first.phone}`));

    const { posts } = await anyone.call('board.similar', { text: '路灯不亮\n石桥村的路灯两个月不亮了' });
    expect(posts.map(({ number }) => number)).toContain(first.number);
    const follower = await signInPhone(app.origin, newPhone());
    for (let twice = 0; twice < 2; twice += 1)
      expect(await follower.call('board.follow', { number: first.number, follow: true })).toEqual({ follows: 1 });
    expect((await follower.call('board.show', { number: first.number })).following).toBe(true);

    const second = await handIn({ subject: '路灯两个月不亮', name: '赵六' });
    await people.clerk.call('case.merge', { ...(await at(second.caseId)), intoNumber: first.number });
    await people.supervisor.call('case.dispatch', {
      ...(await at(first.caseId)),
      mainUnitId: 'u-agriculture',
      coUnitIds: [],
      kind: 'forHandling',
    });
    await people.caseworker.call('case.sign', await at(first.caseId));
    await people.caseworker.call('case.draftReply', { ...(await at(first.caseId)), text: '路灯已经修好。' });
    expect(await everythingPublic(first.number)).not.toContain('已经修好');
    await people.head.call('case.firstReview', { ...(await at(first.caseId)), verdict: 'pass' });
    await people.supervisor.call('case.finalReview', { ...(await at(first.caseId)), verdict: 'pass' });
    for (const [template, number] of [
      ['caseReplied', first.number],
      ['caseReplied', second.number],
      ['followedReplied', first.number],
    ] as const)
      await expect
        .poll(async () => (await smsOf(app.origin, template)).filter((text) => text.includes(number)))
        .toHaveLength(1);
    // The answer is the citizens' now, and not the public's.
    expect(await anyone.call('board.show', { number: first.number })).toMatchObject({ stage: 'handled', reply: null });
    await publish(reviewers(), first.caseId, 'reply');
    expect(await anyone.call('board.show', { number: first.number })).toMatchObject({
      reply: { text: '路灯已经修好。', unitName: '农业农村局' },
    });
    const found = await anyone.call('board.list', { text: '路灯', stage: 'handled', category: 'C01' });
    expect(found.posts.map(({ number }) => number)).toEqual([first.number]);
    expect((await anyone.call('board.list', { stage: 'waiting' })).posts).toEqual([]);
    expect((await anyone.call('board.list', { text: '张大爷' })).posts).toEqual([]);
    await expect(anyone.call('board.show', { number: second.number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('[K6] [K8] whose master was merged into another shows the answer of that one, however far up it is', async () => {
    const [post, between, top] = [await handIn(), await handIn(), await handIn()];
    await people.clerk.call('case.accept', await at(post.caseId));
    await publish(reviewers(), post.caseId, 'post');
    await people.clerk.call('case.merge', { ...(await at(post.caseId)), intoNumber: between.number });
    await people.clerk.call('case.accept', await at(top.caseId));
    await people.clerk.call('case.merge', { ...(await at(between.caseId)), intoNumber: top.number });
    await people.supervisor.call('case.dispatch', {
      ...(await at(top.caseId)),
      mainUnitId: 'u-agriculture',
      coUnitIds: [],
      kind: 'forHandling',
    });
    expect(await anyone.call('board.show', { number: post.number })).toMatchObject({ stage: 'handling' });
    await people.caseworker.call('case.sign', await at(top.caseId));
    await people.caseworker.call('case.draftReply', { ...(await at(top.caseId)), text: '全村路灯已经换新。' });
    await people.head.call('case.firstReview', { ...(await at(top.caseId)), verdict: 'pass' });
    await people.supervisor.call('case.finalReview', { ...(await at(top.caseId)), verdict: 'pass' });
    await publish(reviewers(), top.caseId, 'reply');
    expect(await anyone.call('board.show', { number: post.number })).toMatchObject({
      stage: 'handled',
      reply: { text: '全村路灯已经换新。' },
    });
  });

  test('[T6] is taken off by a reason, and at once where its person agrees no more or it is protected', async () => {
    const off = await handIn();
    await people.clerk.call('case.accept', await at(off.caseId));
    const publicationId = await publish(reviewers(), off.caseId, 'post');
    const show = (number: string) => anyone.call('board.show', { number });
    await show(off.number);
    // Found by its number, however many are newer.
    const found = await people.clerk.call('publications.list', { number: ` ${off.number.toLowerCase()}` });
    expect([found.toBegin, found.inReview, found.published.map(({ id }) => id)]).toEqual([[], [], [publicationId]]);
    const ofNone = await people.clerk.call('publications.list', { number: 'DL2020-999999' });
    expect(ofNone.published).toEqual([]);
    const { version } = found.published[0]!;
    await people.clerk.call('publication.takeOff', { publicationId, version, reason: '信息有误' });
    expect((await people.clerk.call('publications.list', { number: off.number })).published).toEqual([]);
    await expect(show(off.number)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    for (const change of [{ publish: false }, { sealed: true }, { aboutUnitIds: ['u-water'] }]) {
      const one = await handIn();
      await people.clerk.call('case.accept', await at(one.caseId));
      await publish(reviewers(), one.caseId, 'post');
      await show(one.number);
      await app.deps.store.transaction(async (tx) => tx.saveCase({ ...(await tx.case(one.caseId))!, ...change }));
      await expect(show(one.number)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await everythingPublic(one.number)).not.toContain(one.number);
    }
  });

  test('[K8] files of an answer are public as long as a message leads to it', async () => {
    const one = await handIn();
    await people.clerk.call('case.accept', await at(one.caseId));
    const publicationId = await publish(reviewers(), one.caseId, 'post');
    const same = await handIn({ name: '赵六' });
    await people.clerk.call('case.accept', await at(same.caseId));
    await publish(reviewers(), same.caseId, 'post');
    const of = { countyId: DEMO_COUNTY_ID, caseId: one.caseId, replyId: 'rp-file' };
    const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');
    const file = { ...of, id: 'fi-answer', name: '验收单.pdf', kind: 'pdf', size: pdf.length, at: 5 } as const;
    const shown = { subject: '', text: '已经修好。', alias: '', place: '', fileIds: [file.id] };
    await app.deps.store.transaction(async (tx) => {
      const kept = { ...file, isPublic: true, byCitizen: false, visitId: null, awaitsVisit: false };
      await tx.insertCaseFile(kept, pdf.toString('base64'));
      const published = { stage: 'published', reviews: [], publishedAt: 6, ended: null, version: 0 } as const;
      await tx.insertPublication({ ...of, id: 'pb-answer', kind: 'reply', shown, ...published });
    });
    const status = async () => (await fetch(`${app.origin}/api/board/files/${file.id}/content`)).status;
    expect(await status()).toBe(200);
    const { published } = await people.clerk.call('publications.list', {});
    const { version } = published.find(({ id }) => id === publicationId)!;
    await people.clerk.call('publication.takeOff', { publicationId, version, reason: '信息有误' });
    expect(await status()).toBe(404);
    // Merged into it, the other message shows its answer.
    await people.clerk.call('case.merge', { ...(await at(same.caseId)), intoNumber: one.number });
    expect(await status()).toBe(200);
    await app.deps.store.transaction(async (tx) => tx.saveCase({ ...(await tx.case(same.caseId))!, publish: false }));
    expect(await status()).toBe(404);
  });

  test('[T5] the word list is asked, and a second clerk cannot begin what is begun', async () => {
    await people.admin.call('words.add', { text: '黑心', level: 'ask', reason: '骂人' });
    const one = await handIn({ content: '黑心老板拖欠工资。' });
    await people.clerk.call('case.accept', await at(one.caseId));
    const { toBegin } = await people.clerk.call('publications.list', {});
    const item = toBegin.find(({ caseId }) => caseId === one.caseId)!;
    const input = { caseId: one.caseId, ...shownOf(item) };
    await expect(people.clerk.call('publication.begin', input)).rejects.toMatchObject({ code: 'WORDS_FOUND' });
    await people.clerk.call('publication.begin', { ...input, despite: ['黑心'] });
    await expect(people.clerk.call('publication.begin', { ...input, despite: ['黑心'] })).rejects.toMatchObject({
      code: 'STALE',
    });
  });

  test('longer than its kind may be is refused with its length; an unknown post or category too', async () => {
    const http = await signInPhone(app.origin, newPhone());
    const refused = (change: object) => expect(http.call('board.write', { ...message, ...change })).rejects;
    await refused({ subject: '长'.repeat(23) }).toMatchObject({
      code: 'TEXT_TOO_LONG',
      details: { length: 23, most: 22 },
    });
    await refused({ kind: 'complain', content: '长'.repeat(801) }).toMatchObject({ code: 'TEXT_TOO_LONG' });
    await refused({ categoryCode: 'C9999' }).toMatchObject({ code: 'BAD_INPUT' });
    await refused({ addresseeId: 'nobody' }).toMatchObject({ code: 'BAD_INPUT' });
    await expect(anyone.call('board.write', message)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('[Q10] of a phone that is barred is refused', async () => {
    const phone = newPhone();
    const http = await signInPhone(app.origin, phone);
    await app.deps.store.transaction(async (tx) => {
      const holderId = await tx.phoneId(DEMO_COUNTY_ID, phone);
      await tx.saveBar({
        id: 'ba-board',
        countyId: DEMO_COUNTY_ID,
        holderId,
        personId: 'x',
        sessionId: 'x',
        ticketId: 'x',
        reason: '骚扰',
        at: Date.now(),
        until: Date.now() + 3_600_000,
        byPersonId: 'demo-moderator',
        lifted: null,
      });
    });
    await expect(http.call('board.write', message)).rejects.toMatchObject({ code: 'BARRED' });
  });
});

describe('[K2] a complaint against a township', () => {
  test('never reaches it, is never public, and its sender is told of it', async () => {
    const one = await handIn({
      kind: 'complain',
      subject: '要求退还多收的费用',
      content: '镇里多收了钱。',
      aboutUnitIds: ['u-shiqiao'],
    });
    expect(await app.deps.store.read.case(one.caseId)).toMatchObject({ aboutUnitIds: ['u-shiqiao'], kind: 'complain' });
    const { town, clerk, supervisor } = people;
    await expect(town.call('case.show', { number: one.number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await town.call('cases.list', {})).cases.map(({ number }) => number)).not.toContain(one.number);
    await clerk.call('case.accept', await at(one.caseId));
    const dispatch = { coUnitIds: [] as string[], kind: 'forHandling' as const };
    await expect(
      supervisor.call('case.dispatch', { ...(await at(one.caseId)), mainUnitId: 'u-shiqiao', ...dispatch }),
    ).rejects.toMatchObject({ code: 'COMPLAINS_OF' });
    const { toBegin } = await clerk.call('publications.list', {});
    expect(toBegin.map(({ caseId }) => caseId)).not.toContain(one.caseId);
    await expect(
      clerk.call('publication.begin', {
        caseId: one.caseId,
        subject: '要',
        text: '镇',
        alias: '',
        place: '',
        fileIds: [],
        reason: '短',
      }),
    ).rejects.toMatchObject({ code: 'NOT_PUBLISHABLE' });
  });

  test('to whom it goes is set by the clerk, of a sealed one by the inspector alone', async () => {
    const one = await handIn();
    const to = { addresseeId: 'ad-water' };
    await people.clerk.call('case.setAddressee', { ...(await at(one.caseId)), ...to });
    expect(await app.deps.store.read.case(one.caseId)).toMatchObject(to);
    await expect(people.clerk.call('case.setAddressee', { caseId: one.caseId, version: 0 })).rejects.toMatchObject({
      code: 'STALE',
    });
    await expect(people.caseworker.call('case.setAddressee', await at(one.caseId))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await app.deps.store.transaction(async (tx) => tx.saveCase({ ...(await tx.case(one.caseId))!, sealed: true }));
    await expect(people.clerk.call('case.setAddressee', await at(one.caseId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await people.inspector.call('case.setAddressee', { ...(await at(one.caseId)), ...to });
  });
});
