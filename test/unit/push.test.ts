import { afterEach, describe, expect, test } from 'vitest';
import { pushText } from '../../server/domain/notices/push-text.ts';
import { createPush, newPushKeys, type PushOptions } from '../../server/notify/push.ts';
import { isPublicAddress, isPushEndpoint, publicLookup } from '../../server/notify/push-endpoint.ts';
import { NoticeRefused } from '../../server/services/ports/notice.ts';
import type { PushSubscriptionRecord } from '../../server/services/ports/store.ts';
import { type PushService, startPushService } from '../support/push-service.ts';

const NOW = Date.now();
const keys = newPushKeys();
const notice = {
  id: 'nt1',
  countyId: 'c',
  ticketId: 't1',
  phone: '13800138000',
  template: 'next',
  fields: { number: '7', whose: '', link: 'http://x/s/s1/wait/t1' },
  at: NOW,
} as const;

let service: PushService | null = null;
afterEach(async () => {
  await service?.close();
  service = null;
});

async function subscribed(change: Partial<PushOptions & Pick<PushSubscriptionRecord, 'language'>> = {}) {
  const { language = 'zh-CN', ...options } = change;
  service = await startPushService(keys.publicKey);
  const its = { ticketId: 't1', countyId: 'c', page: '/s/s1/wait/t1', at: NOW };
  const subscription: PushSubscriptionRecord = { ...its, language, ...service.subscription };
  const forgotten: string[] = [];
  const push = createPush({
    keys,
    subject: 'mailto:directline@localhost',
    subscriptionOf: async () => subscription,
    forget: async ({ ticketId }) => forgotten.push(ticketId),
    clock: () => NOW,
    anywhere: true,
    ...options,
  });
  return { push, service, forgotten };
}

test('a push message is signed, encrypted for the browser, and says no more than the SMS', async () => {
  const { push, service } = await subscribed();
  await push.send(notice);
  const [message] = service.messages;
  expect(message?.data).toEqual({
    id: 'nt1',
    title: '干群直通车',
    body: '7 号，下一个就是您。请打开页面，不要离开；用电话连线的，请保持手机畅通。',
    page: '/s/s1/wait/t1',
    lang: 'zh-CN',
  });
  expect(message?.ttl).toBe(600);
  expect(message?.headers.urgency).toBe('high');
  expect(JSON.stringify(message)).not.toContain('138');
});

test('it is in the language of the page', async () => {
  const { push, service } = await subscribed({ language: 'en' });
  await push.send(notice);
  expect(service.messages[0]?.data).toMatchObject({ lang: 'en', body: expect.stringContaining('No. 7: you are next') });
});

test('the same notice sent twice has the same topic, so that it waits there once', async () => {
  const { push, service } = await subscribed();
  await push.send(notice);
  await push.send(notice);
  const topics = service.messages.map(({ headers }) => headers.topic);
  expect(topics[0]).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(new Set(topics).size).toBe(1);
});

test.each([404, 410])('%i: the subscription is forgotten and nothing is tried again', async (status) => {
  const { push, service, forgotten } = await subscribed();
  service.answerNext(status);
  await expect(push.send(notice)).rejects.toMatchObject({ name: 'NoticeRefused', forGood: true });
  expect(forgotten).toEqual(['t1']);
});

test.each([302, 429, 503])('%i: refused, and tried again later', async (status) => {
  const { push, service, forgotten } = await subscribed();
  service.answerNext(status);
  await expect(push.send(notice)).rejects.toMatchObject({ name: 'NoticeRefused', forGood: false });
  expect(forgotten).toEqual([]);
  expect(service.messages).toEqual([]);
});

test('without a subscription, or to an address that is none of a push service, nothing is sent', async () => {
  const none = await subscribed({ subscriptionOf: async () => null });
  await expect(none.push.send(notice)).rejects.toMatchObject({ forGood: true });
  await none.service.close();
  const inside = await subscribed({ anywhere: false });
  const refused = inside.push.send(notice);
  await expect(refused).rejects.toBeInstanceOf(NoticeRefused);
  await expect(refused).rejects.toMatchObject({ forGood: true });
  expect(inside.service.messages).toEqual([]);
});

test('a key that is none is refused for good', async () => {
  const { push, service } = await subscribed({
    subscriptionOf: async () => ({
      ticketId: 't1',
      countyId: 'c',
      endpoint: 'https://push.example.org/one',
      p256dh: `B${'A'.repeat(86)}`,
      auth: 'A'.repeat(22),
      page: '/s/s1/wait/t1',
      language: 'zh-CN',
      at: NOW,
    }),
  });
  await expect(push.send(notice)).rejects.toMatchObject({ name: 'NoticeRefused', forGood: true });
  expect(service.messages).toEqual([]);
});

describe('addresses of push services', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
    'https://8.8.8.8/abc',
  ])('%s', (endpoint) => expect(isPushEndpoint(endpoint)).toBe(true));

  test.each([
    'http://fcm.googleapis.com/abc',
    'ftp://fcm.googleapis.com/abc',
    'https://user:word@fcm.googleapis.com/abc',
    'https://fcm.googleapis.com:8443/abc',
    'https://localhost/abc',
    'https://printer/abc',
    'https://nas.local/abc',
    'https://db.internal/abc',
    'https://localhost./abc',
    'https://127.0.0.1/abc',
    'https://2130706433/abc',
    'https://0x7f.1/abc',
    'https://0/abc',
    'https://10.0.0.1/abc',
    'https://172.16.3.4/abc',
    'https://192.168.1.1/abc',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/abc',
    'https://224.0.0.1/abc',
    'https://255.255.255.255/abc',
    'https://[::1]/abc',
    'https://[::]/abc',
    'https://[::ffff:127.0.0.1]/abc',
    'https://[::ffff:10.0.0.1]/abc',
    'https://[64:ff9b::7f00:1]/abc',
    'https://[2002:7f00:1::]/abc',
    'https://[fd00::1]/abc',
    'https://[fe80::1]/abc',
    'https://[ff02::1]/abc',
    'not an address',
  ])('never %s', (endpoint) => expect(isPushEndpoint(endpoint)).toBe(false));

  test('a name that leads to this machine is not connected to', async () => {
    expect(isPublicAddress('127.0.0.1')).toBe(false);
    const error = await new Promise((done) => publicLookup('localhost', { all: true }, (cause) => done(cause)));
    expect(error).toBeInstanceOf(Error);
  });
});

test('what a message shows ends without its link, and without a word that only led to it', () => {
  const zh = (template: string, fields: Record<string, string>) =>
    pushText(template, { ...fields, link: 'L' }, 'zh-CN').body;
  expect(zh('numberTaken', { number: '7' })).toBe('您已取到 7 号。请保持手机畅通，轮到您时会再通知。');
  expect(zh('callEnded', { numbers: 'DL2026-000001' })).toBe('您的连线已结束。诉求编号 DL2026-000001。');
  expect(zh('lobbyOpen', { session: '晚间', number: '7' })).toBe('“晚间”的等候区已经开放，您是 7 号。请打开页面等候。');
  expect(pushText('unknown', {}, 'en').body).toMatch(/Please open the page/);
});
