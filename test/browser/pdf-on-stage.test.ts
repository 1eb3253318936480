/** [C13] Pages of a PDF on the stage: turned over by the desk, seen by citizen and leader, by the audience once they are shown to it. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectAsItStands } from '../support/accessible.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { randomId, SocketClient, signInStaff } from '../support/clients.ts';
import { SESSION } from '../support/journey.ts';
import { pdfOf } from '../support/pdf-file.ts';
import { until } from '../support/until.ts';

const evening = browserEvening();

/** The colour at the lower end of the picture, which has no words. */
const colourOf = (picture: Locator): Promise<number[]> =>
  picture.evaluate(async (image: HTMLImageElement) => {
    // Another page may take its place this moment.
    await image.decode().catch(() => undefined);
    if (image.naturalWidth === 0) return [];
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(canvas.width / 2, canvas.height * 0.9, 1, 1) ?? { data: [] };
    return [...data].slice(0, 3).map((part) => (part > 128 ? 1 : 0));
  });
const RED = [1, 0, 0];
const BLUE = [0, 0, 1];

test('a page is shown, then the next; the public sees the one that is shown to it; a document of the case too', async () => {
  const { moderator, screen } = await evening.open('moderator', 'screen');
  const resident = await evening.callerOnStage(moderator);
  const viewer = (await evening.audience()).page;
  await viewer.locator('.stage video').first().waitFor();

  const desk = moderator.page;
  const atLeader = screen.page.getByRole('img', { name: '展示的图片' });
  const atCitizen = resident.page.getByRole('img', { name: '正在展示的图片' });
  const atViewer = viewer.getByRole('img', { name: '正在展示的图片' });
  const shows = (picture: Locator, colour: number[]) =>
    until('that page', async () => String(await colourOf(picture)) === String(colour));
  const dialog = desk.getByRole('dialog');
  const button = (name: string) => desk.getByRole('button', { name, exact: true });
  const choose = async (name: string, buffer: Buffer) => {
    const asked = desk.waitForEvent('filechooser');
    await button('上传图片或 PDF').click();
    await (await asked).setFiles({ name, mimeType: 'application/pdf', buffer });
  };

  await button('展示图片').click();
  await choose('坏的.pdf', Buffer.from('%PDF-1.7 broken'));
  await desk.getByText('这个 PDF 打不开').first().waitFor();
  await choose('合同.pdf', await pdfOf('#f00', '#00f'));
  await dialog.getByRole('img', { name: '第 1 / 2 页' }).waitFor();
  expect(await colourOf(dialog.getByRole('img', { name: '第 1 / 2 页' }))).toEqual(RED);
  await dialog.getByRole('button', { name: '下一页' }).click();
  await dialog.getByRole('img', { name: '第 2 / 2 页' }).waitFor();
  await expectAsItStands(desk, 'pdf: page');
  // Looked at by the desk alone so far.
  expect(await atLeader.count()).toBe(0);
  await button('展示这一页').click();
  await dialog.waitFor({ state: 'detached' });
  await shows(atLeader, BLUE);
  await shows(atCitizen, BLUE);
  expect(await atViewer.count()).toBe(0);
  await desk.getByRole('switch', { name: '直播中也展示' }).click();
  await shows(atViewer, BLUE);
  await expectAsItStands(desk, 'pdf: on the stage');

  // Another page is another picture: the public does not see it by itself.
  await button('上一页').click();
  await shows(atCitizen, RED);
  await shows(atLeader, RED);
  await atViewer.waitFor({ state: 'detached' });
  // Shown again it is sent no second time.
  await button('下一页').click();
  await shows(atCitizen, BLUE);
  await button('换一张').click();
  await button('换一个').click();
  await dialog
    .getByRole('button', { name: /^上传的图片/ })
    .nth(1)
    .waitFor();
  expect(await dialog.getByRole('button', { name: /^上传的图片/ }).count()).toBe(2);
  await desk.keyboard.press('Escape');

  const ticketId = resident.page.url().split('/').at(-1)?.split('?')[0] ?? '';
  const callId =
    (await evening.app.deps.store.read.runningCalls(SESSION)).find((one) => one.ticketId === ticketId)?.id ?? '';
  const as = { as: 'aide', sessionId: SESSION } as const;
  const aideSocket = await SocketClient.connect(await signInStaff(evening.origin, 'aide'), as);
  const matter = { kind: 'help', categoryCode: 'C0101', subject: '路灯' } as const;
  const { caseId } = await aideSocket.call('call.openCase', { sessionId: SESSION, callId, ...matter });
  aideSocket.close();
  const body = await pdfOf('#f00');
  const record = {
    caseId,
    countyId: DEMO_COUNTY_ID,
    replyId: null,
    visitId: null,
    awaitsVisit: false,
    byCitizen: false,
  };
  const file = {
    ...record,
    id: randomId(),
    isPublic: false,
    name: '情况说明.pdf',
    kind: 'pdf',
    size: body.length,
  } as const;
  await evening.app.deps.store.transaction((tx) =>
    tx.insertCaseFile({ ...file, at: Date.now() }, body.toString('base64')),
  );
  const aide = (await evening.open('aide')).aide.page;
  await aide.getByRole('button', { name: '换一张', exact: true }).click();
  await aide.getByRole('button', { name: '情况说明.pdf' }).click();
  await aide.getByRole('img', { name: '第 1 / 1 页' }).waitFor();
  await aide.getByRole('button', { name: '展示这一页' }).click();
  await shows(atCitizen, RED);
  await aide.getByRole('button', { name: '收起图片' }).click();
  await atLeader.waitFor({ state: 'detached' });
});
