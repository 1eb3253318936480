/** Being told by the browser, besides the SMS: from the subscription to the message, and to its end. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { type Evening, SESSION, startEvening } from '../support/evening.ts';
import { type PushService, startPushService } from '../support/push-service.ts';

let app: TestApp;
let evening: Evening;
let service: PushService;

beforeAll(async () => {
  app = await startTestApp({ pushAnywhere: true });
  evening = await startEvening(app.origin);
  service = await startPushService(app.deps.push.publicKey);
});
afterAll(async () => {
  await service.close();
  await stopApps();
});

async function placeOf(name: string) {
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(SESSION, name));
  return { http, ticketId };
}
/** By template, how far each way has come. */
const toldOf = async (ticketId: string) =>
  Object.fromEntries(
    (await app.deps.store.read.noticesOfTicket(ticketId, 30)).map(({ template, deliveries }) => [
      template,
      deliveries.map(({ way, state }) => `${way} ${state}`),
    ]),
  );
const refuse = (ticketId: string) =>
  evening.moderator.call('queue.refuse', { sessionId: SESSION, ticketId, reason: '属于其他部门', whereTo: '镇政府' });
/** A refusal goes out when it can no longer be undone. */
const SOON = { timeout: 20_000 };

test('[T2] whoever subscribed is told by SMS and by the browser, each followed on its own, until the subscription is no more', async () => {
  const { http, ticketId } = await placeOf('开了提醒的人');
  const { publicKey, on } = await http.call('push.offer', { ticketId });
  expect({ publicKey, on }).toEqual({ publicKey: app.deps.push.publicKey, on: false });
  await http.call('push.subscribe', { ticketId, ...service.subscription, language: 'en' });
  expect((await http.call('push.offer', { ticketId })).on).toBe(true);

  await refuse(ticketId);
  await expect.poll(() => service.messages.at(-1)?.data.body, SOON).toContain('cannot be put through');
  expect(service.messages.at(-1)?.data).toMatchObject({ lang: 'en', page: `/s/${SESSION}/wait/${ticketId}` });
  await expect
    .poll(() => toldOf(ticketId))
    .toMatchObject({
      numberTaken: ['sms sent'],
      refused: ['sms sent', 'push sent'],
    });

  const moderator = await signInStaff(app.origin, 'moderator');
  const { notices } = await moderator.call('notices.ofTicket', { ticketId });
  expect(notices[0]?.deliveries.map(({ way }) => way)).toEqual(['sms', 'push']);
  expect(JSON.stringify(notices)).not.toContain('/s/');
});

test('a subscription that its service does not know any more is forgotten', async () => {
  const { http, ticketId } = await placeOf('换了手机的人');
  await http.call('push.subscribe', { ticketId, ...service.subscription, language: 'zh-CN' });
  service.answerNext(410);
  await refuse(ticketId);
  await expect.poll(() => toldOf(ticketId), SOON).toMatchObject({ refused: ['sms sent', 'push givenUp'] });
  expect(await app.deps.store.read.pushSubscription(ticketId)).toBeNull();
});

test('it ends when its person ends it, and nobody else may touch it', async () => {
  const { http, ticketId } = await placeOf('关掉提醒的人');
  await http.call('push.subscribe', { ticketId, ...service.subscription, language: 'zh-CN' });
  await http.call('push.end', { ticketId });
  expect(await app.deps.store.read.pushSubscription(ticketId)).toBeNull();
  const other = await signInPhone(app.origin);
  await expect(other.call('push.offer', { ticketId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(other.call('push.end', { ticketId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
