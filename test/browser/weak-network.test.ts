/** [C12] Down from video without losing the turn: by rule to sound alone and back, by the desk's offer, and by a recorded message. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAsItStands, expectBothLanguages } from '../support/accessible.ts';
import { openPage, type Person, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { hears } from '../support/flows.ts';
import { endCall, enterWithVideo, staffAt, takeNumber } from '../support/journey.ts';
import { localPorts } from '../support/local-ports.ts';
import { consumersBetween } from '../support/media/sent.ts';
import { UdpRelay } from '../support/udp-relay.ts';
import { until } from '../support/until.ts';

/** Everybody is told this address; only the relay answers on it, and only over UDP. */
const RELAYED = '127.0.0.4';
const evening = browserEvening({ announced: [RELAYED] });
let media: UdpRelay;
let moderator: Person;
let screen: Person;

beforeAll(async () => {
  media = await UdpRelay.create(RELAYED, evening.app.config.media.port, '127.0.0.1');
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
});
afterAll(async () => {
  media?.close();
});

const rowOf = (name: string) => moderator.page.getByRole('row', { name: new RegExp(name) });
const offers = () => moderator.page.getByRole('region', { name: '网络差时可以建议' });

test('a network that carries no picture: sound alone by itself, said on every face, and back when it is good again', async () => {
  const resident = await evening.callerOnStage(moderator, '弱网的人');
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, 'video[aria-label*="王建国"]')]);
  for (const { page } of [screen, moderator]) media.spare(await localPorts(page));
  media.set({ lossRatio: 0.45 });
  await resident.page.getByText('已改为只用声音').waitFor({ timeout: 90_000 });
  await Promise.all([
    screen.page.getByText('群众那边网络弱').waitFor(),
    moderator.page.getByText('对方网络弱').first().waitFor(),
  ]);
  for (const { wire } of [screen, moderator])
    await expect.poll(() => consumersBetween(resident.wire.transports, wire.transports, 'video')).toEqual([]);
  await expectBothLanguages(resident.page, 'sound-by-rule');
  await expectAsItStands(screen.page, 'screen-weak');
  media.set({});
  await hears(screen, resident);
  await resident.page.getByText('可以改回视频').waitFor({ timeout: 90_000 });
  await resident.page.getByRole('button', { name: '改用视频' }).click();
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, 'video[aria-label*="王建国"]')]);
  await endCall(moderator);
  await resident.context.close();
}, 240_000);

test('the desk offers a step, which is not wanted, and another, which is taken; the answer comes in writing', async () => {
  const resident = await takeNumber(evening.browser, evening.origin, '书面的人');
  await enterWithVideo(resident);
  await rowOf('书面的人').click();
  await offers().getByRole('button', { name: '录一段留言' }).click();
  await resident.page.getByText('工作人员建议您录一段留言').waitFor();
  await offers().getByText('已建议').waitFor();
  await expectBothLanguages(resident.page, 'ladder-offer');
  await resident.page.getByRole('button', { name: '不用，照原样继续' }).click();
  await offers().getByText('已建议').waitFor({ state: 'detached' });
  await offers().getByRole('button', { name: '书面答复' }).click();
  await resident.page.getByText('工作人员建议改为书面答复').waitFor();
  await expectAsItStands(moderator.page, 'desk-offers');
  await resident.page.getByRole('button', { name: '改为书面答复' }).click();
  await resident.page.getByRole('alertdialog').getByRole('button', { name: '改为书面答复' }).click();
  await resident.page
    .getByText(/DL\d{4}-\d+/)
    .first()
    .waitFor();
  await resident.context.close();
});

test('a message is recorded, outlives a network that is gone and a page that was closed, and plays on the case’s page', async () => {
  const resident = await takeNumber(evening.browser, evening.origin, '留言的人');
  await enterWithVideo(resident);
  const { page } = resident;
  const pieces = /\/content\?at=/;
  await resident.context.route(pieces, (route) => route.abort());
  await page.getByText('网络不好，连不上？').click();
  await page.getByRole('button', { name: '录像留言' }).click();
  await picturesMove(page, '[aria-label="录一段留言"] video');
  // Long enough to be more than one piece of a recording.
  await page
    .getByRole('timer')
    .filter({ hasText: /正在录：0?0:(0[4-9]|[1-5]\d)/ })
    .waitFor();
  await expectAsItStands(page, 'recording-a-message');
  await page.getByRole('button', { name: '录好了' }).click();
  await page.getByLabel('您录的留言').waitFor();
  await expectBothLanguages(page, 'recorded-message');
  await page.getByRole('button', { name: '发送，等书面答复' }).click();
  await page.getByText('正在发送').waitFor();
  const address = page.url();
  await page.close();
  const again = await openPage(resident.context);
  await again.page.goto(address);
  await again.page.getByLabel('您录的留言').waitFor();
  await resident.context.unroute(pieces);
  await again.page.getByRole('button', { name: '发送，等书面答复' }).click();
  await again.page
    .getByText(/DL\d{4}-\d+/)
    .first()
    .waitFor();

  const record = await until('its case', async () => {
    const tickets = await evening.app.deps.store.read.openTickets('demo');
    expect(tickets.some(({ number }) => String(number) === resident.number)).toBe(false);
    const text = await again.page
      .getByText(/DL\d{4}-\d+/)
      .first()
      .textContent();
    return text?.match(/DL\d{4}-\d+/)?.[0];
  });
  const supervisor = await staffAt(evening.browser, evening.origin, 'supervisor', `/cases/${record}`);
  await supervisor.page.getByText('录的留言').waitFor();
  await supervisor.page.getByRole('button', { name: /^观看/ }).click();
  await supervisor.page.getByRole('button', { name: '播放', exact: true }).click();
  await picturesMove(supervisor.page, 'video[data-side=message]');
  await expectAsItStands(supervisor.page, 'message-on-case');
  await supervisor.context.close();
  await resident.context.close();
}, 180_000);
